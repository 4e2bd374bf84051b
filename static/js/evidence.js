/* Evidence by keyboard: 1 to 4 choose the stance (outside of text fields), Ctrl+Enter sends. */
export function evidenceKeys() {
  const form = document.querySelector("[data-evidence]");
  if (!form) return;
  hideNewSource(form);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit();
      return;
    }
    const stances = form.querySelectorAll("input[type=radio][name$=stance]");
    const chosen = stances[Number(event.key) - 1];
    if (chosen && event.target.type === "radio") {
      chosen.checked = true;
      chosen.focus();
    }
  });
}

/* A source on file needs no description. */
function hideNewSource(form) {
  const choice = form.querySelector("select[name$=source_id]");
  const fields = form.querySelector(".new-source");
  if (!choice || !fields) return;
  const update = () => { fields.hidden = choice.value !== ""; };
  choice.addEventListener("change", update);
  update();
}
