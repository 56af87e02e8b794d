// Tells before sending what the server would refuse, and shows how far the sending is.
import { words } from "./words.mjs";

const MEGABYTE = 1_000_000;

export function start(page) {
  for (const input of page.querySelectorAll("input[type=file][data-megabytes]")) {
    input.addEventListener("change", () => check(input));
    const form = input.form;
    if (form && !form.dataset.uploads) {
      form.dataset.uploads = "yes";
      form.addEventListener("submit", (event) => send(form, event));
    }
  }
}

function check(input) {
  const problem = [...input.files].map((file) => wrong(input, file)).find(Boolean) ?? "";
  input.setCustomValidity(problem);
  input.setAttribute("aria-invalid", String(Boolean(problem)));
  noteUnder(input).textContent = problem;
  return !problem;
}

function wrong(input, file) {
  const limit = Number(input.dataset.megabytes);
  const kinds = input.accept.split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
  const fits = !kinds.length || kinds.some((kind) => matches(file, kind));
  if (!fits) return words("wrongKind", { name: file.name, kinds: kinds.join(", ") });
  if (file.size > limit * MEGABYTE) {
    return words("tooLarge", { name: file.name, size: (file.size / MEGABYTE).toFixed(1), limit });
  }
  return "";
}

function matches(file, kind) {
  if (kind.startsWith(".")) return file.name.toLowerCase().endsWith(kind);
  return kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
}

function noteUnder(input) {
  const id = `${input.id}-told`;
  const known = document.getElementById(id);
  if (known) return known;
  const note = document.createElement("p");
  note.id = id;
  note.className = "kern-error";
  note.setAttribute("role", "status");
  (input.closest(".kern-form-input") ?? input.parentElement).append(note);
  return note;
}

// With files the form goes by a request that reports its progress; the answer replaces the page as always.
function send(form, event) {
  // The other language: the page is only read again, and files don’t go along.
  if (event.submitter?.name === "_language") return;
  const inputs = [...form.querySelectorAll("input[type=file][data-megabytes]")];
  if (!inputs.every(check)) {
    inputs.find((input) => !input.checkValidity())?.focus();
    event.preventDefault();
    event.stopImmediatePropagation();
    rest(form, event.submitter);
    return;
  }
  if (event.defaultPrevented || !inputs.some((input) => input.files.length)) return;
  event.preventDefault();
  transfer(form, event.submitter, progressUnder(inputs.find((input) => input.files.length)));
}

function progressUnder(input) {
  const bar = document.createElement("progress");
  bar.className = "upload__progress";
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", words("sending", { percent: 0 }));
  noteUnder(input).before(bar);
  return bar;
}

function transfer(form, submitter, bar) {
  const data = new FormData(form, submitter ?? undefined);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.lengthComputable ? Math.round((100 * event.loaded) / event.total) : 0;
    bar.setAttribute("aria-label", words("sending", { percent: bar.value }));
  });
  request.addEventListener("load", () => show(request));
  request.addEventListener("error", () => fail(form, submitter, bar));
  request.send(data);
}

// After a redirect the browser goes there; any other answer is shown as the page that the server wrote.
function show(request) {
  if (request.status < 400 && request.responseURL !== location.href) return location.assign(request.responseURL);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = document.importNode(page.querySelector("main"), true);
  document.title = page.title;
  document.querySelector("main").replaceWith(main);
  (main.querySelector("[data-focus]") ?? main).focus();
  window.scrollTo(0, 0);
  document.dispatchEvent(new CustomEvent("portal:shown", { detail: main }));
}

function fail(form, submitter, bar) {
  const note = bar.nextElementSibling;
  bar.remove();
  rest(form, submitter);
  if (note) note.textContent = words("notSent");
}

// The form was not sent after all, so it may be sent again.
function rest(form, submitter) {
  delete form.dataset.sent;
  submitter?.removeAttribute("aria-busy");
}
