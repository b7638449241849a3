// The map's other form: its areas as a table, highest first.
import { format, pathOf } from "./map_pane.js";

const STEP = 100;
const table = document.getElementById("karten-tabelle");
const more = document.getElementById("mehr");
let lines = [], at = 0;

function rowOf({ name, land, value, path }) {
  const row = document.createElement("tr"), head = document.createElement("th"), link = document.createElement("a");
  head.scope = "row";
  link.href = path;
  link.textContent = name;
  head.append(link);
  const where = document.createElement("td"), number = document.createElement("td");
  where.textContent = land;
  number.textContent = value;
  number.className = "num";
  row.append(head, where, number);
  return row;
}

function addRows(count) {
  table.tBodies[0].append(...lines.slice(at, at + count).map(rowOf));
  at += count;
  more.hidden = at >= lines.length;
}

more.addEventListener("click", () => addRows(STEP));

export function fill(layer, areas, shown, level, config) {
  const rows = areas.key.map((_, row) => row).filter((row) => shown[row] && areas.population[row] > 0);
  rows.sort((a, b) => (layer.values[b] ?? -Infinity) - (layer.values[a] ?? -Infinity));
  lines = rows.map((row) => ({
    name: areas.name[row],
    land: config.laender[areas.land[row]] ?? "",
    value: format({ ...layer, unit: "" }, layer.values[row], config.lang),
    path: pathOf(config, level, areas.key[row]),
  }));
  document.getElementById("wert-kopf").textContent = layer.title;
  table.tBodies[0].replaceChildren();
  at = 0;
  addRows(50);
}
