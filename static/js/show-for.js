/* Fields that matter for one choice only stand out of the way for the others. */
export function showFor() {
  for (const place of document.querySelectorAll("[data-shown-for]")) {
    const form = place.closest("form");
    const update = () => {
      const chosen = [...form.querySelectorAll("input[type=radio]:checked")];
      place.hidden = !chosen.some((radio) => radio.value === place.dataset.shownFor);
    };
    form.addEventListener("change", update);
    update();
  }
}
