// Places of a site without a server side by side, from the figures that it brings along (figures.js). The address
// keeps which: vergleich.html#06534001,06534014
const MOST = 8;
const german = document.documentElement.lang === "de";
const { towns, themes } = globalThis.deliveredFigures;
const rowOf = new Map(towns.map(([key], row) => [key, row]));
const chosen = () => [...new Set(decodeURIComponent(location.hash.slice(1)).split(","))].filter((key) => rowOf.has(key)).slice(0, MOST);
const choose = (keys) => { location.hash = keys.join(","); };
const written = (value, digits) => (value === null ? "–" : value.toLocaleString(german ? "de-DE" : "en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−"));

function made(tag, text = "", more = {}) {
  const found = Object.assign(document.createElement(tag), more);
  found.append(text);
  return found;
}

function tableOf(lines, keys) {
  const table = made("table", "", { className: "sides" }), head = table.createTHead().insertRow(), body = table.createTBody();
  const heading = (text, scope, className = "") => made("th", text, { scope, className });
  head.append(heading(german ? "Zahl" : "Figure", "col"));
  keys.forEach((key) => head.append(heading(towns[rowOf.get(key)][1], "col", "num")));
  head.append(heading(german ? "Deutschland" : "Germany", "col", "num"), heading(german ? "Stand" : "Vintage", "col"));
  lines.forEach(({ label, unit, digits, values, bund, when }) => {
    const row = body.insertRow(), name = heading(`${label} `, "row");
    name.append(made("span", unit[german ? 0 : 1], { className: "unit" }));
    name.firstChild.data = `${label[german ? 0 : 1]} `;
    row.append(name);
    keys.forEach((key) => row.append(made("td", written(values[rowOf.get(key)], digits), { className: "num" })));
    row.append(made("td", written(bund, digits), { className: "num quiet" }), made("td", when));
  });
  return table;
}

function show() {
  const keys = chosen(), left = towns.filter(([key]) => !keys.includes(key));
  document.getElementById("delivered-add").hidden = keys.length >= MOST || !left.length;
  document.getElementById("delivered-town").replaceChildren(...left.map(([key, name]) => new Option(name, key)));
  document.getElementById("delivered-towns").replaceChildren(...keys.map((key) => {
    const [, name, file] = towns[rowOf.get(key)], item = made("li"), away = made("button", german ? "entfernen" : "remove", { type: "button", className: "second" });
    away.setAttribute("aria-label", `${name}: ${away.textContent}`);
    away.addEventListener("click", () => choose(keys.filter((one) => one !== key)));
    item.append(made("a", name, { href: deliveredAt(file) }), " ", away);
    return item;
  }));
  document.getElementById("delivered-figures").replaceChildren(...(keys.length ? themes : []).flatMap(([names, lines]) => {
    const box = made("div", tableOf(lines, keys), { className: "scroll", tabIndex: 0 });
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", names[german ? 0 : 1]);
    return [made("h2", names[german ? 0 : 1]), box];
  }));
}

document.getElementById("delivered-add").addEventListener("submit", (event) => {
  event.preventDefault();
  choose([...chosen(), document.getElementById("delivered-town").value]);
});
addEventListener("hashchange", show);
show();
