// On a phone, menu and search stand behind two buttons. Without this script both are simply there (atlas.css).
const top_ = document.querySelector(".top");

document.querySelectorAll("[data-opens]").forEach((button) => {
  button.addEventListener("click", () => {
    const open = top_.classList.toggle(button.dataset.opens);
    button.setAttribute("aria-expanded", String(open));
    if (open && button.dataset.opens === "finden") document.getElementById("suche").focus();
  });
});

top_?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("[data-opens][aria-expanded=true]").forEach((button) => {
    top_.classList.remove(button.dataset.opens);
    button.setAttribute("aria-expanded", "false");
    button.focus();
  });
});
