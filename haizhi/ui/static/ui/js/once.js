// A form with data-once is sent once, however often its button is pressed.
(function () {
  "use strict";

  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[data-label]").forEach(function (button) {
      button.textContent = button.dataset.label;
      button.classList.remove("busy");
      button.removeAttribute("aria-disabled");
      delete button.dataset.label;
    });
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || !("once" in form.dataset)) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter || form.querySelector("[type=submit]");
    if (!button || button.tagName !== "BUTTON") return;
    button.dataset.label = button.textContent;
    button.textContent = "正在提交…";
    button.classList.add("busy");
    button.setAttribute("aria-disabled", "true");
  });

  // Coming back by the browser's own button finds the form as it was left.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
})();
