// The picture that a map begins with: it stands over the map until that is painted, and moves as the map does. Until then
// the map is not painted at all: what cannot be seen would cost a processor as much as the rest of the page.
const NEAREST = 3;  // times as large as it is drawn: nearer, the picture would be seen to be coarse

export class Start {
  // image : the picture; bounds : west, south, east, north of what it shows; outgrown : called when it must go
  constructor(map, image, bounds, outgrown) {
    this.map = map;
    this.image = image;
    this.bounds = bounds;
    this.outgrown = outgrown;
    this.stay = () => this.move();
    this.first = map.getZoom();
    map.on("move", this.stay);
    map.on("resize", this.stay);
    if (map.painter?.render) map.painter.render = () => {};  // without it all goes as well, but later
  }

  move() {
    if (2 ** (this.map.getZoom() - this.first) > NEAREST) { this.outgrown(); return; }
    const [west, south, east, north] = this.bounds, start = this.map.project([west, north]), end = this.map.project([east, south]);
    Object.assign(this.image.style, { inset: "auto", left: `${start.x}px`, top: `${start.y}px`, width: `${end.x - start.x}px`, height: `${end.y - start.y}px` });
  }

  // From now on the map is painted.
  lift() {
    this.map.off("move", this.stay);
    this.map.off("resize", this.stay);
    if (Object.hasOwn(this.map.painter ?? {}, "render")) delete this.map.painter.render;
    this.map.triggerRepaint();
  }
}
