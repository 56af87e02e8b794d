// Shows while typing how much room is left, and what stands beyond it.
import { beyond, countCharacters, countWords } from "./counting.mjs";
import { words } from "./words.mjs";

export function start(page) {
  for (const box of page.querySelectorAll("textarea[data-words], textarea[data-characters]")) count(box);
}

function count(box) {
  const unit = box.dataset.words ? "words" : "characters";
  const limit = Number(box.dataset[unit]);
  const shown = document.getElementById(`${box.id}-count`);
  if (!shown) return;
  const excess = document.createElement("p");
  excess.className = "excess";
  excess.hidden = true;
  shown.after(excess);
  const show = () => {
    const used = unit === "words" ? countWords(box.value) : countCharacters(box.value);
    const over = used - limit;
    shown.textContent = over > 0
      ? words(`${unit}Over`, { over, limit })
      : words(`${unit}Left`, { left: limit - used, limit });
    shown.classList.toggle("counter--over", over > 0);
    excess.hidden = over <= 0;
    excess.textContent = over > 0 ? `${words("excess")} ${beyond(box.value, limit, unit)}` : "";
  };
  box.addEventListener("input", show);
  show();
}
