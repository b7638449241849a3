// Where areas lie: which of them a place is in, found in their borders, so that nobody waits for the painted map.
const CELLS = 64;  // of the grid in each direction

const ringsOf = ({ type, coordinates }) => (type === "Polygon" ? coordinates : coordinates.flat());

export class Where {
  // shapes : features by row
  constructor(shapes) {
    this.rings = new Map();
    this.boxes = new Map();
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (const [row, { geometry }] of shapes) {
      const rings = ringsOf(geometry), box = boxOf(rings);
      this.rings.set(row, rings);
      this.boxes.set(row, box);
      west = Math.min(west, box[0]);
      south = Math.min(south, box[1]);
      east = Math.max(east, box[2]);
      north = Math.max(north, box[3]);
    }
    this.around = [west, south, east, north];
    this.cells = Array.from({ length: CELLS * CELLS }, () => []);
    for (const [row, box] of this.boxes) {
      const [left, low] = this.cell(box[0], box[1]), [right, high] = this.cell(box[2], box[3]);
      for (let up = low; up <= high; up++) for (let along = left; along <= right; along++) this.cells[up * CELLS + along].push(row);
    }
  }

  cell(x, y) {
    const [west, south, east, north] = this.around, within = (share) => Math.min(CELLS - 1, Math.max(0, Math.floor(share * CELLS)));
    return [within((x - west) / (east - west)), within((y - south) / (north - south))];
  }

  // The row of the area that a place is in.
  at({ lng, lat }) {
    const [along, up] = this.cell(lng, lat);
    return this.cells[up * CELLS + along].find((row) => {
      const [west, south, east, north] = this.boxes.get(row);
      return lng >= west && lng <= east && lat >= south && lat <= north && inside(this.rings.get(row), lng, lat);
    });
  }

  // West, south, east, north of an area.
  box(row) {
    return this.boxes.get(row);
  }

  centre(row) {
    const [west, south, east, north] = this.boxes.get(row);
    return { lng: (west + east) / 2, lat: (south + north) / 2 };
  }
}

function boxOf(rings) {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at++) {
      const x = ring[at][0], y = ring[at][1];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
  }
  return [west, south, east, north];
}

// Whether a line to the east crosses the rings an odd number of times.
function inside(rings, x, y) {
  let odd = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [ax, ay] = ring[at], [bx, by] = ring[before];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    }
  }
  return odd;
}
