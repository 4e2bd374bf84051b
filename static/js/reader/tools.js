/* The tools near what is selected. They send the form for pasting a passage, filled in from the selection. */

import { codePoints, placeOf } from "./place.js";

const GAP = 8;
const EXCERPT = 70;

/** Watches the selection. Gives a function that presses the button with a value, if anything is selected. */
export function selectionTools(layout) {
  const tools = document.querySelector("#reader-tools");
  const form = document.querySelector("#mark-form");
  if (!tools || !form) return () => {};
  const told = tools.querySelector("[data-selection]");
  const choices = tools.querySelector("[data-choices]");
  const reason = tools.querySelector("[data-reason]");
  const reasonField = reason.querySelector("input");
  let pointing = false;
  let waiting;

  function update() {
    if (pointing || tools.contains(document.activeElement)) return;
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const place = range && range.intersectsNode(layout) ? placeOf(range, layout) : null;
    if (place) show(range, place);
    else hide();
  }

  function show(range, place) {
    for (const [name, value] of Object.entries(place)) form.elements[name].value = value;
    const length = codePoints(place.quote);
    const most = Number(tools.dataset.longest);
    const tooLong = length > most;
    told.textContent = tooLong
      ? `This is ${length.toLocaleString("en")} characters long; a passage has at most ${most.toLocaleString("en")}.`
      : excerpt(place.quote);
    told.dir = tooLong ? "ltr" : "auto";
    for (const button of choices.querySelectorAll("button")) button.disabled = tooLong;
    ask(false);
    tools.hidden = false;
    moveTo(range);
    keepInSight(range);
  }

  function hide() {
    tools.hidden = true;
    ask(false);
    keepInSight(null);
  }

  /** Below the selection's end, or above it where there is no room below; a sheet on phones is placed by CSS alone. */
  function moveTo(range) {
    tools.style.translate = "none";
    if (getComputedStyle(tools).position !== "absolute") return;
    const frame = tools.offsetParent.getBoundingClientRect();
    const lines = [...range.getClientRects()].filter((line) => line.width > 0);
    const first = lines[0] ?? range.getBoundingClientRect();
    const last = lines.at(-1) ?? first;
    const below = last.bottom + GAP;
    const fits = below + tools.offsetHeight < innerHeight || first.top < tools.offsetHeight + GAP;
    const top = fits ? below : first.top - tools.offsetHeight - GAP;
    const edge = document.documentElement.clientWidth - tools.offsetWidth - GAP;
    const left = Math.max(GAP, Math.min(last.left, edge));
    tools.style.translate = `${left - frame.left}px ${top - frame.top}px`;
  }

  /** While the reason is typed the browser shows no selection: the words stay marked all the same. */
  function keepInSight(range) {
    if (!("highlights" in CSS)) return;
    if (range) CSS.highlights.set("chosen", new Highlight(range.cloneRange()));
    else CSS.highlights.delete("chosen");
  }

  function ask(asking) {
    choices.hidden = asking;
    reason.hidden = !asking;
    if (asking) reasonField.focus();
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 120);
  });
  layout.addEventListener("pointerdown", () => (pointing = true));
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      pointing = false;
      clearTimeout(waiting);
      waiting = setTimeout(update, 0);
    });
  }
  addEventListener("resize", update);
  // A press on a button must not drop the selection before it is read, and means what is selected now.
  tools.addEventListener("pointerdown", (event) => {
    clearTimeout(waiting);
    update();
    if (event.target.closest("button")) event.preventDefault();
  });
  tools.querySelector("[data-skip]").addEventListener("click", () => ask(true));
  tools.querySelector("[data-back]").addEventListener("click", () => {
    ask(false);
    tools.querySelector("[data-skip]").focus();
  });
  reasonField.addEventListener("input", () => (form.elements.reason.value = reasonField.value));
  reasonField.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    reason.querySelector("button[type=submit]").click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || tools.hidden) return;
    document.activeElement.blur();
    getSelection().removeAllRanges();
    hide();
  });
  // Words that are pasted over a selection have another place.
  form.elements.quote.addEventListener("input", () => {
    for (const name of ["start", "prefix", "suffix"]) form.elements[name].value = "";
  });

  return (value) => {
    clearTimeout(waiting);
    update();
    if (!tools.hidden) choices.querySelector(`button[value=${value}]`).click();
  };
}

function excerpt(quote) {
  const words = quote.replace(/\s+/gu, " ");
  const letters = [...words];
  return letters.length > EXCERPT ? `“${letters.slice(0, EXCERPT).join("")}…”` : `“${words}”`;
}
