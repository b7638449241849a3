// The map page: the form says what is shown, the address remembers it, panes draw it, the table lists it.
import { Pane, follow } from "./map_pane.js";
import { fill } from "./map_table.js";

const box = document.getElementById("karten");
const config = JSON.parse(box.dataset.config);
const form = document.getElementById("karte-form");
const german = config.lang === "de";
document.documentElement.classList.add("scripted");

config.load = load;
config.failed = failed;
config.drawn = () => box.querySelector(".waiting")?.remove();

const once = new Map();
function load(address) {
  if (!once.has(address)) {
    once.set(address, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    }));
    once.get(address).catch(() => once.delete(address));
  }
  return once.get(address);
}

function geometry(year, level) {
  return `${location.origin}/api/v1/geometry?year=${year}&level=${level}`;
}

function query() {
  const fields = new URLSearchParams(new FormData(form));
  [...fields].forEach(([name, value]) => { if (!value) fields.delete(name); });
  return fields;
}

function offerPeriods(indicator, select) {
  const chosen = select.value;
  const known = [...(config.periods[indicator] ?? [])].reverse();
  const nearest = select.options[0];
  select.replaceChildren(nearest, ...known.map((period) => new Option(period, period, false, period === chosen)));
  select.disabled = known.length === 0;
}

// The links that save one of the maps; none if it is not shown.
function offerFiles(id, fields, indicator, period) {
  const line = document.getElementById(id), own = new URLSearchParams(fields);
  ["i2", "stand2", "stand"].forEach((name) => own.delete(name));
  own.set("i", indicator ?? "");
  if (period) own.set("stand", period);
  line.hidden = !indicator;
  line.querySelectorAll(".save").forEach((link) => { link.href = `${config.page}/karte.${link.dataset.form}?${own}`; });
}

// A name as people say it: without "Stadt", "GKSt", "M", "St"; an area without municipality keeps what tells it apart.
function shortName(name) {
  return /, gem(fr|eindefrei)/.test(name) ? name : name.split(",")[0];
}

function filterOf(areas) {
  const { typ, lage, land, groesse } = form.elements;
  const small = new Set(config.small);
  return areas.key.map((_, row) => {
    if (typ.value && (typ.value === "kleinstadt" ? !small.has(areas.type[row]) : areas.type[row] !== typ.value)) return false;
    if (lage?.value && areas.lage[row] !== lage.value) return false;
    if (land.value && areas.land[row] !== land.value) return false;
    if (groesse.value) {
      const people = areas.population[row] ?? -1;
      if (config.sizes.filter((limit) => people >= limit).length !== Number(groesse.value)) return false;
    }
    return true;
  });
}

config.place = new URLSearchParams(location.search).get("ort");
const framed = location.hash.length > 2;  // the address says where the map looks
const panes = [];
let turn = 0;
let framedFor = 0;  // panes side by side when Germany was last fitted into them

async function show() {
  const mine = ++turn;
  const fields = query();
  const address = new URLSearchParams(fields);
  if (config.place) address.set("ort", config.place);
  const year = fields.get("jahr"), level = fields.get("ebene");
  history.replaceState(null, "", `${config.page}?${address}${location.hash}`);
  const second = Boolean(fields.get("i2"));
  offerFiles("speichern", fields, fields.get("i"), fields.get("stand"));
  offerFiles("speichern2", fields, fields.get("i2"), fields.get("stand2"));
  document.querySelectorAll(".language").forEach((link) => {
    link.href = `${config.lang === "de" ? "/en/karte" : "/karte"}?${address}${location.hash}`;
  });
  const borders = { shapes: geometry(year, level), laender: geometry(year, "land") };
  while (panes.length < (second ? 2 : 1)) panes.push(new Pane(box, config, panes.length, borders));  // gets ready while data come
  const [areas, ...layers] = await Promise.all([
    load(`/api/v1/attributes?year=${year}&level=${level}`),
    load(`${config.page}/ebene?${fields}`),
    ...(second ? [load(`${config.page}/ebene?${fields}&zweite=1`)] : []),
  ]);
  if (mine !== turn) return;
  areas.name = areas.name.map(shortName);
  const shown = filterOf(areas);
  while (panes.length > layers.length) panes.pop().remove();
  layers.forEach((layer, i) => panes[i].draw({ borders, areas, layer, shown, level, year }).catch(failed));
  if (framedFor !== panes.length && !(framed && framedFor === 0)) panes.forEach((pane) => pane.frame());
  framedFor = panes.length;
  if (panes.length === 2) follow(panes[0], panes[1]);
  fill(layers[0], areas, shown, level, config);
}

function failed(error) {
  let note = box.querySelector(".waiting");
  if (!note) { note = document.createElement("p"); note.className = "waiting"; note.setAttribute("role", "status"); box.append(note); }
  note.textContent = german ? "Die Karte ließ sich nicht laden; die Tabelle darunter zeigt dasselbe." : "The map could not be loaded; the table below shows the same.";
  console.warn(error);
}

form.addEventListener("change", (event) => {
  if (event.target.name === "i") {
    offerPeriods(event.target.value, form.elements.stand);
    form.elements.klassen.value = config.printed.includes(event.target.value) ? "thresholds" : "quantiles";
  }
  if (event.target.name === "i2") offerPeriods(event.target.value, form.elements.stand2);
  show().catch(failed);
});
form.addEventListener("submit", (event) => { event.preventDefault(); show().catch(failed); });
offerPeriods(form.elements.i.value, form.elements.stand);
offerPeriods(form.elements.i2.value, form.elements.stand2);

const waiting = document.createElement("p");
waiting.className = "waiting";
waiting.setAttribute("role", "status");
waiting.textContent = german ? "Die Karte wird geladen …" : "Loading the map …";
box.append(waiting);
show().catch(failed);
