// Locking over a line that may be cut: the same submission is sent until it is answered, and counts once. What was not
// answered yet lies in this machine, and is sent again when the judge comes back to the pad, the review or the desk.
(function () {
  "use strict";
  const PREFIX = "haizhi:lock:", AGAIN = 3000, PATIENCE = 8000;
  const form = document.querySelector("form[data-lock]"), place = form || document.querySelector("[data-owner]");
  if (!place) return;
  const owner = PREFIX + place.dataset.owner + ":";

  function kept() {
    try {
      const name = Object.keys(localStorage).find(function (key) { return key.startsWith(owner); });
      return name ? { name: name, sent: JSON.parse(localStorage.getItem(name)) } : null;
    } catch (error) { return null; }
  }
  function keep(name, sent) {
    try { localStorage.setItem(name, JSON.stringify(sent)); } catch (error) { /* full or forbidden: it is sent now all the same */ }
  }
  function drop(name) {
    try { localStorage.removeItem(name); } catch (error) { /* forbidden: nothing was stored either */ }
  }
  function sign(text) {
    let note = document.querySelector("[data-sending]");
    if (!note) {
      note = document.createElement("p");
      note.className = "note stop";
      note.dataset.sending = "";
      note.setAttribute("role", "alert");
      document.querySelector(".body").prepend(note);
    }
    note.textContent = text;
  }

  function send(name, sent) {
    const body = new URLSearchParams(sent.fields), stop = new AbortController();
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) body.set("csrfmiddlewaretoken", token.value);
    const timer = setTimeout(function () { stop.abort(); }, PATIENCE);
    return fetch(sent.url, { method: "POST", body: body, credentials: "same-origin", redirect: "manual", signal: stop.signal })
      .then(function (answer) {
        if (answer.status >= 500) throw new TypeError("again");
        drop(name);
        if (answer.status === 422 && form) { form.submit(); return; } // refused: the page that says why is the answer
        // done leads to the receipt; whoever was signed out or refused is told on the review's own page
        location.assign(answer.type === "opaqueredirect" ? sent.after : sent.url);
      })
      .catch(function () {
        sign("未连接，评分表已存于本机，尚未锁定。恢复连接后自动送出，请不要关闭此页。");
        setTimeout(function () { send(name, sent); }, AGAIN);
      })
      .finally(function () { clearTimeout(timer); });
  }

  if (form) {
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented) return;
      event.preventDefault();
      const fields = {}, name = owner + location.pathname;
      new FormData(form).forEach(function (value, field) { fields[field] = String(value); });
      const sent = { url: location.pathname, after: form.dataset.lock, fields: fields };
      keep(name, sent);
      form.querySelector("[type=submit]").setAttribute("aria-disabled", "true");
      send(name, sent);
    });
  }
  const before = kept();
  if (before && before.sent) {
    sign("上次锁定还没有送达，正在重新送出…");
    send(before.name, before.sent);
  }
})();
