// Borders as fine as the atlas has them, for what is looked at closely; farther off those of the whole country do.
import { Where } from "./map_where.js";

const CLOSE = 8.5;  // the zoom from which a pixel is less than what the borders of the country leave out
const LENGTHS = { areas: 5, kreise: 2, laender: 2 };  // of the key whose parts come together: a Kreis, a Land

export class Detail {
  constructor(map, config) {
    this.map = map;
    this.config = config;
    this.known = new Map();
    map.on("idle", () => this.refine().catch(config.failed));
  }

  follow(borders, areas) {
    if (this.borders?.shapes !== borders.shapes) this.forget();
    this.borders = borders;
    this.areas = areas;
  }

  // After a new style the map shows the borders of the country again.
  forget() {
    this.known.clear();
  }

  // The features of a source by their id, with those that are fine already.
  async shapes(name, address) {
    const { features } = await this.config.load(address);
    const known = this.known.get(name);
    if (known?.address === address) return known.shapes;
    const shapes = new Map(features.map((one) => [one.id, one]));
    this.known.set(name, { address, shapes, fine: new Set() });
    return shapes;
  }

  // Which of a source's areas a place is in; once its shapes are known.
  where(name) {
    const known = this.known.get(name);
    if (known) known.where ??= new Where(known.shapes);
    return known?.where;
  }

  async refine() {
    if (this.map.getZoom() < CLOSE || !this.areas || this.busy) return;
    this.busy = true;
    try {
      const rows = new Set(this.map.queryRenderedFeatures({ layers: ["fill"] }).map((one) => one.id));
      const keys = [...rows].map((row) => this.areas.key[row]).filter(Boolean);
      const { shapes: areas, kreise, laender } = this.borders;
      await Promise.all(Object.entries({ areas, kreise, laender }).map(([name, address]) => this.fetch(name, address, keys)));
    } finally {
      this.busy = false;
    }
  }

  async fetch(name, address, keys) {
    const shapes = await this.shapes(name, address), known = this.known.get(name);
    const missing = [...new Set(keys.map((key) => key.slice(0, LENGTHS[name])))].filter((place) => !known.fine.has(place));
    if (!missing.length) return;
    const parts = await Promise.all(missing.map((place) => this.config.load(`${address}&within=${place}`)));
    if (this.known.get(name) !== known) return;  // other borders meanwhile
    parts.flatMap((one) => one.features).forEach((one) => shapes.set(one.id, one));
    missing.forEach((place) => known.fine.add(place));
    known.where = undefined;
    this.map.getSource(name)?.setData({ type: "FeatureCollection", features: [...shapes.values()] });
    await this.refined();
  }
}
