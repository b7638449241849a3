// Names of places and waters by scale: each finds room or stays out, none lies on another.
import { element } from "./map_style.js";

const MORE_FROM = 8.5;  // the zoom from which the names of the second file are written
const FEW_BELOW = 6.5, FEWEST = 42;  // large cities only
const ROOM = 7000;  // square pixels of the map for each name
const ROOM_OF_NUMBER = 1500;
const GAP = 3;
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];  // right, left, above, below, corners
const WATERS = { sea: [4.8, 10], river: [6.3, 9.9], lake: [7.5, 12.1] };  // from and to which zoom
const pen = document.createElement("canvas").getContext("2d");

// Size and weight of a name, and what it is called in the style sheet.
function looks(place, zoom) {
  if (place.number) return { kind: "number", size: 11, weight: 600 };
  if (place.water) return { kind: "water", size: 11.5, weight: 400, italic: true };
  if (place.member) return { kind: "member", size: 13.5, weight: 600 };
  if (!place.people) return { kind: "part", size: zoom < 10.8 ? 11 : 12, weight: 400 };
  const large = place.people >= (zoom < 7 ? 500 : zoom < 9 ? 100 : 20);
  return { kind: "town", size: large ? 13 : zoom < 7 ? 11.5 : 12, weight: large ? 600 : 400 };
}

function listed(file, lang) {
  const { name, lon, lat, zoom, people } = file.places;
  const places = name.map((text, at) => ({ text, at: [lon[at] / 1000, lat[at] / 1000], zoom: zoom[at] / 10, people: people[at] }));
  return { places, waters: file.waters.map((one) => ({ text: one[lang], at: [one.lon, one.lat], water: one.kind })) };
}

export class Names {
  constructor(map, root, config) {
    this.map = map;
    this.config = config;
    this.ground = element("div", "names");
    this.ground.setAttribute("aria-hidden", "true");
    root.append(this.ground);
    this.drawn = [];
    this.members = [];
    this.numbers = [];
    map.on("move", () => this.move());
    map.on("moveend", () => this.place().catch(() => {}));
  }

  // members : names with values that are written whatever else there is: { text, value, at }
  // numbers : of the classes whose colours alone do not tell them apart: { text, at }
  show(members, numbers = []) {
    this.numbers = numbers;
    this.members = members.map((one) => ({ ...one, member: true }));
    return this.place();
  }

  // All that may be written at this scale, of most weight first.
  async known(zoom) {
    const files = [this.config.base.names, ...(zoom >= MORE_FROM ? [this.config.base.more] : [])];
    const found = await Promise.all(files.map(async (file) => listed(await this.config.load(file), this.config.lang)));
    const waters = found.flatMap((one) => one.waters).filter(({ water }) => zoom >= WATERS[water][0] && zoom <= WATERS[water][1]);
    const places = found.flatMap((one) => one.places).filter((one) => one.zoom <= zoom);
    const towns = places.filter((one) => one.people), parts = places.filter((one) => !one.people);
    const seas = waters.filter((one) => one.water === "sea");
    return [...this.members, ...seas, ...towns, ...waters.filter((one) => !seas.includes(one)), ...this.numbers, ...parts];
  }

  async place() {
    const turn = (this.turn = (this.turn ?? 0) + 1), zoom = this.map.getZoom();
    const [all] = await Promise.all([this.known(zoom), document.fonts.load('13px "Fira Sans"').catch(() => {})]);
    if (turn !== this.turn) return;
    const { clientWidth: width, clientHeight: height } = this.ground;
    const most = this.members.length + Math.min(zoom < FEW_BELOW ? FEWEST : Infinity, (width * height) / ROOM);
    const taken = this.controls(), said = new Set(), chosen = [], members = new Set(this.members.map((one) => one.text));
    for (const place of all) {
      if (chosen.length >= most + (place.number ? (width * height) / ROOM_OF_NUMBER : 0)) { if (place.number || !this.numbers.length) break; continue; }
      if (members.has(place.text) && !place.member) continue;  // it is written already
      if (said.has(place.text) && (place.water || !place.people) && !place.number) continue;  // one river, one name
      const { x, y } = this.map.project(place.at);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const found = this.fit(place, looks(place, zoom), x, y, taken, [width, height]);
      if (!found) continue;
      said.add(place.text);
      taken.push(...found.boxes);
      chosen.push({ ...place, ...found });
    }
    this.draw(chosen);
  }

  // Where buttons and scale lie.
  controls() {
    const { left, top } = this.ground.getBoundingClientRect();
    return [...this.ground.parentNode.querySelectorAll(".maplibregl-ctrl, .pane-head:not([hidden])")].map((one) => {
      const box = one.getBoundingClientRect();
      return [box.left - left, box.top - top, box.right - left, box.bottom - top];
    });
  }

  // Where a name finds room around its place; a member's name is never dropped.
  fit(place, look, x, y, taken, edge) {
    pen.font = `${look.weight} ${look.size}px "Fira Sans", sans-serif`;
    const width = Math.ceil(Math.max(pen.measureText(place.text).width, place.value ? pen.measureText(place.value).width : 0)) + 2;
    const height = Math.ceil(look.size * 1.2) * (place.value ? 2 : 1);
    const dot = place.water || place.number ? 0 : 2.5, away = dot + GAP;
    const boxAt = ([right, down]) => {
      const left = x + (right ? right * away - (right < 0 ? width : 0) : -width / 2);
      const top = y + (down ? down * away - (down < 0 ? height : 0) : -height / 2);
      return [left, top, left + width, top + height];
    };
    const free = (box) => box[0] >= 2 && box[1] >= 2 && box[2] <= edge[0] - 2 && box[3] <= edge[1] - 2 && taken.every((other) => box[0] >= other[2] + 1 || box[2] + 1 <= other[0] || box[1] >= other[3] || box[3] <= other[1]);
    const spot = [x - dot, y - dot, x + dot, y + dot];
    if (dot && !place.member && !free(spot)) return undefined;
    const sides = place.number ? [[0, 0]] : place.water ? [[0, 0], [0, -1], [0, 1]] : SIDES;
    const box = sides.map(boxAt).find(free) ?? (place.member ? boxAt(SIDES[0]) : undefined);
    return box && { look, dot: Boolean(dot), offset: [box[0] - x, box[1] - y], size: [width, height], boxes: dot ? [box, spot] : [box] };
  }

  draw(chosen) {
    this.drawn = chosen;
    const fragment = document.createDocumentFragment();
    chosen.forEach((one) => {
      const made = element("div", `name ${one.look.kind}`);
      const text = element("span", one.member ? "named" : "", one.text);
      if (one.value) text.append(element("span", "", one.value));
      Object.assign(text.style, { left: `${one.offset[0]}px`, top: `${one.offset[1]}px`, width: `${one.size[0]}px`, fontSize: `${one.look.size}px`, fontWeight: one.look.weight });
      if (one.dot) made.append(element("i"));
      made.append(text);
      one.made = made;
      fragment.append(made);
    });
    this.ground.replaceChildren(fragment);
    this.move();
    this.ground.dataset.zoom = this.map.getZoom().toFixed(2);
  }

  move() {
    this.drawn.forEach((one) => {
      const { x, y } = this.map.project(one.at);
      one.made.style.transform = `translate(${x}px, ${y}px)`;
    });
  }
}
