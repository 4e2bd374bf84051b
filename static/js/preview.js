/* The Markdown preview in place; without this script the button posts the form instead. */
export function previewMarkdown() {
  for (const button of document.querySelectorAll("[data-preview-url]")) {
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      const place = button.form.querySelector("[data-preview]");
      const body = new FormData();
      body.set("csrf_token", button.form.querySelector("[name$=csrf_token]").value);
      body.set("text", document.getElementById(button.dataset.previewOf).value);
      try {
        const answer = await fetch(button.dataset.previewUrl, { method: "POST", body });
        if (!answer.ok) throw new Error(String(answer.status));
        place.innerHTML = (await answer.json()).html; // cleaned by the server
      } catch {
        place.textContent = "The preview did not come. Save the draft, then try again.";
      }
      place.hidden = false;
    });
  }
}
