// Charts tell their values under the pointer and by the arrow keys, and go into the clipboard as pictures. They take
// both from the table that stands below each of them. Without this script chart, table and files are there all the same.
{
  const german = document.documentElement.lang === "de";
  const SVG = "http://www.w3.org/2000/svg";

  function inside(svg, tag, attributes) {
    const made = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    svg.append(made);
    return made;
  }

  // The points of a line, one for each known value of its column, in the order of the rows.
  const pointsOf = (path) => [...path.getAttribute("d").matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

  // What a chart shows at each period: the words of the row, and for each line its name, value and point.
  function stopsOf(svg, table) {
    const heads = [...table.tHead.rows[0].cells];
    const stops = [...table.tBodies[0].rows].map((row) => ({ when: row.cells[0].textContent, marks: [] }));
    heads.forEach((head, column) => {
      const path = head.dataset.line && svg.querySelector(`path.line.${head.dataset.line}`);
      if (!path) return;
      const points = pointsOf(path);
      [...table.tBodies[0].rows].forEach((row, at) => {
        const value = row.cells[column].textContent;
        if (value === "–" || !points.length) return;
        stops[at].marks.push({ name: head.textContent, value, point: points.shift() });
      });
    });
    return stops.filter((stop) => stop.marks.length);
  }

  // Of a cloud every dot is a stop, from left to right.
  const dotsOf = (points, names) => points.map(([when, x, y, ...point]) => ({ when, marks: [{ name: names[0], value: x, point }, { name: names[1], value: y, point }] }));

  function tell(svg, stops, far) {
    if (!stops.length) return;
    const figure = svg.closest("figure"), chip = document.createElement("div"), signs = [];
    let at = -1;
    chip.className = "told-values";
    chip.hidden = true;
    chip.setAttribute("aria-hidden", "true");
    figure.append(chip);
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("role", "slider");
    svg.setAttribute("aria-valuemin", "0");
    svg.setAttribute("aria-valuemax", String(stops.length - 1));
    const said = (stop) => `${stop.when}: ${stop.marks.map(({ name, value }) => `${name} ${value}`).join("; ")}`;

    function set(next) {
      svg.setAttribute("aria-valuenow", String(next));
      svg.setAttribute("aria-valuetext", said(stops[next]));
    }

    function hide() {
      signs.splice(0).forEach((sign) => sign.remove());
      chip.hidden = true;
      at = -1;
    }

    function show(next) {
      if (next === at) return;
      hide();
      at = next;
      set(next);
      const { when, marks } = stops[next], [x] = marks[0].point, box = svg.viewBox.baseVal;
      if (far === along) signs.push(inside(svg, "line", { class: "at", x1: x, x2: x, y1: 14, y2: box.height - 24 }));
      marks.forEach(({ point }) => signs.push(inside(svg, "circle", { class: "at", cx: point[0], cy: point[1], r: 4 })));
      chip.replaceChildren(Object.assign(document.createElement("b"), { textContent: when }), ...marks.map(({ name, value }) => {
        const line = document.createElement("span"), number = document.createElement("b");
        number.textContent = value;
        line.append(`${name} `, number);
        return line;
      }));
      chip.hidden = false;
      const place = svg.getBoundingClientRect(), outer = figure.getBoundingClientRect();
      const left = place.left - outer.left + (x / box.width) * place.width;
      const before = left + 12 + chip.offsetWidth > outer.width;
      chip.style.left = `${Math.max(0, before ? left - 12 - chip.offsetWidth : left + 12)}px`;
      chip.style.top = `${place.top - outer.top + (far === along ? 8 : (marks[0].point[1] / box.height) * place.height + 10)}px`;
    }

    function nearest(event) {
      const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
      const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      let best = 0;
      stops.forEach(({ marks }, at) => { if (far(marks[0].point, x, y) < far(stops[best].marks[0].point, x, y)) best = at; });
      return best;
    }

    set(stops.length - 1);
    svg.addEventListener("pointermove", (event) => show(nearest(event)));
    svg.addEventListener("pointerdown", (event) => show(nearest(event)));
    svg.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
    svg.addEventListener("focus", () => { if (svg.matches(":focus-visible")) show(at < 0 ? stops.length - 1 : at); });
    svg.addEventListener("blur", hide);
    svg.addEventListener("keydown", (event) => {
      const last = stops.length - 1, from = at < 0 ? last : at;
      const next = { ArrowRight: from + 1, ArrowUp: from + 1, ArrowLeft: from - 1, ArrowDown: from - 1, Home: 0, End: last }[event.key];
      if (event.key === "Escape") hide();
      if (next === undefined) return;
      event.preventDefault();
      show(Math.min(last, Math.max(0, next)));
    });
  }

  // Only where the browser lets a page put pictures into the clipboard.
  function offerCopy(figure) {
    const files = figure.querySelector(".saving"), png = files?.querySelector("a");
    if (!png || !navigator.clipboard?.write || !globalThis.ClipboardItem) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "second" });
    const told = document.createElement("span");
    button.textContent = german ? "Als Bild kopieren" : "Copy as picture";
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const picture = fetch(png.href).then((answer) => (answer.ok ? answer.blob() : Promise.reject(new Error(answer.statusText))));
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
        told.textContent = german ? "kopiert" : "copied";
      } catch {
        told.textContent = german ? "nicht erlaubt; bitte PNG speichern" : "not allowed; please save the PNG";
      }
    });
    files.append(button, told);
  }

  const along = ([px], x) => Math.abs(px - x);
  const around = ([px, py], x, y) => Math.hypot(px - x, py - y);

  // The dots of a cloud are many: they are asked for when somebody points at it or comes to it by keyboard.
  function tellDots(svg, figure) {
    const names = figure.dataset.names.split("|");
    svg.setAttribute("tabindex", "0");
    async function ask() {
      svg.removeEventListener("pointerenter", ask);
      svg.removeEventListener("focus", ask);
      const answer = await fetch(figure.dataset.points);
      if (answer.ok) tell(svg, dotsOf(await answer.json(), names), around);
      figure.dataset.ready = "";
    }
    svg.addEventListener("pointerenter", ask);
    svg.addEventListener("focus", ask);
  }

  document.querySelectorAll("figure.told").forEach((figure) => {
    const table = figure.querySelector("table"), cloud = figure.querySelector("svg.cloud");
    if (table) figure.querySelectorAll("svg.chart").forEach((svg) => tell(svg, stopsOf(svg, table), along));
    if (cloud) tellDots(cloud, figure);
    offerCopy(figure);
    if (location.protocol !== "file:") figure.querySelectorAll(".cite p").forEach((line) => line.append(`, ${location.href.split("#")[0]}`));
  });
}
