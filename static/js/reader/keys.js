/* Keys of one letter, outside of fields; they can be turned off (WCAG 2.1.4), and this browser remembers it. */

const KEPT = "assay.reader.keys";
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]";

/** Does what a key stands for. "?" opens the list of keys. */
export function keys(actions) {
  const list = document.querySelector("#reader-keys");
  const box = document.querySelector("#use-keys");
  if (box) {
    box.checked = read() !== "off";
    box.addEventListener("change", () => write(box.checked ? "on" : "off"));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest(FIELDS)) return;
    const key = letter(event);
    const action = key === "?" && list ? () => (list.open = !list.open) : actions[key];
    if (!action || (box && !box.checked && key !== "?")) return;
    event.preventDefault();
    action();
  });
}

/** The letter of a key; on a keyboard for another script, the one in its place. */
function letter(event) {
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return event.code.startsWith("Key") ? event.code.at(-1).toLowerCase() : "";
}

function read() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // storage is closed: the keys are on
  }
}

function write(value) {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    // storage is closed: the choice holds for this page
  }
}
