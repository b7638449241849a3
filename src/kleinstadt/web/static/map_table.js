// The map's other form: its areas as a table, highest first.
import { element, format, pathOf } from "./map_style.js";

const STEP = 100;
let lines = [], at = 50;  // so many rows stand in the page as it comes

function rowOf({ name, land, value, path }) {
  const row = document.createElement("tr"), head = document.createElement("th"), link = element("a", "", name);
  head.scope = "row";
  link.href = path;
  head.append(link);
  row.append(head, element("td", "", land), element("td", "num", value));
  return row;
}

// What the page left out, to be shown on demand.
export function offer(layer, scene, areas, config) {
  const table = document.getElementById("karten-tabelle"), more = document.getElementById("mehr");
  const rows = areas.key.map((_, row) => row).filter((row) => scene.shown[row] === "1" && areas.population[row] > 0);
  rows.sort((a, b) => (layer.values[b] ?? -Infinity) - (layer.values[a] ?? -Infinity));
  lines = rows.map((row) => ({
    name: areas.name[row],
    land: config.laender[areas.land[row]] ?? "",
    value: format(layer, row, config.lang),
    path: pathOf(config, scene.level, areas.key[row]),
  }));
  at = 50;
  more.hidden = at >= lines.length;
  more.onclick = () => {
    table.tBodies[0].append(...lines.slice(at, at + STEP).map(rowOf));
    at += STEP;
    more.hidden = at >= lines.length;
  };
}
