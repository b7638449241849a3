// One map: areas painted by class, a legend with counts, what lies under the pointer, a card for what was clicked.
const NO_DATA = "#c9c7c3";
const PALE = "#efece6";
const GERMANY = [[5.7, 47.2], [15.2, 55.1]];
const NOTHING = { type: "FeatureCollection", features: [] };
const UNITS = { de: "de-DE", en: "en-GB" };

const HAIRLINE = ["interpolate", ["linear"], ["zoom"], 5, "rgba(255,255,255,0.3)", 8, "rgba(255,255,255,0.9)"];

// Borders come by address: they are fetched, read and cut into tiles beside the page's own work.
function style({ shapes, laender }) {
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: shapes, tolerance: 0.3, maxzoom: 9, buffer: 16 },
      laender: { type: "geojson", data: laender, tolerance: 0.3, maxzoom: 9, buffer: 16 },
      marked: { type: "geojson", data: NOTHING },
    },
    layers: [
      { id: "fill", type: "fill", source: "areas", paint: { "fill-color": ["coalesce", ["feature-state", "colour"], PALE], "fill-outline-color": HAIRLINE } },
      { id: "laender", type: "line", source: "laender", paint: { "line-color": "#3d3d3d", "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.6, 9, 1.6] } },
      { id: "mark", type: "line", source: "marked", paint: { "line-color": "#111", "line-width": 2.5 } },
    ],
  };
}

export function classOf(layer, value) {
  if (value === null) return -1;
  if (!layer.breaks) return value;
  return layer.breaks.filter((limit) => value >= limit).length;
}

export function format(layer, value, lang) {
  if (value === null) return lang === "de" ? "keine Daten" : "no data";
  if (!layer.breaks) return layer.labels[value];
  const digits = { minimumFractionDigits: layer.digits, maximumFractionDigits: layer.digits };
  return new Intl.NumberFormat(UNITS[lang], digits).format(value) + (layer.unit ? ` ${layer.unit}` : "");
}

export function pathOf(config, level, key) {
  return `${config.prefix}/${level === "gemeinde" ? "stadt" : "verband"}/${key}`;
}

