// On a phone the panel is a sheet from below: a peek, half or all of the screen, by dragging its handle or by tapping it.
import { element } from "./map_style.js";

const SIZES = ["peek", "half", "full"];
const SHARES = { peek: 0, half: 0.5, full: 0.9 };  // of the screen
const PEEK = 96, MOVED = 6;
export const narrow = matchMedia("(max-width: 56rem)");

const heightOf = (size) => Math.max(PEEK, Math.round(SHARES[size] * innerHeight));

export class Sheet {
  constructor(panel, german) {
    this.panel = panel;
    this.words = german ? ["Tafel vergrößern", "Tafel verkleinern"] : ["Enlarge the panel", "Reduce the panel"];
    this.handle = element("button", "handle");
    this.handle.type = "button";
    this.handle.addEventListener("pointerdown", (event) => this.grab(event));
    this.handle.addEventListener("pointermove", (event) => this.drag(event));
    this.handle.addEventListener("pointerup", () => this.drop());
    this.handle.addEventListener("pointercancel", () => this.drop());
    this.handle.addEventListener("click", () => { if (!this.dragged) this.be(SIZES[(SIZES.indexOf(this.panel.dataset.size) + 1) % SIZES.length]); });
    this.be("peek");
  }

  be(size) {
    this.panel.dataset.size = size;
    this.panel.style.removeProperty("--sheet");
    this.handle.setAttribute("aria-label", this.words[size === "full" ? 1 : 0]);
    this.handle.setAttribute("aria-expanded", String(size !== "peek"));
  }

  grab(event) {
    this.from = { y: event.clientY, height: this.panel.getBoundingClientRect().height };
    this.dragged = false;
    this.handle.setPointerCapture(event.pointerId);
  }

  drag(event) {
    if (!this.from) return;
    const moved = this.from.y - event.clientY;
    this.dragged ||= Math.abs(moved) > MOVED;
    if (this.dragged) this.panel.style.setProperty("--sheet", `${Math.min(heightOf("full"), Math.max(PEEK, this.from.height + moved))}px`);
  }

  drop() {
    const { height } = this.panel.getBoundingClientRect(), off = (size) => Math.abs(heightOf(size) - height);
    if (this.dragged) this.be(SIZES.reduce((best, size) => (off(size) < off(best) ? size : best)));
    this.from = undefined;
  }
}
