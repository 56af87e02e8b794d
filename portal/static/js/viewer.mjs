// Pictures one at a time on a neutral ground, with arrow keys; without script they are plain links.
import { words } from "./words.mjs";

export function start(page) {
  for (const gallery of page.querySelectorAll("[data-viewer]")) new Viewer(gallery);
}

class Viewer {
  constructor(gallery) {
    this.links = [...gallery.querySelectorAll(".gallery__link")];
    this.labels = gallery.dataset;
    this.links.forEach((link, place) => link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(place);
    }));
  }

  build() {
    this.dialog = document.createElement("dialog");
    this.dialog.className = "viewer";
    this.picture = document.createElement("img");
    this.picture.className = "viewer__picture";
    this.told = document.createElement("p");
    this.told.className = "viewer__words";
    this.told.setAttribute("role", "status");
    const bar = document.createElement("div");
    bar.className = "viewer__bar";
    bar.append(
      this.button("←", this.labels.previous, () => this.show(this.place - 1)),
      this.button("→", this.labels.next, () => this.show(this.place + 1)),
      this.told,
      this.button("✕", this.labels.close, () => this.dialog.close()),
    );
    this.dialog.append(this.picture, bar);
    this.dialog.addEventListener("keydown", (event) => this.press(event));
    this.dialog.addEventListener("close", () => this.links[this.place].focus());
    document.body.append(this.dialog);
  }

  button(sign, label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "viewer__button";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  open(place) {
    if (!this.dialog) this.build();
    this.dialog.showModal();
    this.show(place);
  }

  show(place) {
    this.place = (place + this.links.length) % this.links.length;
    const link = this.links[this.place];
    const preview = link.querySelector("img");
    this.picture.src = link.href;
    this.picture.alt = preview?.alt ?? "";
    const facts = { number: this.place + 1, total: this.links.length };
    this.told.textContent = `${words("picture", facts)} · ${preview?.alt ?? ""}`;
    this.dialog.setAttribute("aria-label", this.told.textContent);
  }

  press(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(this.place + step);
  }
}
