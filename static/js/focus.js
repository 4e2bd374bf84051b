/* What was refused or clashed takes the focus, so that nobody looks for it. */
export function focusFirstError() {
  const place = document.querySelector("[data-autofocus]");
  if (place) place.focus();
}
