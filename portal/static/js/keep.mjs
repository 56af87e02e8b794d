// The language switch keeps what was typed: it waits in this window only, and is put back once.
const KEY = `typed:${location.pathname}`;
const NEVER = ["password", "file", "hidden"];

export function start(page) {
  const forms = [...page.querySelectorAll("form[data-keep]")];
  restore(forms);
  page.querySelector("form.language")?.addEventListener("submit", () => {
    sessionStorage.setItem(KEY, JSON.stringify(forms.map(read)));
  });
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !NEVER.includes(field.type));
}

function read(form) {
  return fields(form).map((field) => (isTick(field) ? field.checked : field.value));
}

function restore(forms) {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (!kept) return;
  forms.forEach((form, place) => fields(form).forEach((field, number) => {
    const value = kept[place]?.[number];
    if (value === undefined) return;
    if (isTick(field)) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }));
}

function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}
