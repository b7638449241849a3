// What a map looks like: grounds and inks on light and on dark paper, layers, patterns, values in words.
export const NOTHING = { type: "FeatureCollection", features: [] };
const UNITS = { de: "de-DE", en: "en-GB" };
export const MISSING = -1, UNINHABITED = -2;
const LIGHT = { land: "#f6f4ef", sea: "#e3edf3", abroad: "#cfcac0", river: "#5f8fb5", shore: "#a9c3d6", rail: "#6b6b6b", sleepers: "#3b3835", kreis: "#8b8780", paper: "#ffffff", ink: "#222222", nation: "#4a4640", hairline: "255,255,255", dots: "#a8a49c", lines: "#8b8780" };
const DARK = { land: "#262421", sea: "#1d2730", abroad: "#45433f", river: "#5f8fb5", shore: "#34505f", rail: "#a09b93", sleepers: "#d6d1c8", kreis: "#8b8780", paper: "#1b1a18", ink: "#f2f0ec", nation: "#c9c4ba", hairline: "27,26,24", dots: "#78736b", lines: "#8f8b84" };
export const PRINTED = { "print-light": "#ffffff", "print-dark": "#222222" };  // lines for a print in grey
export const circleOf = (ink) => `circle of ${ink}`;  // what the picture of a circle with such lines is called
const RADIUS = 26;  // of the hatched circles that are drawn beforehand
const MIXED = 0.72;  // how far the colour of what is filtered out goes towards the land

export const night = matchMedia("screen and (prefers-color-scheme: dark)");
export const inks = () => (night.matches ? DARK : LIGHT);
export const coloursOf = (layer) => (night.matches ? layer.dark : layer.colours);
export const linesOn = (layer) => layer.lines[night.matches ? "dark" : "light"];  // the colour of lines on each class

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
export function paler(colour) {
  const ground = channels(inks().land);
  return `rgb(${channels(colour).map((value, at) => Math.round(value * (1 - MIXED) + ground[at] * MIXED)).join(",")})`;
}

export const these = (rows) => ["in", ["id"], ["literal", rows]];
const by = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
const kind = (...kinds) => ["in", ["get", "kind"], ["literal", kinds]];
const fading = by(8.5, 0.8, 10, 0);  // rivers and lakes are too coarse for a close look

// Sea, neighbours; lakes, rivers, railways: what lies under and over the classes (docs/maps.md).
function under({ land, sea, abroad }) {
  return [
    { id: "sea", type: "fill", source: "ground", filter: kind("near"), paint: { "fill-color": sea } },
    { id: "neighbours", type: "fill", source: "ground", filter: kind("land"), paint: { "fill-color": land } },
    { id: "boundaries", type: "line", source: "ground", filter: kind("boundary"), paint: { "line-color": abroad, "line-width": by(5, 0.6, 9, 1) } },
  ];
}

