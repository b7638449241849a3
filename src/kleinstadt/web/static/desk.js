// Saves as you type: the same form, sent to the same address; the button stays and works without this.
// What could not be sent is kept in this browser, tab by tab, and offered again; nothing is ever put into a field by itself.
const WAIT = 1500, AGAIN = 5000;
const words = document.documentElement.lang === "de"
  ? { dirty: "Noch nicht gespeichert", saved: "Gespeichert", check: "Bitte prüfen:", lost: "Nicht gespeichert: keine Verbindung. Ihr Text ist hier aufbewahrt.", refused: "Nicht gespeichert: Der Plan nahm den Text nicht an. Er ist hier aufbewahrt; bitte die Seite in einem zweiten Fenster neu öffnen.", found: "Nicht gesendeter Text von", show: "Einsetzen", drop: "Verwerfen" }
  : { dirty: "Not saved yet", saved: "Saved", check: "Please check:", lost: "Not saved: no connection. Your text is kept here.", refused: "Not saved: the plan did not take the text. It is kept here; please open the page anew in a second window.", found: "Text that was not sent, of", show: "Put it in", drop: "Discard" };
const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const status = document.getElementById("zustand");
const heard = Object.assign(document.createElement("span"), { className: "hidden" });
status?.append(heard);

// --- what is kept in this browser; in the check by person too, who must not see what another wrote ---
const person = new URLSearchParams(location.search).get("wer") ?? "";
const shelf = `unsent:${location.pathname}:${person}:`, mine = shelf + random();
const keep = (kept) => { try { localStorage.setItem(mine, JSON.stringify(kept)); } catch { /* a full or closed store */ } };
const forget = (key) => localStorage.removeItem(key);
const texts = (form) => [...new FormData(form)].filter(([name]) => !["token", "nummer", "stand", "tun", "wer"].includes(name) && !name.endsWith(":"));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function insert(form, kept) {
  const left = new Map();
  for (const [name, text] of kept) left.set(name, [...(left.get(name) ?? []), text]);
  for (const field of form.elements) {
    const values = left.get(field.name);
    if (field.type === "hidden" || field.tagName === "BUTTON" || !field.name) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = (values ?? []).includes(field.value);
    else if (values?.length) field.value = values.shift();
  }
}

function offer(form, key, kept) {
  const now = texts(form).map((pair) => JSON.stringify(pair));
  const box = Object.assign(document.createElement("div"), { className: "note unsent" });
  const line = Object.assign(document.createElement("p"), { textContent: `${words.found} ${kept.at}:` });
  const put = Object.assign(document.createElement("button"), { type: "button", textContent: words.show });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "second", textContent: words.drop });
  const shown = kept.texts.filter((pair) => !now.includes(JSON.stringify(pair)) && pair[1]).map(([, text]) => Object.assign(document.createElement("blockquote"), { textContent: text }));
  const acts = Object.assign(document.createElement("p"), { className: "acts" });
  put.onclick = () => { insert(form, kept.texts); forget(key); box.remove(); form.dispatchEvent(new Event("input")); form.dispatchEvent(new Event("change")); };
  drop.onclick = () => { forget(key); box.remove(); };
  acts.append(put, drop);
  box.append(line, ...shown, acts);
  form.before(box);
}

// --- what the plan made of a save comes into the fields that nobody touched since, the caret stays where it was ---
// Without it a value that the plan filled in (a start value, words of others) would be sent back as erased.
const typed = (form) => [...form.querySelectorAll("textarea, input:not([type])")];

