/* Marks and their cards: one passage is the current one, in the text and beside it. */

/** Makes marks lead to their cards. Gives `step`, which goes to the next (1) or previous (-1) mark. */
export function marks(layout) {
  const numbers = [...layout.querySelectorAll(".passage-n[id]")].sort(
    (one, other) => one.dataset.n - other.dataset.n,
  );
  let current = null;

  function choose(passage) {
    current = passage;
    for (const part of layout.querySelectorAll("[aria-current]")) part.removeAttribute("aria-current");
    const own = [
      ...layout.querySelectorAll(`[data-passages~="${passage}"]`),
      document.getElementById(`card-${passage}`),
    ];
    for (const part of own) part.setAttribute("aria-current", "true");
    const card = own.at(-1);
    const folded = card.closest("details");
    if (folded) folded.open = true;
    return card;
  }

  function step(by) {
    if (!numbers.length) return;
    const at = numbers.findIndex((number) => number.dataset.passage === current);
    const next = at >= 0 ? at + by : firstInSight(numbers, by);
    const number = numbers[(next + numbers.length) % numbers.length];
    choose(number.dataset.passage);
    number.focus({ preventScroll: true });
    layout.querySelector("mark[aria-current]").scrollIntoView({ block: "center" });
  }

  layout.addEventListener("click", (event) => {
    const number = event.target.closest(".passage-n, .margin-n");
    if (number) {
      choose(number.dataset.passage ?? number.closest(".margin-card").dataset.passage);
      return;
    }
    const mark = event.target.closest(".passage");
    if (!mark || !getSelection().isCollapsed) return;
    choose(shortest(mark, layout)).scrollIntoView({ block: "nearest" });
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();

  function fromAddress() {
    const named = location.hash.match(/^#(?:passage|card)-(\d+)$/);
    if (named && document.getElementById(`card-${named[1]}`)) choose(named[1]);
  }

  return { step };
}

/** Where to begin: the first mark below the top of the window, or the last one above it. */
function firstInSight(numbers, by) {
  const below = numbers.findIndex((number) => number.getBoundingClientRect().top > 0);
  if (by > 0) return below < 0 ? 0 : below;
  return (below < 0 ? numbers.length : below) - 1;
}

/** Of overlapping passages the shortest one is meant: the others can be reached beside it. */
function shortest(mark, layout) {
  const length = (passage) =>
    [...layout.querySelectorAll(`[data-passages~="${passage}"]`)].reduce(
      (sum, part) => sum + part.textContent.length,
      0,
    );
  return mark.dataset.passages.split(" ").sort((one, other) => length(one) - length(other))[0];
}
