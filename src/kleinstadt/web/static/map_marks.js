// Outlines over the painted map: what lies under the pointer, what is chosen, what is compared. They are lines of the
// page: on a map that a processor paints, each painting anew would take a quarter of a second.
const SVG = "http://www.w3.org/2000/svg";
const KINDS = ["veil", "basket", "marked", "chosen"];  // what comes later lies above
const ZOOM = 12;  // at which corners are kept: the closest look there is
const WORLD = 512 * 2 ** ZOOM;

const made = (tag, name) => {
  const element = document.createElementNS(SVG, tag);
  element.setAttribute("class", name);
  return element;
};

const firstOf = (corners) => (Array.isArray(corners[0]) ? firstOf(corners[0]) : corners);
const flat = ([lng, lat]) => [(lng + 180) / 360 * WORLD, (0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)) * WORLD];

// The borders of areas in pixels of that zoom, from the first corner on.
function pathOf(features, [left, top]) {
  const parts = [];
  for (const { geometry } of features) {
    for (const ring of geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat()) {
      parts.push("M", ring.map((corner) => { const [x, y] = flat(corner); return `${(x - left).toFixed(1)} ${(y - top).toFixed(1)}`; }).join("L"), "Z");
    }
  }
  return parts.join("");
}

export class Marks {
  constructor(map, root) {
    this.map = map;
    this.ground = made("svg", "marks");
    this.ground.setAttribute("aria-hidden", "true");
    this.groups = Object.fromEntries(KINDS.map((kind) => [kind, made("g", kind)]));
    this.ground.append(...Object.values(this.groups));
    root.append(this.ground);
    this.from = {};
    map.on("move", () => this.move());
    map.on("resize", () => this.move());
  }

  // features : whose borders are drawn, none to draw none
  show(kind, features) {
    const group = this.groups[kind];
    group.replaceChildren();
    delete this.from[kind];
    if (!features.length) return;
    this.from[kind] = firstOf(features[0].geometry.coordinates);
    const under = made("path", "under"), line = made("path", "line");
    under.setAttribute("d", pathOf(features, flat(this.from[kind])));
    line.setAttribute("d", under.getAttribute("d"));
    group.append(under, line);
    this.move(kind);
  }

  move(only) {
    const scale = 2 ** (this.map.getZoom() - ZOOM);
    (only ? [only] : Object.keys(this.from)).forEach((kind) => {
      const { x, y } = this.map.project(this.from[kind]);
      this.groups[kind].setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
    });
  }
}
