// A form with data-autosave="address" saves each field a moment after it was last typed in.
// What the server has not yet confirmed also lies in the browser, under the owner's name (data-owner), with the value
// it was typed over: on return it is put back if the server still holds that value, and offered beside the field if
// someone changed it meanwhile. A field that someone else saved since is shown with both texts: one of them is chosen.
// data-unsaved: the page itself shows what could not be saved, so nothing is put back.
// data-over: the server is told over which value a field was typed (initial-<name>); data-retry: seconds until it is
// sent again when the network is gone. The form hears “saving” with how many fields wait for the network.
(function () {
  "use strict";
  const PAUSE = 900, RETRY = 30000, PATIENCE = 8000, KEPT_DAYS = 30;
  const PREFIX = "haizhi:draft:", PLACE = "haizhi:place:";

  function stored(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; }
  }
  function store(key, copy) {
    try { localStorage.setItem(key, JSON.stringify(copy)); } catch (error) { /* full or forbidden: the server's copy remains */ }
  }
  function drop(key) {
    try { localStorage.removeItem(key); } catch (error) { /* forbidden: nothing was stored either */ }
  }
  // Where one was at work is known to the window alone: it comes back there after signing in again.
  function remember(key, name) {
    try { sessionStorage.setItem(key, name); } catch (error) { /* forbidden: one begins at the top */ }
  }
  function remembered(key) {
    try { return sessionStorage.getItem(key) || ""; } catch (error) { return ""; }
  }
  function clock() {
    return new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" }).format(new Date());
  }
  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  function button(text, act) {
    const made = element("button", "btn compact", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  // Copies that nobody came back for do not stay for ever.
  function sweep() {
    const oldest = Date.now() - KEPT_DAYS * 86400000;
    try {
      Object.keys(localStorage).filter(function (name) { return name.startsWith(PREFIX); }).forEach(function (name) {
        const copy = stored(name);
        if (!copy || !copy.moment || copy.moment < oldest) drop(name);
      });
    } catch (error) { /* forbidden: nothing was stored */ }
  }

  function start(form) {
    const address = form.dataset.autosave, owner = form.dataset.owner || "";
    const state = form.querySelector("[data-autosave-state]");
    const timers = {}, running = {}, dirty = {}, confirmed = {}, failed = {}, seenOf = {};
    let retry = 0;

    function key(name) { return PREFIX + owner + ":" + address + ":" + name; }
    function controls(name) {
      return Array.from(form.elements).filter(function (control) { return control.name === name; });
    }
    function kept(control) {
      return control.name && control.name !== "csrfmiddlewaretoken" && !control.disabled && !("notSaved" in control.dataset) &&
        !["file", "password", "hidden", "submit", "button"].includes(control.type);
    }
    function values(name) { return new FormData(form).getAll(name).map(String); }
    function said(name) { return JSON.stringify(values(name)); }
    function beside(name, className) {
      const first = controls(name)[0], place = first.closest(".field, .mark-row") || first.parentNode;
      const old = place.querySelector("." + className);
      if (old) old.remove();
      return place;
    }
    function say(text, lost) {
      if (!state) return;
      state.textContent = text;
      state.classList.toggle("lost", Boolean(lost));
    }

    // "Saved" is said only when nothing on the page is still unsaved.
    function report() {
      const first = Object.keys(failed)[0];
      const waits = Object.keys(failed).filter(function (name) { return failed[name].again; }).length;
      form.dispatchEvent(new CustomEvent("saving", { detail: { waits: waits } }));
      if (!first) return say("已保存 " + clock());
      say(failed[first].text, true);
      if (failed[first].link && state) {
        const link = element("a", "", "重新登录");
        link.href = location.href;
        state.append(" ", link);
      }
    }

    function put(name, list) {
      controls(name).forEach(function (control, place) {
        if (control.type === "checkbox" || control.type === "radio") control.checked = list.includes(control.value);
        else if (control.tagName === "SELECT") Array.from(control.options).forEach(function (option) { option.selected = list.includes(option.value); });
        else if (control.type !== "hidden") control.value = list[place] === undefined ? "" : list[place];
        control.dispatchEvent(new Event("counted", { bubbles: true }));
      });
    }

    // What the page showed at first is what the server compares with when the whole form is sent.
    function settle(name, list) {
      confirmed[name] = JSON.stringify(list);
      const first = form.elements["initial-" + name];
      if (first && first.type === "hidden") first.value = list[0] === undefined ? "" : list[0];
      drop(key(name));
      delete failed[name];
    }

    function refused(answer, name) {
      return answer.json().catch(function () { return {}; }).then(function (told) {
        if (told.clash) showClash(name, told.clash);
        const error = new Error((told.error || "未能保存") + "。内容已留在本机");
        error.again = answer.status >= 500;
        throw error;
      });
    }

    function accepted(answer) {
      const kind = answer.headers.get("Content-Type") || "";
      if (answer.status === 204 || !kind.includes("json")) return {};
      return answer.json().catch(function () { return {}; });
    }

    function send(name, leaving) {
      if (running[name]) { dirty[name] = true; return running[name]; }
      const list = values(name), body = new FormData();
      const token = form.elements.csrfmiddlewaretoken, seen = form.elements.seen;
      body.append("csrfmiddlewaretoken", token ? token.value : "");
      body.append("field", name);
      if (seen) body.append("seen", seenOf[name] || seen.value);
      if ("over" in form.dataset) body.append("initial-" + name, JSON.parse(confirmed[name])[0] || "");
      form.querySelectorAll("input[type=hidden][data-sent]").forEach(function (hidden) { body.append(hidden.name, hidden.value); });
      list.forEach(function (value) { body.append(name, value); });
      say("正在保存…");
      running[name] = fetch(address, { method: "POST", body: body, credentials: "same-origin", redirect: "manual", keepalive: Boolean(leaving), headers: { "X-Requested-With": "XMLHttpRequest" } })
        .then(function (answer) {
          if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
            const error = new Error("登录已过期，内容已留在本机。请重新登录后回到此页");
            error.link = true;
            throw error;
          }
          return answer.ok ? accepted(answer) : refused(answer, name);
        })
        .then(function (told) {
          Object.keys(told.set || {}).forEach(function (hidden) { if (form.elements[hidden]) form.elements[hidden].value = told.set[hidden]; });
          confirmed[name] = JSON.stringify(list);
          if ("over" in form.dataset && form.elements["initial-" + name]) form.elements["initial-" + name].value = list[0] || "";
          if (said(name) === confirmed[name]) drop(key(name));
          delete failed[name];
        })
        .catch(function (error) {
          const offline = error instanceof TypeError;
          failed[name] = { text: offline ? "网络中断，已存在本机，联网后自动保存" : error.message, link: error.link, again: offline || error.again };
          if (failed[name].again) later(again, form.dataset.retry ? Number(form.dataset.retry) * 1000 : RETRY);
        })
        .finally(function () {
          delete running[name];
          report();
          if (dirty[name]) { delete dirty[name]; send(name); }
        });
      return running[name];
    }

    function later(act, pause) {
      clearTimeout(retry);
      retry = setTimeout(act, pause);
    }
    // Each field that the server could not be told is sent again, once, and only if it still differs.
    function again() {
      Object.keys(failed).forEach(function (name) {
        if (failed[name].again && !running[name]) send(name);
      });
    }
    function waiting() {
      return Object.keys(timers).filter(function (name) { return timers[name]; });
    }
    function sendWaiting(leaving) {
      return waiting().map(function (name) {
        clearTimeout(timers[name]);
        timers[name] = 0;
        return send(name, leaving);
      });
    }

    function typed(event) {
      const control = event.target;
      if (!kept(control)) return;
      const name = control.name, list = values(name);
      if (confirmed[name] === JSON.stringify(list) && !timers[name] && !running[name]) {
        drop(key(name));
        if (failed[name]) { delete failed[name]; report(); }
        return;
      }
      store(key(name), { value: list, over: confirmed[name], at: clock(), moment: Date.now() });
      clearTimeout(timers[name]);
      timers[name] = setTimeout(function () {
        timers[name] = 0;
        if (said(name) !== confirmed[name] || failed[name]) send(name);
        else drop(key(name));
      }, PAUSE);
      if (navigator.onLine === false) say("没有网络，已存在本机，联网后自动保存", true);
    }

    function offer(name, copy) {
      const place = beside(name, "own-copy"), note = element("div", "note wait own-copy"), row = element("div", "btn-row");
      row.append(
        button("改用本机内容", function () { note.remove(); put(name, copy.value); send(name); }),
        button("不用", function () { note.remove(); drop(key(name)); })
      );
      note.append(element("p", "", "这一项在别处改过。本机另有 " + copy.at + " 未保存的内容：" + copy.value.join("、")), row);
      place.append(note);
    }

    function showClash(name, clash) {
      const place = beside(name, "clash"), box = element("div", "clash"), texts = element("div", "clash-texts"), row = element("div", "btn-row");
      [["现存内容（" + clash.by + "，" + clash.at + "）", clash.theirs], ["您填写的内容", values(name).join("、") || "空白"]].forEach(function (side) {
        const half = element("div");
        half.append(element("h4", "", side[0]), element("p", "clash-text", side[1]));
        texts.append(half);
      });
      row.append(
        button("采用现存内容", function () {
          box.remove();
          seenOf[name] = clash.seen;
          put(name, clash.value);
          settle(name, clash.value);
          report();
        }),
        button("以我填写的为准", function () {
          box.remove();
          seenOf[name] = clash.seen;
          if ("over" in form.dataset) confirmed[name] = JSON.stringify(clash.value);
          send(name);
        })
      );
      box.setAttribute("role", "alert");
      box.append(element("h3", "", clash.by + "在您填写期间改过这一项"), texts, row);
      place.append(box);
    }

    // Someone else saved a field: an untouched one follows, a touched one waits for its own save to clash.
    form.addEventListener("elsewhere", function (event) {
      Object.keys(event.detail).forEach(function (name) {
        const news = event.detail[name];
        if (!controls(name).length || said(name) === JSON.stringify(news.value)) return;
        if (timers[name] || running[name] || failed[name] || said(name) !== confirmed[name]) return;
        if (form.elements.seen) seenOf[name] = news.serial + "." + form.elements.seen.value.split(".")[1];
        put(name, news.value);
        settle(name, news.value);
        const place = beside(name, "news");
        place.append(element("p", "hint news", news.by + " " + news.at + " 改过此项，已更新为最新内容"));
      });
    });

    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    form.addEventListener("focusin", function (event) { if (kept(event.target)) remember(PLACE + owner + ":" + address, event.target.name); });
    window.addEventListener("online", again);
    window.addEventListener("pagehide", function () { sendWaiting(true); });
    document.addEventListener("visibilitychange", function () { if (document.hidden) sendWaiting(true); });

    // What was typed last is saved before the whole form leaves; without a network it does not leave at all.
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented || "flushed" in form.dataset) return;
      const sent = sendWaiting().concat(Object.keys(running).map(function (name) { return running[name]; }));
      if (!sent.length && !Object.keys(failed).length) return;
      const pressed = event.submitter;
      event.preventDefault();
      event.stopPropagation();
      again();
      const all = Promise.all(sent.concat(Object.keys(running).map(function (name) { return running[name]; })));
      Promise.race([all, new Promise(function (done) { setTimeout(done, PATIENCE); })]).then(function () {
        const kept = Object.keys(failed).filter(function (name) { return failed[name].again || failed[name].link; });
        if (kept.length) { report(); return; }
        form.dataset.flushed = "yes";
        if (form.requestSubmit) form.requestSubmit(pressed || undefined);
        else if (pressed) pressed.click();
        else form.submit();
        delete form.dataset.flushed;
      });
    });

    const names = Array.from(new Set(Array.from(form.elements).filter(kept).map(function (control) { return control.name; })));
    names.forEach(function (name) { confirmed[name] = said(name); });
    if ("unsaved" in form.dataset) return;

    const moments = {}, over = {};
    const restored = names.filter(function (name) {
      const copy = stored(key(name)), here = confirmed[name];
      if (!copy || !Array.isArray(copy.value)) return false;
      if (JSON.stringify(copy.value) === here) { drop(key(name)); return false; }
      if (copy.over !== here) { offer(name, copy); return false; }
      moments[name] = copy.moment || 0;
      over[name] = here;
      put(name, copy.value);
      return true;
    });
    const place = remembered(PLACE + owner + ":" + address);
    const newest = restored.slice().sort(function (one, other) { return moments[other] - moments[one]; })[0];
    const back = /\/login\//.test(document.referrer) || restored.includes(place) ? place : newest;
    if (back && controls(back).length) controls(back)[0].focus();
    if (!restored.length) return;

    const bar = element("div", "note wait restored"), row = element("div", "btn-row");
    bar.setAttribute("role", "status");
    bar.append(element("p", "", "本机有未保存的内容，已恢复 " + restored.length + " 处。"), row);
    row.append(
      button("好", function () { bar.remove(); }),
      button("放弃本机内容", function () {
        bar.remove();
        restored.forEach(function (name) { put(name, JSON.parse(over[name])); send(name); drop(key(name)); });
      })
    );
    restored.forEach(function (name) { send(name); });
    form.prepend(bar);
  }

  sweep();
  document.querySelectorAll("form[data-autosave]").forEach(start);

  // Signing out on purpose leaves nothing behind on a shared machine.
  document.addEventListener("submit", function (event) {
    if (!("forget" in event.target.dataset)) return;
    try {
      Object.keys(localStorage).forEach(function (name) { if (name.startsWith(PREFIX)) localStorage.removeItem(name); });
      Object.keys(sessionStorage).forEach(function (name) { if (name.startsWith(PLACE)) sessionStorage.removeItem(name); });
    } catch (error) { /* forbidden: nothing was stored */ }
  });
})();
