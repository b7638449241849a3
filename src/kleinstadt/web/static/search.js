// Suggestions under every search field: a list that the arrow keys walk through. Without this script the form still works.
const lang = document.documentElement.lang;
const prefix = lang === "en" ? "/en" : "";

// The server is asked; a site without one has its places in delivered.js.
const answerTo = globalThis.searchDelivered ?? (async (wanted) => {
  const answer = await fetch(`/api/v1/search?limit=8&q=${encodeURIComponent(wanted)}`);
  return answer.ok ? answer.json() : undefined;
});

function suggestFor(input, index) {
  const box = document.createElement("div");
  box.className = "suggestions";
  box.hidden = true;
  const remark = document.createElement("p");
  remark.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.id = `vorschlaege-${index}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", lang === "de" ? "Vorschläge" : "Suggestions");
  box.append(remark, list);
  input.after(box);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let places = [], at = -1, timer, asked = 0;

  function close() {
    box.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(next) {
    at = (next + places.length) % places.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", list.children[at].id);
  }

  // A place of the list is opened; in a form that collects places it is added.
  function open(i) {
    if (input.dataset.adds !== undefined) {
      input.value = places[i].key;
      input.form.requestSubmit();
      return;
    }
    location.href = places[i].href ?? prefix + places[i].path;
  }

  // What the search says, where nobody is called so or the postcodes' owners must be named.
  function remarkOn(meta) {
    const said = lang === "de" ? meta.said_de : meta.said_en;
    if (meta.by === "postcode") return "PLZ: © OpenStreetMap (ODbL)";
    return meta.by === "similar" || meta.by === "none" || /postcode/.test(meta.said_en) ? said : "";
  }

  function show(answered, meta) {
    at = -1;
    input.removeAttribute("aria-activedescendant");
    const found = input.dataset.adds === undefined ? answered : answered.filter((place) => /gemeinde|verband/.test(place.level));
    places = found;
    remark.textContent = remarkOn(meta);
    list.replaceChildren(...found.map((place, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("b");
      name.textContent = place.title;
      const where = document.createElement("span");
      const what = lang === "de" ? place.what_de : place.what_en;
      where.textContent = [what, place.where.split(",")[0], place.postcode && (lang === "de" ? "PLZ " : "postcode ") + place.postcode].filter(Boolean).join(" · ");
      item.append(name, where);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); open(i); });
      return item;
    }));
    box.hidden = found.length === 0 && !remark.textContent;
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    const mine = ++asked, wanted = input.value;
    const answer = await answerTo(wanted);
    if (!answer || mine !== asked) return;
    const { data: found, meta } = answer;
    list.dataset.of = wanted;
    show(input.dataset.adds === "gemeinde" ? found.filter((place) => place.level === "gemeinde") : found, meta);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) { close(); return; }
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (box.hidden || places.length === 0) return;
    if (list.dataset.of !== input.value && event.key !== "Escape") return; // not yet of what stands here: Enter searches for that
    if (event.key === "ArrowDown") { mark(at + 1); event.preventDefault(); }
    if (event.key === "ArrowUp") { mark(at < 0 ? -1 : at - 1); event.preventDefault(); }
    if (event.key === "Escape") close();
    if (event.key === "Enter" && at >= 0) { open(at); event.preventDefault(); }
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll(".find input[type=search]").forEach(suggestFor);
