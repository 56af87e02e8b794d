// The sum of the weights while they are typed; the server adds them up again.
export function start(page) {
  const sum = page.querySelector("[data-weights]");
  const parts = [...page.querySelectorAll("[data-weight-part]")];
  const add = () => {
    sum.textContent = parts.reduce((total, part) => total + (Number(part.value) || 0), 0);
  };
  for (const part of parts) part.addEventListener("input", add);
  add();
}
