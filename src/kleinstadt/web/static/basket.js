// The places that are compared are remembered on this device: their number stands in the menu, search results, tables and
// the map add to them, and links to map and table carry them along. Without this script addresses alone carry them.
const NAME = "vergleich", MOST = 8;
const german = document.documentElement.lang === "de";
const menu = document.querySelector(".main a[data-count]");
const CARRYING = /\/(karte|tabelle)$/;  // pages whose address says which places are compared

const asked = () => (CARRYING.test(location.pathname) ? new URLSearchParams(location.search).getAll("orte").join(",") : "");

// Those of this page's address, else those remembered.
export function compared() {
  try {
    return (asked() || (localStorage.getItem(NAME) ?? "")).split(",").filter(Boolean);
  } catch {
    return asked().split(",").filter(Boolean);  // a browser that keeps nothing
  }
}

function keep(keys) {
  try {
    localStorage.setItem(NAME, keys.join(","));
  } catch {
    // then the address alone says what is compared
  }
}

const joined = (key) => [...new Set([...compared(), key])];
const addressOf = (keys) => `${menu?.pathname ?? "/vergleich"}?orte=${keys.join(",")}`;

// An address with the places to compare in it.
function carrying(address, keys) {
  const other = new URL(address, location.href);
  other.searchParams.delete("orte");
  const query = [other.searchParams.toString(), keys.length ? `orte=${keys.join(",")}` : ""].filter(Boolean).join("&");
  return other.pathname + (query && `?${query}`) + other.hash;
}

export function show() {
  const keys = compared();
  document.querySelectorAll("[data-count]").forEach((one) => { one.dataset.count = keys.length || ""; });
  if (menu) {
    menu.setAttribute("href", keys.length ? addressOf(keys) : menu.pathname);
    menu.title = keys.length ? (german ? `${keys.length} Orte im Vergleich` : `${keys.length} places to compare`) : "";
  }
  document.querySelectorAll("a[href]").forEach((one) => {
    if (one.origin === location.origin && CARRYING.test(one.pathname) && !one.dataset.compare) one.setAttribute("href", carrying(one.href, keys));
  });
  document.querySelectorAll("a[data-compare]").forEach((one) => {
    const key = one.dataset.compare, within = keys.includes(key), stays = one.classList.contains("add");
    one.setAttribute("href", addressOf(within ? keys : joined(key).slice(-MOST)));
    if (stays && within) one.firstChild.data = german ? "im Vergleich" : "in the comparison";
    one.closest("tr")?.classList.toggle("within", within);
  });
}

// On a page that carries them: its address, its form and the line that leads to the comparison.
function carry(keys) {
  if (!CARRYING.test(location.pathname)) return;
  history.replaceState(history.state, "", carrying(location.href, keys));
  const line = document.getElementById("korb"), form = document.querySelector("main form[method=get]");
  if (line) {
    line.hidden = false;
    line.querySelector("b").textContent = keys.length;
    line.querySelector("a").setAttribute("href", addressOf(keys));
  }
  if (form) {
    const field = form.elements.orte ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "orte" }));
    field.value = keys.join(",");
  }
  document.dispatchEvent(new CustomEvent("compared"));
}

const page = document.querySelector("[data-basket]");
if (page) keep(page.dataset.basket.split(","));
else if (/\/vergleich$/.test(location.pathname) && location.search === "?orte=") keep([]);  // the last one was removed
show();
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.add[data-compare]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const keys = compared();
  if (keys.includes(link.dataset.compare) || keys.length >= MOST) return;  // the link leads to the comparison
  event.preventDefault();
  const more = joined(link.dataset.compare);
  keep(more);
  carry(more);
  show();
});
