// The map page: the form says what is shown, the server writes title, legend and table, panes draw the maps.
import { compared, show as tell } from "./basket.js";
import { Pane, follow } from "./map_pane.js";
import { Sheet } from "./map_sheet.js";
import { element, format, pathOf } from "./map_style.js";
import { offer } from "./map_table.js";

const box = document.getElementById("karten");
const panel = document.getElementById("tafel");
const config = JSON.parse(box.dataset.config);
const german = config.lang === "de";
document.documentElement.classList.add("scripted");

const sheet = new Sheet(panel, german);
const form = () => document.getElementById("karte-form");
config.failed = failed;
config.uncover = () => box.querySelector(".start")?.remove();
config.drawn = () => box.querySelectorAll(".waiting, .start").forEach((one) => one.remove());
config.open = open;
config.close = close;
config.isOpen = () => !panel.hidden;
config.say = (text) => { document.getElementById("ansage").textContent = text; };

const once = new Map();
config.load = load;
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

function bordersOf(year, level) {
  const geometry = (of) => `${location.origin}/api/v1/geometry?year=${year}&level=${of}`;
  return { shapes: geometry(level), kreise: geometry("kreis"), laender: geometry("land") };
}

// A name as people say it: without "Stadt", "GKSt", "M", "St"; an area without municipality keeps what tells it apart,
// a Verband its members.
function shortName(name) {
  return /^Gemeindeverband |, gem(fr|eindefrei)/.test(name) ? name : name.split(",")[0];
}

async function attributes(year, level) {
  const areas = await load(`/api/v1/attributes?year=${year}&level=${level}`);
  areas.short ??= areas.name.map(shortName);
  return { ...areas, name: areas.short };
}

function queryOfForm() {
  const fields = new URLSearchParams(new FormData(form()));
  [...fields].forEach(([name, value]) => { if (!value || (name === "art" && value === "stand")) fields.delete(name); });
  return fields;
}

// A query without the places to compare, which change no value and no colour.
function plain(query) {
  const fields = new URLSearchParams(query);
  fields.delete("orte");
  return fields;
}

const panes = [];
let turn = 0, state;  // state : the scene that is shown, with its areas
let asked = location.search;  // what the address asked for last
let framed = location.hash.length > 2;  // the address says where the map looks
if (framed) box.querySelector(".start")?.remove();  // which shows the start

// Draw what a query means; the page around it is that of the same address.
async function show(query, page) {
  const mine = ++turn, fields = new URLSearchParams(query);
  const expected = ["jahr", "ebene"].map((name) => fields.get(name) || form().elements[name].value);
  if (!panes.length) panes.push(new Pane(box, config, 0, bordersOf(...expected)));  // gets ready while data come
  attributes(...expected).catch(() => {});
  load(bordersOf(...expected).shapes).catch(() => {});
  const [scene] = await Promise.all([load(page ? `${config.page}/ebene?${plain(query)}` : box.dataset.scene), page ? replaceParts(query, () => mine === turn) : undefined]);
  if (mine !== turn) return;
  const areas = await attributes(scene.year, scene.level);
  if (mine !== turn) return;
  const borders = bordersOf(scene.year, scene.level);
  const before = state;
  state = { scene, areas };
  box.dataset.panes = scene.panes.length;
  while (panes.length > scene.panes.length) panes.pop().remove();
  const grew = panes.length < scene.panes.length || !before;
  while (panes.length < scene.panes.length) panes.push(new Pane(box, config, panes.length, borders));
  const places = JSON.parse(document.getElementById("korb").dataset.places);
  tell();
  scene.panes.forEach((layer, at) => { panes[at].only = undefined; panes[at].draw({ borders, scene, areas, layer, places }).catch(failed); });
  if (!framed && (grew || before.scene.place !== scene.place || before.scene.year !== scene.year)) panes.forEach((pane) => pane.frame(scene.bounds, Boolean(before) && !grew));
  framed = false;
  if (panes.length > 1) follow(panes);
  offer(scene.panes.at(scene.way === "years" ? -1 : 0), scene, areas, config);
  slider(query);
  const place = new URLSearchParams(query).get("ort");
  if (place) await open(areas.key.indexOf(place), panes[0], false, true);
  else close(false);
}

