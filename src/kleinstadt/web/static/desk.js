// Saves as you type: the same form, sent to the same address; the button stays and works without this.
// What could not be sent is kept in this browser and offered again; nothing is ever put into a field by itself.
const WAIT = 1500;
const words = document.documentElement.lang === "de"
  ? { dirty: "Noch nicht gespeichert", saved: "Gespeichert", lost: "Nicht gespeichert: keine Verbindung. Ihr Text ist hier aufbewahrt.", found: "Nicht gesendeter Text von", show: "Einsetzen", drop: "Verwerfen" }
  : { dirty: "Not saved yet", saved: "Saved", lost: "Not saved: no connection. Your text is kept here.", found: "Text that was not sent, of", show: "Put it in", drop: "Discard" };
const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const state = form.querySelector("[data-state]");
  const key = `unsent:${location.pathname}`;
  let timer = 0, edition = 0, sending = Promise.resolve();
  const say = (text) => { state.textContent = text; };
  const texts = () => Object.fromEntries([...new FormData(form)].filter(([name]) => !["token", "nummer", "stand", "tun"].includes(name)));

  const send = async () => {
    const mine = edition;
    const body = new FormData(form);
    body.set("nummer", crypto.randomUUID ? crypto.randomUUID().replaceAll("-", "").slice(0, 24) : String(Math.random()).slice(2));
    body.set("tun", "speichern");
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body: new URLSearchParams(body), redirect: "follow" });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const stand = page.querySelector("input[name=stand]");
      if (answer.url.includes("/zusammenfuehren/") || answer.url.includes("zusammengefuehrt=")) {
        if (mine === edition) { localStorage.removeItem(key); location.href = answer.url; }
        return;
      }
      if (stand) form.querySelector("input[name=stand]").value = stand.value;
      if (mine === edition) { localStorage.removeItem(key); say(`${words.saved} ${clock()}`); }
    } catch {
      if (mine === edition) say(words.lost);
    }
  };

  form.addEventListener("input", () => {
    edition += 1;
    say(words.dirty);
    try { localStorage.setItem(key, JSON.stringify({ at: clock(), texts: texts() })); } catch { /* a full or closed store */ }
    clearTimeout(timer);
    timer = setTimeout(() => { sending = sending.then(send); }, WAIT);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); localStorage.removeItem(key); });
  addEventListener("online", () => { if (localStorage.getItem(key)) sending = sending.then(send); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); form.requestSubmit(form.querySelector("button[value=speichern]")); }
  });

  const kept = JSON.parse(localStorage.getItem(key) || "null");
  const now = texts();
  if (kept && Object.entries(kept.texts).some(([name, text]) => now[name] !== text)) {
    const box = document.createElement("div");
    box.className = "note";
    const line = document.createElement("p");
    line.textContent = `${words.found} ${kept.at}.`;
    const put = Object.assign(document.createElement("button"), { type: "button", textContent: words.show });
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "second", textContent: words.drop });
    put.onclick = () => {
      for (const [name, text] of Object.entries(kept.texts)) {
        const field = form.elements[name];
        if (field && "value" in field && field.type !== "checkbox") field.value = text;
      }
      box.remove();
      form.dispatchEvent(new Event("input"));
    };
    drop.onclick = () => { localStorage.removeItem(key); box.remove(); };
    box.append(line, put, " ", drop);
    form.before(box);
  } else if (kept) localStorage.removeItem(key);
}
const wrong = document.querySelector("[role=alert]");
if (wrong) { wrong.tabIndex = -1; wrong.focus(); }