function over({ sea, shore, river }) {
  return [
    { id: "lakes", type: "fill", source: "ground", minzoom: 6, maxzoom: 10, filter: kind("lake"), paint: { "fill-color": sea, "fill-outline-color": shore, "fill-opacity": by(8.5, 1, 10, 0) } },
    { id: "large-lakes", type: "fill", source: "ground", filter: kind("large lake"), paint: { "fill-color": sea, "fill-outline-color": shore } },
    { id: "rivers", type: "line", source: "ground", maxzoom: 10, filter: kind("river"), layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": river, "line-width": by(5, 0.8, 8.5, 1.7), "line-opacity": fading } },
  ];
}

const borders = (data) => ({ type: "geojson", data, tolerance: 0.3, maxzoom: 12, buffer: 16 });

// Railways and borders of Kreise, for a map that is near enough to show them.
export function near(map, railways, kreise) {
  if (map.getSource("railways")) return;
  const { rail, sleepers, paper, kreis } = inks();
  map.addSource("railways", { type: "geojson", data: railways, maxzoom: 11 });
  map.addSource("kreise", borders(kreise));
  [
    { id: "railways", type: "line", source: "railways", minzoom: 7, filter: kind("railway"), layout: { "line-join": "round" }, paint: { "line-color": ["step", ["zoom"], rail, 8.5, sleepers], "line-width": ["step", ["zoom"], 0.8, 8.5, 2.4] } },
    { id: "sleepers", type: "line", source: "railways", minzoom: 8.5, filter: kind("railway"), paint: { "line-color": paper, "line-width": 1, "line-dasharray": [4, 4] } },
    { id: "stations", type: "symbol", source: "railways", minzoom: 9, filter: kind("station"), layout: { "icon-image": "station", "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "kreise", type: "line", source: "kreise", minzoom: 7, paint: { "line-color": kreis, "line-width": 1 } },
  ].forEach((layer) => map.addLayer(layer, "laender"));
}

// Circles of counts, over all else.
export function round(map) {
  if (map.getSource("circles")) return;
  map.addSource("circles", { type: "geojson", data: NOTHING });
  map.addLayer({ id: "circles", type: "circle", source: "circles", layout: { "circle-sort-key": ["-", ["get", "r"]] }, paint: { "circle-radius": ["get", "r"], "circle-color": ["get", "colour"], "circle-opacity": 0.7, "circle-stroke-color": inks().paper, "circle-stroke-width": ["min", 1, ["/", ["get", "r"], 4]] } });
  map.addLayer({ id: "print-circles", type: "symbol", source: "circles", filter: ["has", "print"], layout: { "icon-image": ["get", "print"], "icon-size": ["/", ["get", "r"], RADIUS], "icon-allow-overlap": true, "icon-ignore-placement": true } });
}

// Borders come by address: they are fetched, read and cut into tiles beside the page's own work.
export function style({ shapes, laender }, base) {
  const { land, paper, nation, hairline } = inks();
  const never = these([]);
  return {
    version: 8,
    sources: {
      ground: { type: "geojson", data: base.ground, maxzoom: 9 },
      areas: borders(shapes),
      laender: borders(laender),
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": paper } },
      ...under(inks()),
      { id: "fill", type: "fill", source: "areas", paint: { "fill-color": ["coalesce", ["feature-state", "colour"], land], "fill-antialias": ["step", ["zoom"], true, 7, false], "fill-outline-color": `rgba(${hairline},0.25)` } },
      { id: "missing", type: "fill", source: "areas", filter: never, paint: { "fill-pattern": "dots" } },
      { id: "uninhabited", type: "fill", source: "areas", filter: never, paint: { "fill-pattern": "lines" } },
      { id: "edges", type: "line", source: "areas", minzoom: 7, paint: { "line-color": by(5, `rgba(${hairline},0.55)`, 8, `rgba(${hairline},1)`), "line-width": by(5, 0.2, 8, 0.6, 9, 1.2) } },
      ...over(inks()),
      { id: "laender", type: "line", source: "laender", paint: { "line-color": nation, "line-width": by(5, 0.9, 9, 1.4) } },
      { id: "hatch", type: "fill", source: "areas", filter: never, paint: { "fill-pattern": "hatch" } },
      ...Object.keys(PRINTED).map((id) => ({ id, type: "fill", source: "areas", filter: never, paint: { "fill-pattern": id } })),
    ],
  };
}

// Dots for what is missing, lines for what has no people, squares for stations; drawn here, so that no picture need be fetched.
export function patterns(map) {
  const { paper, dots, lines, sleepers } = inks();
  const draw = (size, paint) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d");
    pen.fillStyle = paper;
    pen.fillRect(0, 0, size, size);
    paint(pen, size);
    return pen.getImageData(0, 0, size, size);
  };
  map.addImage("dots", draw(12, (pen) => {
    pen.fillStyle = dots;
    pen.beginPath();
    pen.arc(4, 4, 2, 0, 7);
    pen.fill();
  }), { pixelRatio: 2 });
  map.addImage("hatch", draw(14, (pen, size) => {
    pen.clearRect(0, 0, size, size);
    pen.strokeStyle = "rgba(255,255,255,.5)";
    pen.lineWidth = 2;
    for (const shift of [-size, 0, size]) {
      pen.beginPath();
      pen.moveTo(shift, 0);
      pen.lineTo(shift + size, size);
      pen.stroke();
    }
  }), { pixelRatio: 2 });
  const across = (pen, size, step) => {  // lines at 45 degrees, as in print
    for (let shift = -size; shift <= size; shift += step) {
      pen.beginPath();
      pen.moveTo(shift, size);
      pen.lineTo(shift + size, 0);
      pen.stroke();
    }
  };
  for (const [name, ink] of Object.entries(PRINTED)) {
    map.addImage(name, draw(16, (pen, size) => {
      pen.clearRect(0, 0, size, size);
      pen.strokeStyle = ink;
      pen.lineWidth = 2.4;
      across(pen, size, size);
    }), { pixelRatio: 2 });
  }
  for (const ink of Object.values(PRINTED)) {
    map.addImage(circleOf(ink), draw(RADIUS * 4, (pen, size) => {
      pen.clearRect(0, 0, size, size);
      pen.beginPath();
      pen.arc(size / 2, size / 2, size / 2, 0, 7);
      pen.clip();
      pen.strokeStyle = ink;
      pen.lineWidth = 3;
      across(pen, size, 12);
    }), { pixelRatio: 2 });
  }
  map.addImage("station", draw(10, (pen, size) => {
    pen.strokeStyle = sleepers;
    pen.lineWidth = 2.4;
    pen.strokeRect(1.2, 1.2, size - 2.4, size - 2.4);
  }), { pixelRatio: 2 });
  map.addImage("lines", draw(12, (pen, size) => {
    pen.strokeStyle = lines;
    pen.lineWidth = 2.2;
    for (const shift of [-size, 0, size]) {
      pen.beginPath();
      pen.moveTo(shift, size);
      pen.lineTo(shift + size, 0);
      pen.stroke();
    }
  }), { pixelRatio: 2 });
}

// A number and its unit, as words/numbers.py has it: "1.889 €", "24,9 %"; in English "€1,889", "24.9%".
function measured(said, unit, german) {
  if (!german && /^€( |$)/.test(unit)) return said.replace(/^[+−]?/, (sign) => `${sign}€`) + unit.slice(1);
  return said + (unit && !german && unit.startsWith("%") ? unit : unit && `\u00a0${unit}`);
}

// The value of an area in words: "+3,5 %", "754 je 1.000 Einwohner (für 2 %)", "liegt nicht vor".
export function format(layer, row, lang) {
  const german = lang === "de";
  if (layer.places[row] === UNINHABITED) return german ? "unbewohnt" : "uninhabited";
  const value = layer.values[row];
  if (value === null) return german ? "liegt nicht vor" : "not available";
  if (layer.named) return layer.labels[value];
  const sign = layer.signed ? "exceptZero" : "auto";
  const said = new Intl.NumberFormat(UNITS[lang], { minimumFractionDigits: layer.digits, maximumFractionDigits: layer.digits, signDisplay: sign }).format(value).replace("-", "−");
  const shown = measured(said, layer.unit, german) + (layer.covered[row] ?? "");
  return layer.second ? `${shown}; ${layer.second.label} ${format(layer.second, row, lang)}` : shown;
}

export function pathOf(config, level, key) {
  return `${config.prefix}/${level === "gemeinde" ? "stadt" : "verband"}/${key}`;
}

export function element(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