function adopt(form, page, before, merged) {
  const other = page.querySelector("form[data-autosave]");
  for (const field of typed(form)) {
    const text = other?.elements[field.name]?.value;
    if (text === undefined || text === field.value || field.value !== before.get(field)) continue;
    if (!merged && field === document.activeElement && field.value) continue; // being written
    const at = field.selectionStart, old = field.value;
    field.value = text;
    const place = text.startsWith(old.slice(0, at)) ? at : text.length - (old.length - at);
    if (document.activeElement === field) field.setSelectionRange(place, place);
  }
  if (merged) status?.replaceChildren(...(page.getElementById("zustand")?.childNodes ?? []), heard);
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const state = form.querySelector("[data-state]");
  let timer = 0, edition = 0, sent = 0, busy = 0, leaving = false, sending = Promise.resolve();
  const say = (text) => { state.textContent = text; if (text !== words.dirty && heard.textContent !== text) heard.textContent = text; };
  const queue = () => { clearTimeout(timer); busy += 1; sending = sending.then(send).finally(() => { busy -= 1; }); };

  async function send() {
    const own = edition;
    if (own === sent) return;
    const before = new Map(typed(form).map((field) => [field, field.value]));
    const body = new URLSearchParams(new FormData(form));
    body.set("nummer", random());
    body.set("tun", "speichern");
    let answer, page;
    try {
      answer = await fetch(form.getAttribute("action") || location.pathname + location.search, { method: "POST", body, keepalive: leaving });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      if (own === edition) { say(words.lost); timer = setTimeout(queue, AGAIN); }
      return;
    }
    if (!answer.ok) { if (own === edition) say(words.refused); return; }
    if (answer.url.includes("/zusammenfuehren/")) {
      sent = own; // it is kept as a side version
      if (own === edition) { forget(mine); location.href = answer.url; }
      return;
    }
    const merged = answer.url.includes("zusammengefuehrt=");
    if (merged && own !== edition) return; // newer typing is sent in a moment, against the same state
    adopt(form, page, before, merged);
    const stand = page.querySelector("form[data-autosave] input[name=stand]");
    if (stand) form.elements.stand.value = stand.value;
    sent = own;
    if (own !== edition) return;
    forget(mine);
    const wrong = [...page.querySelectorAll(".problems li, .wrong")].map((one) => one.textContent.trim());
    say(`${words.saved} ${clock()}${wrong.length ? `. ${words.check} ${wrong.join(" ")}` : ""}`);
  }

  form.addEventListener("input", () => {
    edition += 1;
    if (state.textContent !== words.dirty) say(words.dirty);
    keep({ at: clock(), texts: texts(form) });
    clearTimeout(timer);
    timer = setTimeout(queue, WAIT);
  });
  form.addEventListener("change", queue); // a field was left
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (busy) { // a save is under way: sent beside it, the form would be in conflict with itself
      event.preventDefault();
      sending.then(() => form.requestSubmit(event.submitter));
      return;
    }
    sent = edition;
    keep({ at: clock(), texts: texts(form), submitted: true });
  });
  addEventListener("online", queue);
  addEventListener("pagehide", () => { if (edition !== sent) { leaving = true; queue(); } });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value=speichern]") ?? form.querySelector("button:not([type=button])"));
  });

  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(shelf))) {
    const kept = JSON.parse(localStorage.getItem(key));
    const arrived = kept.submitted && status?.querySelector(".note");
    if (arrived || same(kept.texts, texts(form))) forget(key);
    else offer(form, key, kept);
  }
}

// --- where the eye goes, the keyboard goes too; once all is there, because a browser on its way to #name clears the focus ---
addEventListener("load", () => setTimeout(() => {
  const meant = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const at = document.querySelector("[role=alert]") ?? meant;
  if (!at) return;
  if (!at.matches("a, button, input, select, textarea, summary")) at.tabIndex = -1;
  at.focus();
}));

// A block of cells pasted into the ledger goes the same way as the text field below it: to a preview. What was typed into
// the ledger and not saved yet is saved first.
document.querySelector("table.ledger")?.addEventListener("paste", async (event) => {
  const block = event.clipboardData?.getData("text/plain") ?? "";
  const form = document.getElementById("einfuegen");
  if (!form || !/[\t\n]./.test(block.trim())) return; // one cell is pasted as ever
  event.preventDefault();
  const ledger = event.target.form;
  form.elements.block.value = block;
  form.elements.ab.value = event.target.id;
  if ([...ledger.elements].some((one) => one.value !== one.defaultValue && one.tagName === "INPUT")) {
    const answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams(new FormData(ledger)) }).catch(() => null);
    if (!answer?.ok) return; // the text field below keeps the block
  }
  form.requestSubmit();
});
