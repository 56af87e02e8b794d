// Follows a job: asks how far it is, shows it, and leads on when it is finished.
const PAUSE = 1000;

export function start(page) {
  for (const box of page.querySelectorAll("[data-progress]")) follow(box);
}

async function follow(box) {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const job = await answer.json();
      show(box, job);
      if (job.finished) return job.next ? location.replace(job.next) : location.reload();
    }
  } catch { /* the next try will tell */ }
  setTimeout(() => follow(box), PAUSE);
}

function show(box, job) {
  const bar = box.querySelector("progress");
  bar.max = job.total || 1;
  bar.value = job.done;
  tell(box.querySelector("[role=status]"), job.count);
  tell(box.querySelector("[data-sentence]"), job.sentence);
}

function tell(place, words) {
  if (place && words && place.textContent !== words) place.textContent = words;
}
