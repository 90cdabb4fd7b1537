/* The strategy page's sliders: each moves its number, and a change asks for a new preview.
   Without this script the numbers are typed and "Preview" is pressed. */
"use strict";

(function () {
  const form = document.getElementById("rc-tune");
  const changed = () => form.dispatchEvent(new Event("rc-changed"));

  form.classList.add("rc-scripted");

  for (const slider of form.querySelectorAll("[data-slides]")) {
    const number = document.getElementById(slider.dataset.slides);
    slider.hidden = false;
    slider.addEventListener("input", () => { number.value = slider.value; mark(number); changed(); });
    number.addEventListener("input", () => { slider.value = number.value; mark(number); changed(); });
    mark(number);
  }
  for (const button of form.querySelectorAll("[data-resets]")) {
    const number = document.getElementById(button.dataset.resets);
    button.addEventListener("click", () => {
      number.value = number.dataset.default;
      number.dispatchEvent(new Event("input"));
      number.focus();
    });
  }
  for (const select of form.querySelectorAll("select")) select.addEventListener("change", () => {
    if (select.name === "lively") form.elements.shopper.value = "";
    if (select.name === "lively" || select.name === "placement") { form.elements.about.value = ""; form.elements.category.value = ""; }
    optional();
    changed();
  });
  for (const name of ["shopper", "about"]) form.elements[name].addEventListener("change", changed);
  optional();

  /* "Reset" is there where there is something to reset. */
  function mark(number) {
    const button = form.querySelector(`[data-resets="${number.id}"]`);
    if (button) button.hidden = Number(number.value) === Number(number.dataset.default);
  }

  /* What a page is about is asked for where it is about something. */
  function optional() {
    for (const label of form.querySelectorAll("label[data-for]"))
      label.hidden = !label.dataset.for.split(" ").includes(form.elements.placement.value);
  }

  /* What is wrong is said at its slider, also while sliding. */
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "rc-preview") return;
    for (const param of form.querySelectorAll("[data-param]")) {
      const name = param.dataset.param;
      const said = event.target.querySelector(`[data-errors] [data-name="${CSS.escape(name)}"] [data-said]`);
      param.classList.toggle("rc-wrong", Boolean(said));
      param.querySelector(".rc-error").textContent = said ? said.textContent : "";
      const input = param.querySelector("[name]");
      if (said) { input.setAttribute("aria-invalid", "true"); param.closest("details").open = true; }
      else input.removeAttribute("aria-invalid");
    }
  });
})();
