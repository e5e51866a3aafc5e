// A form with data-autosave="address" saves each field a moment after it was last typed in.
// What the server has not yet confirmed also lies in the browser, with the value it was typed over: on return it is
// put back if the server still holds that value, and offered beside the field if someone changed it meanwhile.
(function () {
  "use strict";
  const PAUSE = 900, PREFIX = "haizhi:draft:";

  function stored(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; }
  }
  function store(key, copy) {
    try { localStorage.setItem(key, JSON.stringify(copy)); } catch (error) { /* full or forbidden: the server's copy remains */ }
  }
  function drop(key) {
    try { localStorage.removeItem(key); } catch (error) { /* forbidden: nothing was stored either */ }
  }
  function clock() {
    return new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" }).format(new Date());
  }

  function start(form) {
    const address = form.dataset.autosave;
    const state = form.querySelector("[data-autosave-state]");
    const timers = {}, running = {}, dirty = {}, confirmed = {}, failed = {};

    function key(name) { return PREFIX + address + ":" + name; }
    function controls(name) {
      return Array.from(form.elements).filter(function (control) { return control.name === name; });
    }
    function kept(control) {
      return control.name && control.name !== "csrfmiddlewaretoken" && !control.disabled &&
        !["file", "password", "hidden", "submit", "button"].includes(control.type);
    }
    function values(name) { return new FormData(form).getAll(name).map(String); }
    function say(text, lost) {
      if (!state) return;
      state.textContent = text;
      state.classList.toggle("lost", Boolean(lost));
    }

    // "Saved" is said only when nothing on the page is still unsaved.
    function report() {
      const first = Object.keys(failed)[0];
      if (first) say(failed[first], true);
      else say("已保存 " + clock());
    }

    function put(name, list) {
      controls(name).forEach(function (control, place) {
        if (control.type === "checkbox" || control.type === "radio") control.checked = list.includes(control.value);
        else if (control.tagName === "SELECT") Array.from(control.options).forEach(function (option) { option.selected = list.includes(option.value); });
        else control.value = list[place] === undefined ? "" : list[place];
        control.dispatchEvent(new Event("counted", { bubbles: true }));
      });
    }

    function refusal(answer) {
      return answer.json().catch(function () { return {}; }).then(function (said) {
        throw new Error((said.error || "未能保存") + "。内容已留在本机");
      });
    }

    function send(name) {
      if (running[name]) { dirty[name] = true; return; }
      const list = values(name), body = new FormData();
      const token = form.elements.csrfmiddlewaretoken, seen = form.elements.seen;
      body.append("csrfmiddlewaretoken", token ? token.value : "");
      body.append("field", name);
      if (seen) body.append("seen", seen.value);
      list.forEach(function (value) { body.append(name, value); });
      running[name] = true;
      say("正在保存…");
      fetch(address, { method: "POST", body: body, credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "XMLHttpRequest" } })
        .then(function (answer) {
          if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Error("登录已过期，内容已留在本机。请重新登录后回到此页");
          if (!answer.ok) return refusal(answer);
          confirmed[name] = JSON.stringify(list);
          if (JSON.stringify(values(name)) === confirmed[name]) drop(key(name));
          delete failed[name];
        })
        .catch(function (error) {
          failed[name] = error instanceof TypeError ? "网络中断，内容已留在本机，恢复后自动保存" : error.message;
          if (error instanceof TypeError) dirty[name] = "wait";
        })
        .finally(function () {
          running[name] = false;
          report();
          if (dirty[name] === true) { dirty[name] = false; send(name); }
        });
    }

    function later(event) {
      const control = event.target;
      if (!kept(control)) return;
      const name = control.name;
      const typed = values(name);
      if (confirmed[name] === JSON.stringify(typed) && !timers[name] && !running[name]) {
        drop(key(name));
        if (failed[name]) { delete failed[name]; report(); }
        return;
      }
      store(key(name), { value: typed, over: confirmed[name], at: clock() });
      clearTimeout(timers[name]);
      timers[name] = setTimeout(function () { timers[name] = 0; send(name); }, PAUSE);
    }

    function offer(name, copy) {
      const note = document.createElement("div"), text = document.createElement("p"), row = document.createElement("div");
      const take = document.createElement("button"), leave = document.createElement("button");
      note.className = "note wait";
      row.className = "btn-row";
      take.type = leave.type = "button";
      take.className = leave.className = "btn compact";
      text.textContent = "这一项在别处改过。本机另有 " + copy.at + " 未保存的内容：" + copy.value.join("、");
      take.textContent = "改用本机内容";
      leave.textContent = "不用";
      row.append(take, leave);
      note.append(text, row);
      take.addEventListener("click", function () { note.remove(); put(name, copy.value); send(name); });
      leave.addEventListener("click", function () { note.remove(); drop(key(name)); });
      const first = controls(name)[0];
      (first.closest(".field") || first.parentNode).append(note);
    }

    form.addEventListener("input", later);
    form.addEventListener("change", later);
    window.addEventListener("online", function () {
      Object.keys(dirty).forEach(function (name) { if (dirty[name] === "wait") { dirty[name] = false; send(name); } });
    });
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented) return;
      Object.keys(timers).forEach(function (name) { clearTimeout(timers[name]); });
    });

    const names = Array.from(new Set(Array.from(form.elements).filter(kept).map(function (control) { return control.name; })));
    const restored = names.filter(function (name) {
      const copy = stored(key(name)), here = JSON.stringify(values(name));
      confirmed[name] = here;
      if (!copy || !Array.isArray(copy.value)) return false;
      if (JSON.stringify(copy.value) === here) { drop(key(name)); return false; }
      if (copy.over !== here) { offer(name, copy); return false; }
      put(name, copy.value);
      return true;
    });
    if (restored.length) {
      restored.forEach(send);
      say("已恢复本机上未保存的内容，共 " + restored.length + " 处");
    }
  }

  document.querySelectorAll("form[data-autosave]").forEach(start);

  // Signing out on purpose leaves nothing behind on a shared machine.
  document.addEventListener("submit", function (event) {
    if (!("forget" in event.target.dataset)) return;
    try {
      Object.keys(localStorage).forEach(function (name) { if (name.startsWith(PREFIX)) localStorage.removeItem(name); });
    } catch (error) { /* forbidden: nothing was stored */ }
  });
})();
