// Light or dark as the device says, unless the reader chose; runs before the page is painted.
const KEPT = "theme";
const root = document.documentElement;

function read() {
  try { return localStorage.getItem(KEPT) ?? ""; } catch { return ""; }
}

function keep(theme) {
  try { theme ? localStorage.setItem(KEPT, theme) : localStorage.removeItem(KEPT); } catch { /* private windows keep nothing */ }
}

function show(theme) {
  if (theme) root.dataset.kernTheme = theme;
  else delete root.dataset.kernTheme;
  for (const button of document.querySelectorAll("[data-themes] [data-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
  }
}

// Paper is white, whatever the screen is.
addEventListener("beforeprint", () => { if (root.dataset.kernTheme) root.dataset.kernTheme = "light"; });
addEventListener("afterprint", () => show(read()));

root.classList.remove("no-script");
show(read());
document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("[data-themes]")) {
    box.hidden = false;
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-theme]");
      if (!button) return;
      keep(button.dataset.theme);
      show(button.dataset.theme);
    });
  }
  show(read());
});