// Title, legend, form and table of another view.
async function replaceParts(query, wanted) {
  const answer = await fetch(`${config.page}?${query}`);
  const text = await answer.text();
  if (!wanted()) return;
  if (!answer.ok) throw new Error(`${config.page}?${query}: ${answer.status}`);
  const other = new DOMParser().parseFromString(text, "text/html");
  const focus = document.activeElement?.id || document.activeElement?.name, value = document.activeElement?.value;
  document.querySelectorAll("[data-part]").forEach((part) => part.replaceWith(other.getElementById(part.id)));
  document.title = other.title;
  document.querySelectorAll(".language").forEach((link, at) => { link.href = other.querySelectorAll(".language")[at].href; });
  if (focus) (document.getElementById(focus) ?? document.querySelector(`[name="${focus}"][value="${value}"]`))?.focus();
}

// remember : whether the step is one to come back to
function go(query, remember = true) {
  history[remember ? "pushState" : "replaceState"](null, "", `${config.page}?${query}${location.hash}`);
  asked = location.search;
  show(query, true).catch(failed);
}

function failed(error) {
  patience.forEach(clearTimeout);  // what failed is not said to be loading still
  let note = box.querySelector(".waiting");
  if (!note) { note = element("p", "waiting"); note.setAttribute("role", "status"); box.append(note); }
  note.textContent = german ? "Die Karte ließ sich nicht laden; die Tabelle darunter zeigt dasselbe." : "The map could not be loaded; the table below shows the same.";
  console.warn(error);
}

// The panel of one area: it lies under the map, on a phone as a sheet over the lower edge of the screen.
async function open(row, pane, byKey = false, zoom = false) {
  if (row < 0 || !state) return;
  const { scene, areas } = state, name = element("h2", "", areas.name[row]);
  const values = scene.panes.map((layer, at) => element("p", "", `${layer.label}${layer.signed ? ` ${layer.when}` : `, ${layer.when}`}: ${panes[at].said(row)}`));
  const layer = pane.what?.layer ?? scene.panes[0], group = layer.groups[scene.group[row]];
  const beside = [...(group ? [group] : []), ...layer.beside.map(([who, value]) => `${who}: ${value}`)];
  if (beside.length) values.push(element("p", "quiet", beside.join(" · ")));
  const ways = element("p"), link = element("a", "", german ? "Zur Seite" : "To its page"), also = element("a", "", german ? "+ Vergleich" : "+ Compare");
  link.href = pathOf(config, scene.level, areas.key[row]);
  also.className = "add";
  also.dataset.compare = areas.key[row];
  also.href = `${config.compare}?orte=${areas.key[row]}`;
  ways.append(link, " · ", also);
  const shut = element("button", "second", german ? "Schließen" : "Close");
  shut.type = "button";
  shut.addEventListener("click", () => close());
  panel.replaceChildren(sheet.handle, name, ...values, ways, shut);
  tell();
  if (panel.hidden) sheet.be("peek");
  panel.hidden = false;
  panes.forEach((one) => { one.tip.hidden = true; one.at = row; one.map.resize(); one.mark(row, "chosen").catch(failed); });
  config.say(`${areas.name[row]}: ${pane.said(row)}`);
  remember(areas.key[row]);
  if (zoom) {
    await pane.features();
    const corners = pane.where?.box(row);
    if (corners) pane.map.fitBounds(corners, { padding: 120, maxZoom: 9, animate: false });
  } else await pane.reveal(row);
  if (byKey) link.focus();
}

function close(forget = true) {
  if (panel.hidden) return;
  const inside = panel.contains(document.activeElement);
  panel.hidden = true;
  panes.forEach((pane) => { pane.map.resize(); pane.mark(undefined, "chosen"); });
  if (forget) remember("");
  if (inside) panes[0]?.map.getCanvas().focus();
}

function remember(place) {
  const query = new URLSearchParams(location.search);
  if (place) query.set("ort", place); else query.delete("ort");
  history.replaceState(null, "", `${config.page}?${query}${location.hash}`);
  asked = location.search;
}

