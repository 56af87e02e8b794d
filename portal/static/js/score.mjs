// The score sheet: a live total, and keys for those who have forty-five cases and one evening.
export function start(page) {
  for (const form of page.querySelectorAll("form[data-score]")) {
    form.addEventListener("change", () => total(form));
    document.addEventListener("keydown", (event) => press(form, event));
    for (const anchor of form.querySelectorAll("[data-anchors]")) follow(anchor);
    total(form);
  }
}

// The weighted mean of the marks given so far, as the server computes it.
function total(form) {
  let points = 0, weights = 0, open = 0;
  for (const criterion of form.querySelectorAll("[data-weight]")) {
    const chosen = criterion.querySelector("input[type=radio]:checked");
    if (!chosen) { open += 1; continue; }
    points += Number(chosen.dataset.points ?? chosen.value) * Number(criterion.dataset.weight);
    weights += Number(criterion.dataset.weight);
  }
  const shown = form.querySelector("[data-total]");
  if (!shown) return;
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const mean = weights ? points / weights : 0;
  shown.textContent = weights ? mean.toLocaleString(document.documentElement.lang, digits) : "–";
  shown.dataset.open = open;
}

// The words of the mark that is chosen stand under the row of marks.
function follow(anchor) {
  const criterion = anchor.closest("[data-weight]");
  const show = () => {
    const chosen = criterion.querySelector("input[type=radio]:checked");
    anchor.textContent = chosen?.dataset.anchor ?? "";
  };
  criterion.addEventListener("change", show);
  show();
}

function press(form, event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(form, event);
  if (event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
  if (event.key === "j") return go("next");
  if (event.key === "k") return go("previous");
  if (event.key === "c") return comment(form, event);
  if (/^[1-9]$/.test(event.key)) mark(form, event.key);
}

function types(field) {
  const typing = field.matches("textarea, select, [contenteditable]");
  return typing || (field.matches("input") && !["radio", "checkbox", "button", "submit"].includes(field.type));
}

function go(way) {
  document.querySelector(`a[data-${way}]`)?.click();
}

function comment(form, event) {
  event.preventDefault();
  form.querySelector("[data-comment]")?.focus();
}

function send(form, event) {
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[data-next]") ?? form.querySelector("button[type=submit]"));
}

// A digit marks the criterion in which the reader is, else the first one that is still open.
function mark(form, points) {
  const all = [...form.querySelectorAll("[data-weight]")];
  const here = document.activeElement?.closest?.("[data-weight]");
  const target = here ?? all.find((one) => !one.querySelector("input[type=radio]:checked"));
  const input = target?.querySelector(`input[type=radio][value="${points}"]`);
  if (!input) return;
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  const following = all.slice(all.indexOf(target) + 1).find((one) => !one.querySelector("input[type=radio]:checked"));
  (following?.querySelector("input[type=radio]") ?? input).focus();
}
