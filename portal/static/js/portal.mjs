// Loads what the page needs and nothing else. Every page works without any of this.
const NEEDS = [
  ["form[data-autosave]", "autosave"],
  ["textarea[data-words], textarea[data-characters]", "counter"],
  ["form[data-score]", "score"],
  ["[data-progress]", "progress"],
  ["[data-arrival]", "arrival"],
  ["input[type=file][data-megabytes]", "upload"],
  ["form[method=post]", "once"],
  ["form[data-keep], form[role=search]", "keep"],
  ["[data-viewer]", "viewer"],
  ["[data-weights]", "weights"],
  ["input[type=file][data-sha256]", "hashcheck"],
  ["button[data-passkey]", "passkeys"],
];

// Whoever drives a browser by program waits for this mark.
begin(document).then(() => { document.documentElement.dataset.ready = ""; });

// A page that was put in the place of another needs the same as one that was loaded.
document.addEventListener("portal:shown", (event) => begin(event.detail));

function begin(page) {
  const needed = NEEDS.filter(([selector]) => page.querySelector(selector));
  return Promise.all(needed.map(([, name]) => import(`./${name}.mjs`).then((module) => module.start(page))));
}

// After a refusal the list of what to mend is the first thing to read.
document.querySelector("[data-focus]")?.focus();

// On a phone the ways are wider than the screen: the present one is the one to see.
function showPresent() {
  for (const way of document.querySelectorAll(".ways [aria-current], .tabs [aria-current]")) {
    const list = way.closest(".tabs__list") ?? way.closest(".ways");
    const start = way.offsetLeft - list.offsetLeft;
    const inSight = start + way.offsetWidth <= list.clientWidth;
    list.scrollLeft = inSight ? 0 : start - (list.clientWidth - way.offsetWidth) / 2;
  }
}
showPresent();
// It stays the one to see where the phone is turned or the window made narrow.
addEventListener("resize", showPresent);

// A menu closes when the reader goes on elsewhere.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
