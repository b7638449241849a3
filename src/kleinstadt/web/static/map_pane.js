// One map: areas painted by class or circles by count, what lies under the pointer, and moves by keyboard.
import { Detail } from "./map_detail.js";
import { Marks } from "./map_marks.js";
import { Names } from "./map_names.js";
import { narrow } from "./map_sheet.js";
import { Start } from "./map_start.js";
import { MISSING, NOTHING, UNINHABITED, circleOf, coloursOf, PRINTED, element, format, inks, linesOn, near, night, paler, patterns, round, style, these } from "./map_style.js";

const GERMANY = [[5.7, 47.2], [15.2, 55.1]];
const MARGIN = 24;
const NEAR = 6.8;  // the zoom from which on railways and Kreise are at hand
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Pane {
  constructor(box, config, index, borders) {
    this.config = config;
    this.borders = borders;
    this.index = index;
    this.german = config.lang === "de";
    this.root = element("div", "pane");
    this.ground = element("div", "ground");
    this.head = element("p", "pane-head");
    this.tip = element("div", "tip");
    this.tip.hidden = true;
    this.root.append(this.ground, this.head, this.tip);
    box.append(this.root);
    this.picture = box.querySelector(".start img");
    this.map = new maplibregl.Map({
      container: this.ground,
      style: style(borders, config.base),
      bounds: GERMANY,
      fitBoundsOptions: { padding: MARGIN },
      hash: index === 0,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      minZoom: 3,
      maxZoom: 12,
      keyboard: false,  // arrows go from area to area
      cooperativeGestures: matchMedia("(pointer: coarse) and (max-width: 56rem)").matches,  // one finger scrolls the page
      locale: { "Map.Title": `${this.german ? "Karte, Tabelle folgt" : "Map, table follows"} ${index ? index + 1 : ""}`.trim(), ...(this.german ? { "NavigationControl.ZoomIn": "Vergrößern", "NavigationControl.ZoomOut": "Verkleinern", "CooperativeGesturesHandler.MobileHelpText": "Karte mit zwei Fingern bewegen" } : {}) },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 90 }), "bottom-right");
    this.marks = new Marks(this.map, this.root);
    this.names = new Names(this.map, this.root, config);
    this.detail = new Detail(this.map, config);
    this.detail.refined = () => this.refined();
    this.ready = this.styled();
    this.map.on("zoomend", () => this.closer());
    this.map.on("error", ({ error }) => { this.broken = true; config.failed(error); });
    this.map.on("mousemove", (event) => this.point(event));
    this.map.on("mouseout", () => this.leave());
    this.map.on("click", (event) => { const row = this.under(event.point); if (row !== undefined) config.open(row, this); });
    this.map.getCanvas().addEventListener("keydown", (event) => this.key(event));
    night.addEventListener("change", () => this.replaceBorders(this.borders));
  }

  // what : the scene, one of its layers, attributes of all areas, the places to compare
  async draw(what) {
    if (this.what) this.uncover();  // the picture shows what was asked for first
    this.what = what;
    delete this.root.dataset.drawn;
    this.head.hidden = what.scene.panes.length < 2;
    this.head.textContent = what.layer.signed ? `${this.german ? "Unterschied" : "Difference"} ${what.layer.when}` : what.scene.way === "years" ? what.layer.when : what.layer.label;
    if (this.borders.shapes !== what.borders.shapes) this.replaceBorders(what.borders);
    this.detail.follow(what.borders, what.areas);
    this.label();
    this.outline().catch(this.config.failed);
    await Promise.all([this.ready, this.usable(what)]);
    if (this.what !== what) return;
    this.paint();
    this.settle(what);
  }

  // What the pointer, a click and the keys need is at hand long before all is painted.
  async usable(what) {
    await this.features();
    if (this.what === what) performance.mark("map usable");
  }

  // Once all has come: paint it, if a picture stood for it until now.
  settle(what) {
    this.map.once("idle", () => {
      if (this.what !== what || this.broken) return;
      if (!this.start) { this.finish(); return; }
      this.lift();
      this.settle(what);
    });
    this.map.triggerRepaint();
  }

  uncover() {
    this.lift();
    this.marks.show("veil", []);
    this.config.uncover();
  }

  lift() {
    this.start?.lift();
    this.start = this.picture = undefined;
  }

  async styled() {
    await new Promise((done) => { this.map.once("style.load", done); });
    patterns(this.map);
    this.closer();
  }

  // Railways and borders of Kreise come when the view is near enough to show them.
  closer() {
    if (this.map.getZoom() >= NEAR && this.map.getSource("laender")) near(this.map, this.config.base.railways, this.borders.kreise);
  }

  finish() {
    this.root.dataset.drawn = this.what.layer.id;
    performance.mark("map drawn");
    this.marks.show("veil", []);
    this.config.drawn();
  }

  // Areas by row; from then on it is known which one a place is in.
  async features() {
    const { borders } = this, features = await this.detail.shapes("areas", borders.shapes);
    if (this.borders === borders) this.where = this.detail.where("areas");
    return features;
  }

  // Finer borders have come: what is outlined follows them.
  async refined() {
    const features = await this.features();
    ["marked", "chosen"].forEach((source) => this.marks.show(source, [features.get(this[source])].filter(Boolean)));
    await this.outline();
  }

  // The place that is shown, else all of Germany.
  frame(bounds, animate = false) {
    this.map.resize();
    const corners = bounds ? [bounds.slice(0, 2), bounds.slice(2)] : GERMANY;
    this.map.fitBounds(corners, { padding: MARGIN, duration: animate && !still.matches ? 300 : 0 });
    if (this.picture && !this.start) this.start = new Start(this.map, this.picture, corners.flat(), () => this.uncover());
  }

  replaceBorders(borders) {
    this.leave();
    this.borders = borders;
    this.where = undefined;
    this.detail.forget();
    this.broken = this.painted = false;
    this.ready = this.styled();
    this.map.setStyle(style(borders, this.config.base), { diff: false });
    if (this.what) this.draw({ ...this.what, borders }).catch(this.config.failed);
  }

  // only : the class that alone is shown, undefined for all
  async choose(only) {
    this.only = only;
    if (this.painted) this.paint();
    if (!this.start || !this.what) return;
    const { layer, scene } = this.what, features = await this.features();
    const pale = only === undefined ? [] : layer.places.map((_, row) => row).filter((row) => scene.shown[row] === "1" && layer.places[row] !== only);
    if (this.only === only) this.marks.show("veil", pale.map((row) => features.get(row)).filter(Boolean));  // over the picture
  }

  paint() {
    this.painted = true;
    const { only } = this, { layer, scene } = this.what, colours = coloursOf(layer), { land } = inks();
    const rows = { [MISSING]: [], [UNINHABITED]: [] };
    layer.places.forEach((place, row) => {
      const inside = scene.shown[row] === "1" && (only === undefined || only === place);
      if (inside) (rows[place] ??= []).push(row);
      const colour = place < 0 || layer.circles ? land : inside ? colours[place] : paler(colours[place]);
      this.map.setFeatureState({ source: "areas", id: row }, { colour });
    });
    this.map.setFilter("missing", these(layer.circles ? [] : rows[MISSING]));
    this.map.setFilter("uninhabited", these(rows[UNINHABITED]));
    this.map.setFilter("hatch", these(layer.hatched.filter((row) => scene.shown[row] === "1" && (only === undefined || only === layer.places[row]))));
    const greys = layer.circles ? [] : layer.grey.filter((place) => only === undefined || only === place), lines = linesOn(layer);
    Object.entries(PRINTED).forEach(([id, ink]) => this.map.setFilter(id, these(greys.filter((place) => lines[place] === ink).flatMap((place) => rows[place] ?? []))));
    if (layer.circles) round(this.map);
    this.map.getSource("circles")?.setData(this.circles(only));
  }

  // Area of a circle and count are in proportion; the largest has the radius that the legend says.
  circles(only) {
    const { layer, scene } = this.what, colours = coloursOf(layer), lines = linesOn(layer);
    if (!layer.circles) return NOTHING;
    const features = [];
    layer.values.forEach((value, row) => {
      const place = layer.places[row];
      if (!value || place < 0 || scene.shown[row] !== "1" || !scene.points[row] || (only !== undefined && only !== place)) return;
      const r = layer.radius * Math.sqrt(Math.abs(value) / layer.most);
      features.push({ type: "Feature", id: row, geometry: { type: "Point", coordinates: scene.points[row] }, properties: { r, colour: colours[place], ...(layer.grey.includes(place) ? { print: circleOf(lines[place]) } : {}) } });
    });
    return { type: "FeatureCollection", features };
  }

  // The borders of the places to compare.
  async outline() {
    const { what, borders } = this, from = { areas: borders.shapes, kreise: borders.kreise, laender: borders.laender };
    const found = await Promise.all(what.places.map(async ({ source, rows }) => {
      const shapes = await this.detail.shapes(source, from[source]);
      return rows.map((row) => shapes.get(row)).filter(Boolean);
    }));
    if (this.what === what) this.marks.show("basket", found.flat());
  }

  // Names with values where few areas are shown, and of the places to compare, beside those of the base map.
  label() {
    const { layer, scene, areas, places } = this.what, rows = scene.few ? areas.key.map((_, row) => row) : [];
    const numbers = layer.numbered && !scene.few ? layer.places.map((place, row) => (place >= 0 && scene.shown[row] === "1" && scene.points[row] ? { text: String(place + 1), at: scene.points[row], number: true } : undefined)).filter(Boolean) : [];
    const members = rows.filter((row) => scene.shown[row] === "1" && layer.places[row] !== UNINHABITED && scene.seats[row]);
    const named = members.map((row) => ({ text: areas.name[row], value: format(layer, row, this.config.lang), at: scene.seats[row] }));
    const told = new Set(named.map((one) => one.text));
    const also = places.filter((one) => !told.has(one.name)).map((one) => ({ text: one.name, at: one.at }));
    this.names.show([...named, ...also], numbers).catch(this.config.failed);
  }

  under(point) {
    const found = this.map.getLayer("circles") ? this.map.queryRenderedFeatures(point, { layers: ["circles"] }) : [];
    return found[0]?.id ?? this.where?.at(this.map.unproject(point));
  }

  point(event) {
    if (!this.what) return;
    const row = this.under(event.point);
    if (row === undefined) { this.leave(); return; }
    this.map.getCanvas().style.cursor = "pointer";
    this.mark(row);
    this.tip.hidden = this.config.isOpen();  // never beside the panel
    if (this.tip.hidden) return;
    this.tip.replaceChildren(element("b", "", this.what.areas.name[row]), this.said(row));
    const right = event.point.x > this.root.clientWidth - 200;
    this.tip.style.left = `${event.point.x + (right ? -12 - this.tip.offsetWidth : 12)}px`;
    this.tip.style.top = `${Math.max(0, event.point.y - 10)}px`;
  }

  // Value and, where it says more, class.
  said(row) {
    const { layer } = this.what, place = layer.places[row];
    const value = format(layer, row, this.config.lang);
    return layer.named || layer.circles || place < 0 ? value : `${value} (${layer.labels[place]})`;
  }

  async mark(row, source = "marked") {
    if (this[source] === row) return;
    this[source] = row;
    const found = row === undefined ? undefined : (await this.features()).get(row);
    if (this[source] === row) this.marks.show(source, found ? [found] : []);
  }

  leave() {
    this.tip.hidden = true;
    this.mark(undefined);
    this.map.getCanvas().style.cursor = "";
  }

  // Shift the view only if an area is not wholly to be seen.
  async reveal(row) {
    await this.features();
    const box = this.where?.box(row);
    if (!box) return;
    const covered = this.covered(), [west, low] = this.pixels(box.slice(0, 2)), [east, high] = this.pixels(box.slice(2));
    const { clientWidth: width, clientHeight: height } = this.ground;
    if (west >= 0 && east <= width && high >= 0 && low <= height - covered) return;
    this.map.panTo(this.where.centre(row), { offset: [0, -covered / 2], duration: still.matches ? 0 : 200 });
  }

  pixels(place) {
    const { x, y } = this.map.project(place);
    return [x, y];
  }

  // How much of the map's lower edge the sheet of a phone lies over.
  covered() {
    const sheet = document.getElementById("tafel"), { bottom } = this.ground.getBoundingClientRect();
    return narrow.matches && !sheet.hidden ? Math.max(0, bottom - Math.max(sheet.getBoundingClientRect().top, 0)) : 0;
  }

  async key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.what) return;
    if (event.key in STEPS) { event.preventDefault(); await this.step(STEPS[event.key]); }
    else if (event.key === "Enter" && this.at !== undefined) { event.preventDefault(); this.config.open(this.at, this, true); }
    else if (event.key === "Escape") this.config.close();
    else if (event.key === "+") this.map.zoomIn();
    else if (event.key === "-" || event.key === "−") this.map.zoomOut();
    else if (event.key === "0") this.frame(this.what.scene.bounds, true);
  }

  // To the nearest area that lies within 45 degrees of the arrow; the first arrow takes that in the middle.
  async step([right, up]) {
    const { scene, areas } = this.what, features = await this.features(), { where } = this;
    if (!where) return;
    const from = this.at === undefined ? this.map.getCenter() : where.centre(this.at);
    const flat = Math.cos(from.lat * Math.PI / 180);
    let best, least = Infinity;
    features.forEach((_, row) => {
      if (row === this.at || scene.shown[row] !== "1") return;
      const centre = where.centre(row), x = (centre.lng - from.lng) * flat, y = centre.lat - from.lat, far = x * x + y * y;
      const along = x * right + y * up, aside = Math.abs(x * up) + Math.abs(y * right);
      if (far < least && (this.at === undefined || (along > 0 && along >= aside))) { best = row; least = far; }
    });
    if (best === undefined) return;
    this.at = best;
    this.mark(best);
    await this.reveal(best);
    this.config.say(`${areas.name[best]}: ${this.said(best)}`);
  }

  remove() {
    this.map.remove();
    this.root.remove();
  }
}

// All panes move together.
export function follow(panes) {
  panes.forEach((pane) => {
    if (pane.leads) return;
    pane.leads = true;
    pane.map.on("move", () => {
      if (follow.busy) return;
      follow.busy = true;
      const to = { center: pane.map.getCenter(), zoom: pane.map.getZoom() };
      panes.filter((other) => other !== pane && other.root.isConnected).forEach((other) => other.map.jumpTo(to));
      follow.busy = false;
    });
  });
}
