// The judge's pad: running sums as typed, buttons for half a point, arrow keys, a word at once when a mark is out of
// bounds; it says when the line is cut, and follows what the same judge enters on another device.
(function () {
  "use strict";
  const form = document.querySelector("form[data-pad]");
  if (!form) return;
  const LOOK = 10000, PATIENCE = 6000;
  const marks = Array.from(form.querySelectorAll(".mark-row input:not([type=hidden])"));

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
      marks.filter(function (input) { return group.contains(input) && good(input); }).forEach(function (input) {
        part += tenths(input.value);
        given += 1;
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

  function step(input, sign) {
    const by = tenths(input.step), most = tenths(input.max);
    const now = good(input) ? tenths(input.value) : sign > 0 ? -by : most + by;
    input.value = shown(Math.min(most, Math.max(0, now + sign * by)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function stepper(input, sign, text, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mark-step";
    button.textContent = text;
    button.setAttribute("aria-label", label);
    button.tabIndex = -1;
    button.addEventListener("click", function () { step(input, sign); });
    return button;
  }

  marks.forEach(function (input, place) {
    const name = input.closest(".mark-row").querySelector("label").textContent;
    input.before(stepper(input, -1, "−", name + "减" + input.step + "分"));
    input.after(stepper(input, 1, "+", name + "加" + input.step + "分"));
    input.addEventListener("wheel", function () { input.blur(); }, { passive: true });
    input.addEventListener("focus", function () { input.select(); });
    // up and down change the mark by the step of the rules, Enter goes on to the next
    input.addEventListener("keydown", function (event) {
      const sign = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
      if (sign) step(input, sign);
      else if (event.key === "Enter" && marks[place + 1]) marks[place + 1].focus();
      else return;
      event.preventDefault();
    });
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

  // The line: cut, or back. Whatever is typed lies in this machine until the server has it.
  const sign = form.querySelector("[data-cut]");
  if (!sign) return;
  let waits = 0, cut = navigator.onLine === false;

  function say() {
    sign.hidden = !cut && !waits;
    sign.textContent = "未连接，已存于本机" + (waits ? "（" + waits + "项待送出）" : "") + "。恢复连接后自动送出，可以继续打分";
  }
  form.addEventListener("saving", function (event) { waits = event.detail.waits; say(); });
  window.addEventListener("offline", function () { cut = true; say(); });

  // What another device of the same judge entered is shown here; what is typed here and not sent yet is left alone.
  function look() {
    if (document.hidden) return;
    const stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PATIENCE);
    fetch(form.dataset.state, { credentials: "same-origin", redirect: "manual", cache: "no-store", signal: stop.signal })
      .then(function (answer) {
        cut = false;
        if (answer.status === 409 || answer.status === 404) { location.reload(); return null; }
        return answer.ok ? answer.json() : null;
      })
      .then(function (told) {
        if (!told) return;
        const news = {};
        Object.keys(told.values).forEach(function (name) { news[name] = { value: [told.values[name]], by: "另一台设备", at: told.at, serial: "" }; });
        form.dispatchEvent(new CustomEvent("elsewhere", { detail: news }));
      })
      .catch(function () { cut = true; })
      .finally(function () { clearTimeout(timer); say(); });
  }
  setInterval(look, LOOK);
  window.addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  say();
})();
