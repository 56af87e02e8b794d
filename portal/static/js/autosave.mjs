// Sends each answer as soon as it is given. The line at the foot tells what is safe and what is not yet.
import { words } from "./words.mjs";

const PAUSE = 1200;
const LONGEST = 60;
const TYPED = "input:not([type=hidden]), select, textarea";

export function start(page) {
  for (const form of page.querySelectorAll("form[data-autosave]")) new Autosave(form);
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.revision = Number(form.dataset.revision || 0);
    this.line = document.querySelector(`[data-saving="${form.id}"]`);
    this.waiting = new Set();
    this.underWay = null;
    this.leaving = false;
    this.stopped = false;
    this.delay = 2;
    this.listen();
    // What came along with a change of the language stands on the page and nowhere else yet.
    if (form.dataset.unsaved !== undefined) for (const field of form.querySelectorAll(TYPED)) this.note(field, 0);
  }

  listen() {
    this.form.addEventListener("input", (event) => this.note(event.target, PAUSE));
    this.form.addEventListener("change", (event) => this.note(event.target, 0));
    // Captured, so that it comes before whoever counts how often the form is sent.
    this.form.addEventListener("submit", (event) => this.leave(event), { capture: true });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.flush(); });
    window.addEventListener("pagehide", () => this.flush());
    window.addEventListener("online", () => { if (this.waiting.size) this.send(); });
  }

  note(field, pause) {
    if (!field.name || field.type === "file" || field.type === "password") return;
    this.waiting.add(question(field.name));
    this.plan(pause);
  }

  plan(pause) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.send(), pause);
  }

  body(questions) {
    const answers = {};
    for (const [name, value] of new FormData(this.form)) {
      if (questions.has(question(name)) && typeof value === "string") (answers[name] ??= []).push(value);
    }
    return JSON.stringify({ revision: this.revision, answers });
  }

  request(questions, more = {}) {
    const proof = this.form.querySelector("[name=csrf_token]")?.value ?? "";
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": proof };
    return fetch(this.form.dataset.autosave, { method: "POST", headers, body: this.body(questions), ...more });
  }

  async send() {
    if (this.underWay || this.stopped || !this.waiting.size) return;
    const sent = this.waiting;
    this.waiting = new Set();
    this.say(words("saving"));
    this.underWay = this.deliver(sent);
    await this.underWay;
    this.underWay = null;
    if (this.waiting.size && !this.failed) this.plan(0);
  }

  async deliver(sent) {
    try {
      await this.receive(await this.request(sent));
    } catch {
      for (const name of sent) this.waiting.add(name);
      this.retry();
    }
  }

  // The page goes on its way only when the last answer has arrived: otherwise the two would look like two
  // windows of which each changed the same answer.
  leave(event) {
    clearTimeout(this.timer);
    if (!this.underWay) { this.stopped = true; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    if (this.leaving) return;
    this.leaving = true;
    button?.setAttribute("aria-busy", "true");
    this.underWay.then(() => { this.leaving = false; this.form.requestSubmit(button); });
  }

  async receive(answer) {
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 409 && told.conflict) return this.conflict(told.conflict);
    if (!answer.ok) throw new Error(String(answer.status));
    this.revision = told.revision;
    this.form.dataset.revision = told.revision;
    const base = this.form.querySelector("[name=_revision]");
    if (base) base.value = told.revision;
    this.failed = false;
    this.delay = 2;
    this.say(words("saved", { time: told.saved_at }));
    this.complain(told.problems ?? {});
  }

  retry() {
    this.failed = true;
    this.say(words("notSaved", { seconds: this.delay }), true);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "plain-button";
    again.textContent = words("tryAgain");
    again.addEventListener("click", () => { this.failed = false; this.send(); });
    this.line?.append(" ", again);
    this.timer = setTimeout(() => { this.failed = false; this.send(); }, this.delay * 1000);
    this.delay = Math.min(this.delay * 2, LONGEST);
  }

  conflict(url) {
    this.stopped = true;
    this.say(words("conflict"), true);
    const link = document.createElement("a");
    link.className = "kern-link";
    link.href = url;
    link.textContent = words("compare");
    // What stands in this window is sent as well, so that the answer can show both versions.
    link.addEventListener("click", (event) => { event.preventDefault(); this.form.requestSubmit(); });
    this.line?.append(" ", link);
  }

  // What the server could not read is told at its field; the answer stays as it was typed.
  complain(problems) {
    for (const old of this.form.querySelectorAll("[data-told]")) old.remove();
    for (const [name, sentence] of Object.entries(problems)) {
      const field = this.form.elements[name];
      const control = field instanceof RadioNodeList ? field[0] : field;
      const row = control?.closest(".kern-form-input, .kern-fieldset, .declaration");
      if (!row) continue;
      const note = document.createElement("p");
      note.className = "kern-error";
      note.dataset.told = "";
      note.setAttribute("role", "status");
      note.textContent = sentence;
      row.append(note);
    }
  }

  flush() {
    if (this.stopped || !this.waiting.size) return;
    const sent = this.waiting;
    this.waiting = new Set();
    this.request(sent, { keepalive: true }).then((answer) => this.receive(answer)).catch(() => {
      for (const name of sent) this.waiting.add(name);
    });
  }

  say(text, failed = false) {
    if (!this.line) return;
    this.line.textContent = text;
    this.line.classList.toggle("saving--failed", failed);
  }
}

// All fields of one question travel together: “works-2-year” belongs to “works”.
function question(name) {
  return name.split("-")[0];
}
