// Console and big screen: the timer counts down here between two answers of the server, whose state alone is true;
// the screen asks for its board so often that it is never a second behind, and says so when it gets no answer.
(function () {
  "use strict";
  const EVERY = 700, TICK = 200, PATIENCE = 6000;
  let ahead = 0; // by how many milliseconds the server's clock is ahead of this machine's

  function set(now) {
    if (now) ahead = Number(now) - Date.now();
  }
  function text(left) {
    const seconds = left > 0 ? Math.ceil(left / 1000) : Math.floor(-left / 1000);
    const two = function (n) { return String(n).padStart(2, "0"); };
    return (left < 0 ? "+" : "") + two(Math.floor(seconds / 60)) + ":" + two(seconds % 60);
  }
  function tick() {
    document.querySelectorAll("[data-timer][data-ends-at]").forEach(function (timer) {
      const left = Number(timer.dataset.endsAt) - Date.now() - ahead, clock = timer.querySelector("[data-clock]"), said = text(left);
      if (clock.textContent === said) return;
      clock.textContent = said;
      timer.classList.toggle("over", left < 0);
      timer.classList.toggle("soon", left >= 0 && left <= 60000);
      timer.querySelector("[data-over]").hidden = left >= 0;
    });
  }
  function lost(is) {
    document.querySelectorAll("[data-lost]").forEach(function (note) { note.hidden = !is; });
  }

  document.querySelectorAll("[data-now]").forEach(function (place) { set(place.dataset.now); });
  setInterval(tick, TICK);
  tick();

  // The console: htmx swaps the part that changes; the page itself is loaded anew once nobody is typing on it.
  function isTyping() {
    const at = document.activeElement;
    return Boolean(document.querySelector("details.act[open], dialog[open]")) || (at && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  }
  document.addEventListener("htmx:afterSwap", function () {
    const live = document.querySelector("[data-live]");
    if (!live) return;
    set(live.dataset.now);
    tick();
    if ("changed" in live.dataset && !isTyping()) location.reload();
  });
  document.addEventListener("htmx:sendError", function () { lost(true); });
  document.addEventListener("htmx:timeout", function () { lost(true); });
  document.addEventListener("htmx:responseError", function (event) {
    if (event.detail.xhr.status === 401 || event.detail.xhr.status === 403) location.reload();
    else lost(true);
  });
  document.addEventListener("htmx:configRequest", function (event) { event.detail.timeout = PATIENCE; });

  // The screen: without cookies, with the tag of what it shows; 304 says that nothing changed.
  const board = document.querySelector("[data-board]");
  if (!board) return;
  let tag = "";

  function ask() {
    const stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PATIENCE);
    fetch(board.dataset.board, { credentials: "omit", cache: "no-store", signal: stop.signal, headers: tag ? { "If-None-Match": tag } : {} })
      .then(function (answer) {
        if (answer.status === 404) { location.reload(); return; }
        if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
        set(answer.headers.get("X-Now"));
        tag = answer.headers.get("ETag") || tag;
        return answer.status === 304 ? null : answer.text().then(function (content) { board.innerHTML = content; });
      })
      .then(function () { lost(false); tick(); })
      .catch(function () { lost(true); })
      .finally(function () {
        clearTimeout(timer);
        setTimeout(ask, EVERY);
      });
  }
  setTimeout(ask, EVERY);
})();
