/* Where a selection stands in the document's text. The server counts Unicode code points, browsers UTF-16 units. */

const CONTEXT = 32;
// What the server takes for blanks at the ends of a passage, as far as a page can show them.
const BLANKS = "[\\t\\n \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";
const LEADING = new RegExp(`^${BLANKS}`, "u");
const TRAILING = new RegExp(`${BLANKS}$`, "u");

/** The words of a range inside the text, with their place; null if it holds no words. */
export function placeOf(range, layout) {
  const parts = [...layout.querySelectorAll(".doc-par")]
    .filter((paragraph) => range.intersectsNode(paragraph))
    .map((paragraph) => within(paragraph, range));
  while (parts.length && !parts[0].text.trim()) parts.shift();
  while (parts.length && !parts.at(-1).text.trim()) parts.pop();
  if (!parts.length) return null;
  const text = parts.map((part) => part.text).join("\n");
  const blanks = text.match(LEADING)[0];
  const trailing = text.match(TRAILING)[0];
  return {
    start: parts[0].start + codePoints(parts[0].before) + codePoints(blanks),
    quote: text.slice(blanks.length, text.length - trailing.length),
    prefix: lastOf(parts[0].before + blanks),
    suffix: firstOf(trailing + parts.at(-1).after),
  };
}

/** A paragraph's text before, in and after a range. */
function within(paragraph, range) {
  const whole = document.createRange();
  whole.selectNodeContents(paragraph);
  const chosen = whole.cloneRange();
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) > 0) {
    chosen.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) < 0) {
    chosen.setEnd(range.endContainer, range.endOffset);
  }
  const before = whole.cloneRange();
  before.setEnd(chosen.startContainer, chosen.startOffset);
  const after = whole.cloneRange();
  after.setStart(chosen.endContainer, chosen.endOffset);
  return {
    start: Number(paragraph.dataset.start),
    before: before.toString(),
    text: chosen.toString(),
    after: after.toString(),
  };
}

/** How many code points a text has: a surrogate pair is one. */
export function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

const lastOf = (text) => [...text.slice(-2 * CONTEXT)].slice(-CONTEXT).join("");
const firstOf = (text) => [...text.slice(0, 2 * CONTEXT)].slice(0, CONTEXT).join("");
