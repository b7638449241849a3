// The map of a site without a server: its picture, and over it the areas (areas.js), which say name and value and open their page.
const picture = document.getElementById("fenster");
if (picture && globalThis.deliveredAreas) {
  const { west, north, unit, areas } = globalThis.deliveredAreas;
  const [left, bottom, right, top] = picture.dataset.window.split(" ").map(Number);
  const told = document.getElementById("ansage"), SVG = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", [(left - west) / unit, (north - top) / unit, (right - left) / unit, (top - bottom) / unit].join(" "));
  drawing.setAttribute("tabindex", "0");
  drawing.setAttribute("role", "application");
  drawing.setAttribute("aria-label", picture.querySelector("img").alt);
  const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });

  // What an area is called and what it has stands in the table below.
  const rows = new Map([...document.querySelectorAll("#karten-tabelle tbody tr")].map((row) => {
    const link = row.querySelector("a");
    return [link.href, [link.textContent, row.querySelector(".num").textContent]];
  }));
  const places = areas.map(([file, d, x, y]) => ({ href: deliveredAt(file), d, x, y })).filter(({ href }) => rows.has(href));
  const marks = [0, 1].map(() => document.createElementNS(SVG, "path"));
  marks.forEach((mark) => mark.setAttribute("class", "mark"));
  const again = document.documentElement.lang === "en" ? "Tap again to open its page" : "Noch einmal tippen öffnet die Seite";
  let chosen = null;

  function show(place, { x, y, touched } = {}) {
    chosen = place;
    marks.forEach((mark) => mark.setAttribute("d", place ? place.d : ""));
    tip.hidden = !place;
    if (!place) return;
    const [name, value] = rows.get(place.href), bold = Object.assign(document.createElement("b"), { textContent: name });
    tip.replaceChildren(bold, value, touched ? Object.assign(document.createElement("i"), { textContent: again }) : "");
    const box = picture.getBoundingClientRect(), matrix = drawing.getScreenCTM();
    const at = { x: x ?? matrix.a * place.x + matrix.e, y: y ?? matrix.d * place.y + matrix.f };
    tip.style.left = `${Math.max(0, Math.min(at.x - box.left + 12, box.width - tip.offsetWidth))}px`;
    tip.style.top = `${at.y - box.top > box.height / 2 ? at.y - box.top - tip.offsetHeight - 12 : at.y - box.top + 12}px`;
    if (x === undefined) told.textContent = `${name}: ${value}`;
  }

  places.forEach((place) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", place.d);
    path.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") show(place, { x: event.clientX, y: event.clientY }); });
    // A finger has nothing to point with: its first tap tells, the second opens.
    path.addEventListener("click", (event) => {
      if (event.pointerType === "mouse" || chosen === place) location.href = place.href;
      else show(place, { x: event.clientX, y: event.clientY, touched: true });
    });
    drawing.append(path);
  });
  drawing.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") show(null); });

  // The nearest area whose middle lies within 45 degrees of the arrow.
  function next(along, across, sign) {
    const ahead = places.filter((one) => sign * (one[along] - chosen[along]) > Math.abs(one[across] - chosen[across]));
    return ahead.sort((a, b) => Math.hypot(a.x - chosen.x, a.y - chosen.y) - Math.hypot(b.x - chosen.x, b.y - chosen.y))[0] ?? chosen;
  }
  const ARROWS = { ArrowRight: ["x", "y", 1], ArrowLeft: ["x", "y", -1], ArrowDown: ["y", "x", 1], ArrowUp: ["y", "x", -1] };
  drawing.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && chosen) location.href = chosen.href;
    if (event.key === "Escape") show(null);
    if (!ARROWS[event.key]) return;
    event.preventDefault();
    show(chosen ? next(...ARROWS[event.key]) : places[0]);
  });
  drawing.append(...marks);
  picture.append(drawing, tip);
}
