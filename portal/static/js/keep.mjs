// The form of the page goes along when the language changes; what was typed into the others waits in this window
// only, and is put back once.
const KEY = `typed:${location.pathname}`;
const NEVER = ["password", "file", "hidden", "submit", "button"];

export function start(page) {
  const forms = [...page.querySelectorAll("form[data-keep], form[role=search]")];
  restore(forms);
  for (const button of page.querySelectorAll(".language button")) {
    button.addEventListener("click", () => {
      const kept = forms.map((form) => (form === button.form ? null : read(form)));
      sessionStorage.setItem(KEY, JSON.stringify(kept));
    });
  }
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