// One stop for each year there is, at its true distance; it keeps classes, view and place.
function slider(query) {
  const line = document.querySelector(".slider"), years = document.getElementById("stand");
  if (!line) return;
  const known = years && !document.getElementById("von") && !new URLSearchParams(query).get("i2") ? [...years.options].map((one) => one.value).filter(Boolean).reverse() : [];
  line.hidden = known.length < 3;
  if (line.hidden) return;
  const at = (period) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5) || 12);
  const range = line.querySelector("input"), said = line.querySelector("output");
  const words = Object.fromEntries([...years.options].map((one) => [one.value, one.text]));
  line.querySelector("datalist").replaceChildren(...known.map((period) => new Option("", at(period))));
  [range.min, range.max] = [at(known[0]), at(known.at(-1))];
  const shown = known.includes(years.value) ? years.value : known.findLast((period) => period <= state.scene.panes[0].when) ?? known.at(-1);
  const say = (period) => { said.textContent = words[period]; range.setAttribute("aria-valuetext", words[period]); };
  range.value = at(shown);
  say(shown);
  const nearest = () => known.reduce((best, one) => (Math.abs(at(one) - range.value) < Math.abs(at(best) - range.value) ? one : best));
  range.oninput = () => say(nearest());
  range.onkeydown = (event) => {  // a key goes to the next year there is
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    range.value = at(known[Math.min(known.length - 1, Math.max(0, known.indexOf(nearest()) + step))]);
    range.onchange();
  };
  range.onchange = () => {
    range.value = at(nearest());
    document.getElementById("stand").value = nearest();
    go(withPlace(queryOfForm()), false);
  };
}

function withPlace(query) {
  const place = new URLSearchParams(location.search).get("ort");
  if (place && !panel.hidden) query.set("ort", place);
  return query;
}

document.addEventListener("change", ({ target }) => {
  if (target.form !== form()) return;
  const query = queryOfForm();
  const forget = { i: ["stand", "von", "klassen"], i2: ["stand2"], land: ["kreis"], art: ["trotz"] }[target.name] ?? [];
  forget.forEach((name) => query.delete(name));
  if (target.name === "i2" && !target.value) query.delete("zusammen");
  go(query);
});
// A place more to compare is outlined and named at once.
document.addEventListener("compared", () => {
  const query = withPlace(queryOfForm());
  query.set("orte", compared().join(","));
  go(query, false);
});
document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  go(queryOfForm());
});
// A class of the legend shows only its areas; once more shows all again.
document.addEventListener("click", ({ target }) => {
  const only = target.closest(".only");
  if (!only) return;
  const pressed = only.getAttribute("aria-pressed") !== "true", of = only.closest(".legend");
  document.querySelectorAll(".only").forEach((one) => one.setAttribute("aria-pressed", String(one === only && pressed)));
  const legendsShown = [...document.querySelectorAll(".legend")], place = Number(only.dataset.class);
  const at = legendsShown.indexOf(of), both = legendsShown.length < panes.length;
  panes.forEach((pane, index) => pane.choose(pressed && (both ? Math.floor(index / 2) === at : index === at) ? place : undefined));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], at = event.target.closest?.(".only");
  if (!step || !at) return;  // the legend is one stop, its classes lie on the arrows
  const classes = [...at.closest(".legend").querySelectorAll(".only")], next = classes[classes.indexOf(at) + step];
  event.preventDefault();
  if (!next) return;
  classes.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
  next.focus();
});
// A link within the page, as that to its content, is no other view: drawing it anew would close an open panel.
addEventListener("popstate", () => {
  if (location.search === asked) return;
  asked = location.search;
  show(asked.slice(1), true).catch(failed);
});

const waiting = element("p", "waiting");
waiting.setAttribute("role", "status");
box.append(waiting);
const late = { 400: ["Karte lädt", "The map is loading"], 8000: ["Die Karte lädt nicht. Das Bild und die Tabelle gelten.", "The map does not load. Picture and table hold."] };
const patience = Object.entries(late).map(([after, words]) => setTimeout(() => { waiting.textContent = words[german ? 0 : 1]; }, after));
show(location.search.slice(1)).catch(failed);
