/* Shows what would do nothing without script. */
export function showWithScript() {
  for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
}
