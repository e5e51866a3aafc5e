// The page in the hall follows the ceremony: it shows the next step as soon as somebody has done theirs elsewhere.
(function () {
  "use strict";
  const hall = document.querySelector("[data-state]");
  if (!hall || !window.fetch) return;
  const every = 3000;
  let touched = false;
  hall.addEventListener("input", function () { touched = true; });

  function look() {
    if (touched || document.hidden) return again();
    fetch(hall.dataset.state, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (state) {
        if (state && String(state.version) !== hall.dataset.version && !touched) window.location.assign(window.location.pathname);
        else again();
      }, again);
  }

  function again() { window.setTimeout(look, every); }
  again();
})();
