// What a map looks like: grounds and inks on light and on dark paper, layers, patterns, values in words.
export const NOTHING = { type: "FeatureCollection", features: [] };
export const UNITS = { de: "de-DE", en: "en-GB" };
export const MISSING = -1, UNINHABITED = -2;
const LIGHT = { land: "#f6f4ef", paper: "#ffffff", ink: "#222222", nation: "#4a4640", hairline: "255,255,255", dots: "#a8a49c", lines: "#8b8780" };
const DARK = { land: "#262421", paper: "#1b1a18", ink: "#f2f0ec", nation: "#c9c4ba", hairline: "27,26,24", dots: "#78736b", lines: "#8f8b84" };
const MIXED = 0.72;  // how far the colour of what is filtered out goes towards the land

export const night = matchMedia("screen and (prefers-color-scheme: dark)");
export const inks = () => (night.matches ? DARK : LIGHT);
export const coloursOf = (layer) => (night.matches ? layer.dark : layer.colours);

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
export function paler(colour) {
  const ground = channels(inks().land);
  return `rgb(${channels(colour).map((value, at) => Math.round(value * (1 - MIXED) + ground[at] * MIXED)).join(",")})`;
}

// Borders come by address: they are fetched, read and cut into tiles beside the page's own work.
export function style({ shapes, laender }) {
  const { land, paper, ink, nation, hairline } = inks();
  const never = ["==", ["id"], -1];
  const line = ["interpolate", ["linear"], ["zoom"], 5, 0.2, 8, 0.6, 9, 1.2];
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: shapes, tolerance: 0.3, maxzoom: 9, buffer: 16 },
      laender: { type: "geojson", data: laender, tolerance: 0.3, maxzoom: 9, buffer: 16 },
      circles: { type: "geojson", data: NOTHING },
      chosen: { type: "geojson", data: NOTHING },
      marked: { type: "geojson", data: NOTHING },
    },
    layers: [
      { id: "fill", type: "fill", source: "areas", paint: { "fill-color": ["coalesce", ["feature-state", "colour"], land], "fill-antialias": false } },
      { id: "missing", type: "fill", source: "areas", filter: never, paint: { "fill-pattern": "dots" } },
      { id: "uninhabited", type: "fill", source: "areas", filter: never, paint: { "fill-pattern": "lines" } },
      { id: "edges", type: "line", source: "areas", paint: { "line-color": ["interpolate", ["linear"], ["zoom"], 5, `rgba(${hairline},0.55)`, 8, `rgba(${hairline},1)`], "line-width": line } },
      { id: "laender", type: "line", source: "laender", paint: { "line-color": nation, "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.8, 9, 1.5] } },
      { id: "circles", type: "circle", source: "circles", layout: { "circle-sort-key": ["-", ["get", "r"]] }, paint: { "circle-radius": ["get", "r"], "circle-color": ["get", "colour"], "circle-opacity": 0.7, "circle-stroke-color": paper, "circle-stroke-width": ["min", 1, ["/", ["get", "r"], 4]] } },
      { id: "mark-under", type: "line", source: "marked", paint: { "line-color": paper, "line-width": 4 } },
      { id: "mark", type: "line", source: "marked", paint: { "line-color": ink, "line-width": 2 } },
      { id: "chosen-under", type: "line", source: "chosen", paint: { "line-color": paper, "line-width": 4.7 } },
      { id: "chosen", type: "line", source: "chosen", paint: { "line-color": ink, "line-width": 2.2 } },
    ],
  };
}

// Dots for what is missing, lines for what has no people; drawn here, so that no picture need be fetched.
export function patterns(map) {
  const { paper, dots, lines } = inks();
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

// The value of an area in words: "+3,5 %", "liegt nicht vor".
export function format(layer, row, lang) {
  const german = lang === "de";
  if (layer.places[row] === UNINHABITED) return german ? "unbewohnt" : "uninhabited";
  const value = layer.values[row];
  if (value === null) return german ? "liegt nicht vor" : "not available";
  if (layer.named) return layer.labels[value];
  const sign = layer.signed ? "exceptZero" : "auto";
  const said = new Intl.NumberFormat(UNITS[lang], { minimumFractionDigits: layer.digits, maximumFractionDigits: layer.digits, signDisplay: sign }).format(value).replace("-", "−");
  const gap = layer.unit === "%" && !german ? "" : "\u00a0";
  const shown = said + (layer.unit ? gap + layer.unit : "");
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
