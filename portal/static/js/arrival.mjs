// Waits for a document that is being made, and shows the page again when it is there.
const PAUSE = 1000;

export function start(page) {
  for (const note of page.querySelectorAll("[data-arrival]")) wait(note.dataset.arrival);
}

async function wait(url) {
  try {
    const answer = await fetch(url, { method: "HEAD", redirect: "manual" });
    if (answer.ok) return location.reload();
  } catch { /* the next try will tell */ }
  setTimeout(() => wait(url), PAUSE);
}
