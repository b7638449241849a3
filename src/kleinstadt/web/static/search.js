// Suggestions under every search field: a list that the arrow keys walk through. Without this script the form still works.
const lang = document.documentElement.lang;
const prefix = lang === "en" ? "/en" : "";

function suggestFor(input, index) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `vorschlaege-${index}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", lang === "de" ? "Vorschläge" : "Suggestions");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let places = [], at = -1, timer, asked = 0;

  function close() {
    list.hidden = true;
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
    location.href = prefix + places[i].path;
  }

  function show(found) {
    places = found;
    list.replaceChildren(...found.map((place, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("b");
      name.textContent = place.former || place.name;
      const where = document.createElement("span");
      where.textContent = (place.former ? (lang === "de" ? "heute " : "today ") : "") + place.where;
      item.append(name, where);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); open(i); });
      return item;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    const mine = ++asked;
    const answer = await fetch(`/api/v1/search?limit=8&q=${encodeURIComponent(input.value)}`);
    if (!answer.ok || mine !== asked) return;
    const found = (await answer.json()).data;
    show(input.dataset.adds === "gemeinde" ? found.filter((place) => place.level === "gemeinde") : found);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) { close(); return; }
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || places.length === 0) return;
    if (event.key === "ArrowDown") { mark(at + 1); event.preventDefault(); }
    if (event.key === "ArrowUp") { mark(at < 0 ? -1 : at - 1); event.preventDefault(); }
    if (event.key === "Escape") close();
    if (event.key === "Enter" && at >= 0) { open(at); event.preventDefault(); }
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll(".find input[type=search]").forEach(suggestFor);
