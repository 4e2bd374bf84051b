/* A warning before leaving a page with typed text that was not sent. */
export function keepUnsaved() {
  const changed = new Set();
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  }
  // Another form of the page does not send what was typed in this one: it warns, too.
  addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
}
