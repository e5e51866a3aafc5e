// The judge's pad: running sums as typed, buttons for half a point, a word at once when a mark is out of bounds.
(function () {
  "use strict";
  const form = document.querySelector("form[data-pad]");
  if (!form) return;
  const marks = Array.from(form.querySelectorAll(".mark-row input"));

  function tenths(text) { return Math.round(parseFloat(text) * 10); }
  function shown(n) { return (n / 10).toFixed(n % 10 ? 1 : 0); }
  function good(input) {
    const n = tenths(input.value);
    return !isNaN(n) && n >= 0 && n <= tenths(input.max) && n % tenths(input.step) === 0 && Math.abs(parseFloat(input.value) * 10 - n) < 1e-9;
  }

  function sum() {
    let total = 0, given = 0;
    form.querySelectorAll("[data-group]").forEach(function (group) {
      let part = 0;
      group.querySelectorAll(".mark-row input").forEach(function (input) {
        if (good(input)) { part += tenths(input.value); given += 1; }
      });
      group.querySelector("[data-subtotal]").textContent = shown(part);
      total += part;
    });
    form.querySelector("[data-total]").textContent = shown(total);
    form.querySelector("[data-given]").textContent = given;
  }

  function check(input) {
    const row = input.closest(".mark-row"), wrong = (input.value !== "" || input.validity.badInput) && !good(input);
    let said = row.querySelector(".errors");
    row.classList.toggle("wrong", wrong);
    input.setAttribute("aria-invalid", wrong ? "true" : "false");
    if (wrong && !said) {
      said = document.createElement("p");
      said.className = "errors";
      said.id = input.id + "_error";
      said.textContent = "请打0至" + input.max + "分，以" + input.step + "分为单位";
      row.appendChild(said);
      input.setAttribute("aria-describedby", said.id);
    } else if (!wrong && said) {
      said.remove();
      input.removeAttribute("aria-describedby");
    }
  }

  function stepper(input, sign, text, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mark-step";
    button.textContent = text;
    button.setAttribute("aria-label", label);
    button.tabIndex = -1;
    button.addEventListener("click", function () {
      const now = good(input) ? tenths(input.value) : sign > 0 ? -tenths(input.step) : tenths(input.max) + tenths(input.step);
      const next = Math.min(tenths(input.max), Math.max(0, now + sign * tenths(input.step)));
      input.value = shown(next);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return button;
  }

  marks.forEach(function (input) {
    const name = input.closest(".mark-row").querySelector("label").textContent;
    input.before(stepper(input, -1, "−", name + "减" + input.step + "分"));
    input.after(stepper(input, 1, "+", name + "加" + input.step + "分"));
    input.addEventListener("wheel", function () { input.blur(); }, { passive: true });
  });
  // What is out of bounds is told here and stays here: it would only come back refused.
  ["input", "change"].forEach(function (name) {
    form.addEventListener(name, function (event) {
      if (!marks.includes(event.target)) return;
      check(event.target);
      sum();
      if (event.target.closest(".mark-row").classList.contains("wrong")) event.stopPropagation();
    }, true);
  });
  form.addEventListener("counted", sum);
  sum();
})();
