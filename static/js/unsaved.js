/* Typed text that was not sent is neither lost nor forgotten.

   Leaving by a link asks first. Sending one form of a page puts the others aside, in this tab's own storage, and the
   page that comes back has them again; what was put aside goes when it is sent, or at signing out. */

const aside = (form) => `assay-unsaved:${form.action}`;
const fields = (form) => [...form.elements].filter((field) => field.name && !field.name.endsWith("csrf_token"));

function putAside(form) {
  const kept = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.endsWith("csrf_token"));
  sessionStorage.setItem(aside(form), JSON.stringify(kept));
}

function bringBack(form) {
  const kept = sessionStorage.getItem(aside(form));
  if (!kept) return false;
  sessionStorage.removeItem(aside(form));
  const values = new Map();
  for (const [name, value] of JSON.parse(kept)) values.set(name, [...(values.get(name) || []), value]);
  for (const field of fields(form)) {
    const found = values.get(field.name) || [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = found.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = found.includes(option.value);
    else if (field.type !== "file" && field.type !== "submit" && found.length) field.value = found[0];
  }
  const word = document.createElement("p");
  word.className = "notice";
  word.textContent = "Not saved yet: what you typed here is as you left it.";
  form.prepend(word);
  form.closest("details")?.setAttribute("open", "");
  return true;
}

export function keepUnsaved() {
  const changed = new Set();
  let sending = false;
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    if (bringBack(form)) changed.add(form);
    form.addEventListener("input", () => changed.add(form));
  }
  addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "dialog") return;
    if (event.target.action.endsWith("/sign-out")) {
      sessionStorage.clear();
      return;
    }
    sending = true;
    for (const form of changed) if (form !== event.target) putAside(form);
    sessionStorage.removeItem(aside(event.target));
  });
  addEventListener("pageshow", () => { sending = false; });
  addEventListener("beforeunload", (event) => {
    if (changed.size && !sending) event.preventDefault();
    sending = false;
  });
}
