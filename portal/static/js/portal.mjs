// Loads what the page needs and nothing else. Every page works without any of this.
const NEEDS = [
  ["form[data-autosave]", "autosave"],
  ["textarea[data-words], textarea[data-characters]", "counter"],
  ["form[data-score]", "score"],
  ["[data-progress]", "progress"],
  ["[data-arrival]", "arrival"],
  ["input[type=file][data-megabytes]", "upload"],
  ["form[method=post]", "once"],
  ["form[data-keep]", "keep"],
  ["[data-viewer]", "viewer"],
  ["[data-weights]", "weights"],
  ["input[type=file][data-sha256]", "hashcheck"],
];

const needed = NEEDS.filter(([selector]) => document.querySelector(selector));
const started = needed.map(([, name]) => import(`./${name}.mjs`).then((module) => module.start(document)));
// Whoever drives a browser by program waits for this mark.
Promise.all(started).then(() => { document.documentElement.dataset.ready = ""; });

// After a refusal the list of what to mend is the first thing to read.
document.querySelector("[data-focus]")?.focus();

// A menu closes when the reader goes on elsewhere.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
