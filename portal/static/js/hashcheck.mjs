// Compares a file with the one that was issued, without sending it anywhere.
import { words } from "./words.mjs";

export function start(page) {
  for (const input of page.querySelectorAll("input[type=file][data-sha256]")) {
    input.addEventListener("change", () => compare(input));
  }
}

async function compare(input) {
  const shown = (input.form ?? document).querySelector("[data-verdict]");
  if (!shown || !input.files.length || !crypto.subtle) return;
  const same = (await digest(input.files[0])) === input.dataset.sha256;
  shown.textContent = words(same ? "same" : "different");
  shown.dataset.verdict = same ? "same" : "different";
}

async function digest(file) {
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
