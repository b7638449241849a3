// A site without a server brings its places along (places.js): found by name, Ortsteil, former name, postcode or key.
const siteRoot = new URL("..", document.currentScript.src);
globalThis.deliveredAt = (file) => new URL((document.documentElement.lang === "en" ? "en/" : "") + file, siteRoot).href;

const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", ł: "l" };
const plainly = (text) => text.normalize("NFC").toLowerCase().replace(/[äöüßł]/g, (sign) => UMLAUTS[sign]).normalize("NFKD").replace(/[^a-z0-9]+/g, " ").trim();

function placesFor(wanted) {
  const { pages, names, postcodes } = globalThis.deliveredPlaces, query = plainly(wanted);
  const digits = query.replace(/ /g, "");
  const place = (key, title, more) => ({ key, level: pages[key][1], title, where: pages[key][2], what_de: "", what_en: "", href: deliveredAt(pages[key][3]), ...more });
  if (postcodes[digits]) return postcodes[digits].map((key) => place(key, pages[key][0], { postcode: digits }));
  if (pages[digits]) return [place(digits, pages[digits][0])];
  if (!query) return [];
  const rank = (name) => (name === query || name.startsWith(`${query} `) ? 0 : name.startsWith(query) ? 1 : ` ${name}`.includes(` ${query}`) ? 2 : 3);
  return names.map((one, at) => [rank(one[0]), at, one]).filter(([fit]) => fit < 3).sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([, , [, key, title, what_de, what_en]]) => place(key, title || pages[key][0], { what_de, what_en }));
}

globalThis.searchDelivered = async (wanted) => {
  const data = placesFor(wanted).slice(0, 8);
  const said = [`In dieser Ausgabe heißt kein Ort „${wanted}“.`, `No place of this edition is called “${wanted}”.`];
  return { data, meta: { by: data[0]?.postcode ? "postcode" : data.length ? "name" : "none", said_de: said[0], said_en: said[1] } };
};

document.querySelectorAll("form.find").forEach((form) => form.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = form.querySelector("input[type=search]"), [best] = placesFor(field.value);
  if (best) location.href = best.href;
  else field.dispatchEvent(new Event("input"));
}));
