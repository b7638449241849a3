// The places that are compared are remembered on this device: their number stands in the menu, search results add to
// them, and a town's page opens the comparison with it among them. Without this script each link compares its own place.
const NAME = "vergleich", MOST = 8;
const german = document.documentElement.lang === "de";

function stored() {
  try {
    return (localStorage.getItem(NAME) ?? "").split(",").filter(Boolean);
  } catch {
    return [];  // a browser that keeps nothing
  }
}

function keep(keys) {
  try {
    localStorage.setItem(NAME, keys.join(","));
  } catch {
    // then the address alone says what is compared
  }
}

const joined = (key) => [...new Set([...stored(), key])];
const addressOf = (link, keys) => `${link.pathname}?orte=${keys.join(",")}`;

function show() {
  const keys = stored(), link = document.querySelector(".main a[data-count]");
  document.querySelectorAll("[data-count]").forEach((one) => { one.dataset.count = keys.length || ""; });
  if (link) {
    link.setAttribute("href", keys.length ? addressOf(link, keys) : link.pathname);
    link.title = keys.length ? (german ? `${keys.length} Orte im Vergleich` : `${keys.length} places to compare`) : "";
  }
  document.querySelectorAll("a[data-compare]").forEach((one) => {
    const key = one.dataset.compare, within = keys.includes(key), stays = one.classList.contains("add");
    one.setAttribute("href", addressOf(one, within ? keys : joined(key).slice(-MOST)));
    if (stays && within) one.firstChild.data = german ? "im Vergleich" : "in the comparison";
  });
}

const page = document.querySelector("[data-basket]");
if (page) keep(page.dataset.basket.split(","));
else if (/\/vergleich$/.test(location.pathname) && location.search === "?orte=") keep([]);  // the last one was removed
show();
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.add[data-compare]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const keys = stored();
  if (keys.includes(link.dataset.compare) || keys.length >= MOST) return;  // the link leads to the comparison
  event.preventDefault();
  keep(joined(link.dataset.compare));
  show();
});
