/* Helps of the claim's form: the passage's words, topics on file. */

import { showWithScript } from "./with-script.js";

/** Puts words where the cursor is, or in place of what is selected. */
function put(field, words) {
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

for (const button of document.querySelectorAll("[data-words]")) {
  button.addEventListener("click", () => put(document.getElementById(button.dataset.fills), button.dataset.words));
}

for (const list of document.querySelectorAll("[data-adds-to]")) {
  const field = document.getElementById(list.dataset.addsTo);
  for (const item of list.children) {
    const name = item.textContent;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: name });
    button.addEventListener("click", () => {
      const named = field.value.split(",").map((part) => part.trim()).filter(Boolean);
      if (!named.some((one) => one.toLowerCase() === name.toLowerCase())) named.push(name);
      field.value = named.join(", ");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    item.replaceChildren(button);
  }
}

showWithScript();
