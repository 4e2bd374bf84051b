/* A new document: what is too large is told before it is sent. The server has the same limits. */

import { focusFirstError } from "./focus.js";
import { codePoints } from "./reader/place.js";
import { keepUnsaved } from "./unsaved.js";

const form = document.querySelector("form[data-document]");
const { text, file } = form.elements;

/** What is wrong with a text, or nothing. */
function aboutText(words) {
  const most = Number(text.dataset.most);
  if (words.length <= most) return "";
  const length = codePoints(words);
  return length > most
    ? `This text has ${told(length)} characters; at most ${told(most)} can be taken in. Take in the part to check.`
    : "";
}

/** What is wrong with the chosen file, or nothing. */
function aboutFile() {
  const chosen = file.files[0];
  const most = Number(file.dataset.most);
  if (!chosen || chosen.size <= most) return "";
  return `This file has ${(chosen.size / 1e6).toFixed(1)} MB; at most ${most / 1e6} MB can be taken in. Choose the part to check.`;
}

const told = (number) => number.toLocaleString("en");

/** Puts a message beside a field, as the server does, or takes it away. */
function tell(field, message) {
  const place = field.closest(".field");
  const id = `${field.id}-too-large`;
  document.getElementById(id)?.remove();
  place.classList.toggle("field-invalid", Boolean(message) || Boolean(place.querySelector(".field-errors")));
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((name) => name && name !== id);
  if (message) {
    const list = document.createElement("ul");
    list.className = "field-errors";
    list.id = id;
    list.append(Object.assign(document.createElement("li"), { textContent: message }));
    field.before(list);
    described.push(id);
    field.setAttribute("aria-invalid", "true");
  } else if (!place.querySelector(".field-errors")) field.removeAttribute("aria-invalid");
  field.setAttribute("aria-describedby", described.join(" "));
}

function check() {
  const wrong = [
    [text, aboutText(text.value)],
    [file, aboutFile()],
  ];
  for (const [field, message] of wrong) tell(field, message);
  return wrong.find(([, message]) => message)?.[0];
}

file.addEventListener("change", check);
text.addEventListener("change", check);
// A browser stands still over a text that is far too long: it is told before it is put in.
text.addEventListener("paste", (event) => {
  const message = aboutText(event.clipboardData.getData("text/plain"));
  if (!message) return;
  event.preventDefault();
  tell(text, message);
});
form.addEventListener("submit", (event) => {
  const field = check();
  if (!field) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nothing was sent: what was typed is still unsaved
  field.focus();
});
keepUnsaved();
focusFirstError();
