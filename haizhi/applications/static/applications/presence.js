// Who else has this section open, and what they saved in it: asked every 20 seconds while the page is in view.
// A field that nobody touched here takes what was saved elsewhere; a touched one is left to autosave.js.
(function () {
  "use strict";
  const place = document.querySelector("[data-presence]");
  if (!place || !document.querySelector("[name=csrfmiddlewaretoken]")) return;
  const PAUSE = 20000;
  const form = document.querySelector("form[data-autosave]");
  const known = {};
  let etag = "", timer = 0, asking = false;
  const token = document.querySelector("[name=csrfmiddlewaretoken]"), own = windowName();

  // A window is one neighbour, however many pages it opens one after another.
  function windowName() {
    const fresh = Array.from(crypto.getRandomValues(new Uint8Array(8)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    try {
      const known = sessionStorage.getItem("haizhi:window") || fresh;
      sessionStorage.setItem("haizhi:window", known);
      return known;
    } catch (error) { return fresh; }
  }

  function show(lines) {
    let line = place.querySelector(".here-line");
    if (!line) {
      line = document.createElement("p");
      line.className = "here-line";
      place.append(line);
    }
    line.textContent = lines.join("；");
  }

  function pass(changed) {
    if (!form) return;
    const seen = form.elements.seen, from = seen ? Number(seen.value.split(".")[0]) : 0;
    const fresh = {};
    Object.keys(changed).forEach(function (name) {
      const serial = changed[name].serial;
      if (serial <= from || serial <= (known[name] || 0)) return;
      known[name] = serial;
      fresh[name] = changed[name];
    });
    if (Object.keys(fresh).length) form.dispatchEvent(new CustomEvent("elsewhere", { detail: fresh }));
  }

  function ask() {
    clearTimeout(timer);
    if (document.hidden || asking) return;
    asking = true;
    const said = new FormData();
    said.append("csrfmiddlewaretoken", token.value);
    said.append("window", own);
    said.append("etag", etag);
    ["section", "record", "page"].forEach(function (name) { said.append(name, place.dataset[name]); });
    fetch(place.dataset.presence, { method: "POST", body: said, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (answer.status !== 200) return null;
        etag = answer.headers.get("ETag") || "";
        return answer.json();
      })
      .then(function (said) {
        if (!said) return;
        show(said.here);
        pass(said.changed);
      })
      .catch(function () { /* offline: the next question finds out */ })
      .finally(function () {
        asking = false;
        timer = setTimeout(ask, PAUSE);
      });
  }

  document.addEventListener("visibilitychange", ask);
  window.addEventListener("online", ask);
  ask();
})();