function element(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

export class Pane {
  constructor(box, config, index, borders) {
    this.config = config;
    this.borders = borders;
    this.german = config.lang === "de";
    this.root = element("div", "pane");
    this.ground = element("div", "ground");
    this.legend = element("details", "pane-legend");
    this.legend.open = box.clientWidth > 640;
    this.legend.hidden = true;
    this.source = element("p", "pane-source");
    this.tip = element("div", "tip");
    this.tip.hidden = true;
    this.root.append(this.ground, this.legend, this.source, this.tip);
    box.append(this.root);
    this.map = new maplibregl.Map({
      container: this.ground,
      style: style(borders),
      bounds: GERMANY,
      fitBoundsOptions: { padding: 15 },
      hash: index === 0,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      minZoom: 3,
      maxZoom: 12,
      cooperativeGestures: matchMedia("(pointer: coarse) and (max-width: 56rem)").matches,  // one finger scrolls the page
      locale: { "Map.Title": `${this.german ? "Karte" : "Map"} ${index + 1}`, ...(this.german ? { "NavigationControl.ZoomIn": "Vergrößern", "NavigationControl.ZoomOut": "Verkleinern", "CooperativeGesturesHandler.MobileHelpText": "Karte mit zwei Fingern bewegen" } : {}) },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 90 }), "bottom-right");
    this.ready = this.styled();
    this.map.on("error", ({ error }) => { this.broken = true; config.failed(error); });
    config.cities.forEach(([name, lon, lat]) => {
      const mark = element("div", "city", name);
      mark.setAttribute("aria-hidden", "true");
      new maplibregl.Marker({ element: mark, anchor: "left", offset: [-3, 0] }).setLngLat([lon, lat]).addTo(this.map);
      mark.removeAttribute("tabindex");
      mark.removeAttribute("role");
      mark.removeAttribute("aria-label");
    });
    this.map.on("mousemove", "fill", (event) => this.point(event));
    this.map.on("mouseleave", "fill", () => this.leave());
    this.map.on("click", "fill", (event) => this.open(event.features[0].id));
  }

  async draw(what) {
    this.what = what;
    delete this.root.dataset.drawn;
    this.describe();
    if (this.borders.shapes !== what.borders.shapes) this.replaceBorders(what.borders);
    await this.ready;
    if (this.what !== what) return;
    this.paint();
    await this.place();
    this.map.once("idle", () => { if (this.what === what && !this.broken) this.finish(); });
    this.map.triggerRepaint();
  }

  styled() {
    return new Promise((done) => { this.map.once("style.load", done); });
  }

  finish() {
    this.root.dataset.drawn = this.what.layer.id;
    performance.mark("map drawn");
    this.config.drawn();
    setTimeout(() => this.features().catch(this.config.failed), 500);  // at hand when the pointer comes
  }

  async features() {
    return (await this.config.load(this.borders.shapes)).features;
  }

  // All of Germany beside the legend, or under it where there is no room beside.
  frame() {
    this.map.resize();
    const width = this.root.clientWidth;
    const beside = this.legend.open && width > 700;
    const aside = beside || (width > 640 && !this.legend.open);
    const under = aside ? 15 : Math.min(this.legend.offsetHeight + 20, this.root.clientHeight / 3);
    this.map.fitBounds(GERMANY, { padding: { top: under, bottom: Math.max(15, this.source.offsetHeight + 8), right: 15, left: beside ? 300 : 15 }, animate: false });
  }

  replaceBorders(borders) {
    this.leave();
    this.closeCard();
    this.borders = borders;
    this.broken = false;
    this.ready = this.styled();
    this.map.setStyle(style(borders), { diff: false });
  }

  paint() {
    const { layer, shown } = this.what;
    layer.values.forEach((value, row) => {
      const place = classOf(layer, value);
      const colour = shown[row] ? (place < 0 ? NO_DATA : layer.colours[place]) : PALE;
      this.map.setFeatureState({ source: "areas", id: row }, { colour });
    });
  }

  describe() {
    this.legend.hidden = false;
    const { layer, shown, areas } = this.what;
    const counts = new Array(layer.labels.length + 1).fill(0);
    layer.values.forEach((value, row) => {
      if (shown[row]) counts[(classOf(layer, value) + counts.length) % counts.length] += 1;
    });
    const head = element("summary", "", layer.title);
    const table = element("table");
    const top = element("tr");
    top.append(element("td"), element("th", "", this.german ? "Klasse" : "Class"), element("th", "num", this.german ? "Anzahl" : "Number"));
    table.append(top);
    [...layer.labels, this.german ? "keine Daten" : "no data"].forEach((label, place) => {
      if (place === layer.labels.length && counts[place] === 0) return;
      const row = element("tr"), cell = element("td"), swatch = element("span", "swatch");
      swatch.style.background = layer.colours[place] ?? NO_DATA;
      cell.append(swatch);
      row.append(cell, element("td", "", label), element("td", "num", counts[place].toLocaleString(UNITS[this.config.lang])));
      table.append(row);
    });
    const total = shown.filter(Boolean).length;
    const note = `${total.toLocaleString(UNITS[this.config.lang])} ${this.german ? "von" : "of"} ${areas.key.length.toLocaleString(UNITS[this.config.lang])} · ${this.german ? "Stand" : "Vintage"} ${layer.vintage}`;
    this.source.textContent = `${layer.source}. ${this.german ? "Grenzen" : "Borders"}: ${this.config.borders}`;
    this.legend.replaceChildren(head, table, element("p", "", note), element("p", "narrow", this.source.textContent));
  }

  point(event) {
    const row = event.features[0].id;
    const { layer, areas } = this.what;
    this.tip.replaceChildren(element("b", "", areas.name[row]), format(layer, layer.values[row], this.config.lang));
    this.tip.hidden = false;
    const right = event.point.x > this.root.clientWidth - 180;
    this.tip.style.left = `${event.point.x + (right ? -14 - this.tip.offsetWidth : 14)}px`;
    this.tip.style.top = `${Math.max(0, event.point.y - 10)}px`;
    this.map.getCanvas().style.cursor = "pointer";
    this.mark(row);
  }

  async mark(row) {
    if (this.marked === row) return;
    this.marked = row;
    const found = row === undefined ? NOTHING : (await this.features()).find((one) => one.id === row);
    if (this.marked === row) this.map.getSource("marked")?.setData(found);
  }

  leave() {
    this.tip.hidden = true;
    this.mark(undefined);
    this.map.getCanvas().style.cursor = "";
  }

  closeCard() {
    this.card?.remove();
    this.card = undefined;
  }

  open(row) {
    const { layer, areas, level } = this.what;
    this.closeCard();
    this.card = element("div", "card");
    this.card.setAttribute("role", "status");
    const people = areas.population[row]?.toLocaleString(UNITS[this.config.lang]) ?? "–";
    const link = element("a", "", this.german ? "Steckbrief" : "Profile");
    link.href = pathOf(this.config, level, areas.key[row]);
    const close = element("button", "", "×");
    close.setAttribute("aria-label", this.german ? "Schließen" : "Close");
    close.type = "button";
    close.addEventListener("click", () => this.closeCard());
    const last = element("p");
    last.append(link);
    this.card.append(element("h2", "", areas.name[row]), element("p", "", `${layer.label}: ${format(layer, layer.values[row], this.config.lang)}`), element("p", "", `${people} ${this.german ? "Einwohner" : "inhabitants"}`), last, close);
    this.root.append(this.card);
  }

  async place() {
    const wanted = this.config.place;
    if (!wanted || this.placed === wanted) return;
    const feature = (await this.features()).find((one) => one.properties.key === wanted);
    if (!feature) return;
    this.placed = wanted;
    const corners = feature.geometry.coordinates.flat(feature.geometry.type === "Polygon" ? 1 : 2);
    const bounds = new maplibregl.LngLatBounds();
    corners.forEach((corner) => bounds.extend(corner));
    this.map.fitBounds(bounds, { padding: 120, maxZoom: 9, animate: false });
    this.mark(feature.id);
    this.open(feature.id);
  }

  remove() {
    this.map.remove();
    this.root.remove();
  }
}

// Two panes move together.
export function follow(one, other) {
  if (one.followed === other) return;
  one.followed = other;
  let busy = false;
  const lead = (from, to) => from.map.on("move", () => {
    if (busy) return;
    busy = true;
    to.map.jumpTo({ center: from.map.getCenter(), zoom: from.map.getZoom() });
    busy = false;
  });
  lead(one, other);
  lead(other, one);
  [one, other].forEach((pane) => pane.map.resize());
  other.map.jumpTo({ center: one.map.getCenter(), zoom: one.map.getZoom() });
}
