// A form is sent once: while it is on its way its button rests. The server would take it only once anyway.
export function start(page) {
  for (const form of page.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) return event.preventDefault();
      // Where a file is the answer, this page stays and can be sent again.
      if (event.defaultPrevented || event.submitter?.dataset.stays !== undefined) return;
      form.dataset.sent = "yes";
      event.submitter?.setAttribute("aria-busy", "true");
    });
  }
  // The back button shows the page as it was left; it may be sent again then.
  window.addEventListener("pageshow", () => {
    for (const form of page.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    }
  });
}
