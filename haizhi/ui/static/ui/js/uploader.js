// The one uploader. A chosen or dropped file travels in pieces; the server says how many bytes of it are there, so that
// after a dropped connection, a reload or a new sign-in it goes on where it stopped. Without this script the same forms
// send their files whole.
(function () {
  "use strict";
  const HEAD = 65536, TRIES = 8, PATIENCE = 45000, NOTE = "haizhi:unfinished:";
  const SIGNED_OUT = "登录已失效。请在新窗口重新登录，再点“继续”，已传的部分会接着传";
  const WAITS = " 传完后自动提交。", DECIDE = " 请另选文件，或者点“知道了”，再提交。";
  const unfinished = new Set(), pressed = new Map();

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  function megabytes(bytes) {
    return bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1048576).toFixed(1) + " MB";
  }
  function wait(milliseconds) {
    return new Promise(function (resolve) { setTimeout(resolve, milliseconds); });
  }
  function csrf() {
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }
  // A new sign-in changes the token; the page as the server draws it now holds the new one.
  function renewToken() {
    return fetch(location.href, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
      const fresh = new DOMParser().parseFromString(text, "text/html");
      const field = fresh.querySelector("input[name=csrfmiddlewaretoken]");
      if (field) document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (own) { own.value = field.value; });
      return fresh;
    });
  }
  function note(key, value) {
    try {
      if (value === undefined) return JSON.parse(sessionStorage.getItem(NOTE + key)) || [];
      if (value.length) sessionStorage.setItem(NOTE + key, JSON.stringify(value));
      else sessionStorage.removeItem(NOTE + key);
    } catch (error) { /* forbidden: then only the reminder is missing */ }
    return [];
  }

  // What a place on the page needs to know, whether it is an uploader of its own or a field of a form.
  function Place(root) {
    this.root = root;
    this.input = root.querySelector("input[type=file]");
    this.list = root.querySelector("[data-transfers]");
    this.form = this.input.form;
    this.field = "uploadField" in root.dataset;
    this.several = "several" in root.dataset;
    this.key = location.pathname + "#" + this.input.id;
    this.queue = Promise.resolve();
    this.current = null;
    this.ticket = this.form.elements.namedItem("ticket");
    if (this.ticket) this.keepTicket();
  }
  // Without an account a file belongs to the ticket of the form: the same one after a reload, so that it goes on.
  Place.prototype.keepTicket = function () {
    const fresh = !this.form.querySelector("[data-kept], .errors");
    const known = note("ticket " + this.key)[0];
    if (fresh && known && Date.now() - known.at < 12 * 3600000) {
      this.ticket.value = known.ticket;
      this.root.dataset.policy = known.policy;
    } else {
      note("ticket " + this.key, [{ ticket: this.ticket.value, policy: this.root.dataset.policy, at: Date.now() }]);
    }
  };
  Place.prototype.policy = function () { return this.root.dataset.policy; };
  Place.prototype.refusal = function (file) {
    const endings = this.input.accept.toLowerCase().split(",").filter(Boolean);
    const name = file.name.toLowerCase();
    const kinds = endings.map(function (ending) { return ending.slice(1).toUpperCase(); }).join("、");
    if (endings.length && !endings.some(function (ending) { return name.endsWith(ending); })) return "不是 " + kinds + " 文件。请转换为其中一种后上传";
    if (!file.size) return "是空文件。请在本机打开确认，重新导出后上传";
    const largest = Number(this.input.dataset.maxMb) * 1048576;
    if (largest && file.size > largest) return "有 " + megabytes(file.size) + "，超过 " + this.input.dataset.maxMb + " MB 的上限。请压缩图片或降低扫描分辨率后上传";
    const left = this.root.dataset.left;
    if (left !== undefined && file.size > Number(left)) return "有 " + megabytes(file.size) + "，本件材料还可上传 " + megabytes(Number(left)) + "。请先移除不需要的文件，或压缩后上传";
    return "";
  };
  Place.prototype.add = function (files) {
    const place = this;
    const chosen = Array.from(files);
    if (!chosen.length) return;
    if (!this.several) {
      if (this.current) this.current.cancel();
      this.list.replaceChildren();
      chosen.length = 1;
    }
    chosen.forEach(function (file) {
      place.list.querySelectorAll("[data-reminder]").forEach(function (row) { if (row.dataset.reminder === file.name) row.remove(); });
      const transfer = new Transfer(place, file);
      place.current = transfer;
      place.queue = place.queue.then(function () { return transfer.begin(); });
    });
    this.input.value = "";
  };

  function Transfer(place, file) {
    this.place = place;
    this.file = file;
    this.received = 0;
    this.over = false;
    this.row = element("li", "transfer");
    this.name = element("p", "transfer-name", file.name);
    this.acts = element("div", "transfer-acts");
    this.bar = element("progress");
    this.bar.max = file.size || 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", "“" + file.name + "”的上传进度");
    this.state = element("p", "transfer-state");
    this.state.setAttribute("role", "status");
    this.row.append(this.name, this.acts, this.bar, this.state);
    place.list.append(this.row);
    this.say("等待上传，" + megabytes(file.size));
    this.offer([["取消", this.cancel.bind(this)]]);
    unfinished.add(this);
    this.remember(true);
  }
  Transfer.prototype.say = function (text, mood) {
    this.row.classList.remove("failed", "held", "done");
    if (mood) this.row.classList.add(mood);
    if (this.state.textContent !== text) this.state.textContent = text;
  };
  Transfer.prototype.offer = function (choices) {
    const transfer = this;
    const had = this.acts.contains(document.activeElement);
    this.acts.replaceChildren();
    choices.forEach(function (choice) {
      const button = element("button", "btn compact", choice[0]);
      button.type = "button";
      button.append(element("span", "sr-only", "“" + transfer.file.name + "”"));
      button.addEventListener("click", choice[1]);
      transfer.acts.append(button);
    });
    if (had && this.acts.firstChild) this.acts.firstChild.focus();
  };
  Transfer.prototype.remember = function (open) {
    const own = this.file;
    const others = note(this.place.key).filter(function (entry) { return entry.name !== own.name || entry.size !== own.size; });
    note(this.place.key, open ? others.concat([{ name: own.name, size: own.size, received: this.received }]) : others);
  };
  Transfer.prototype.end = function () {
    this.over = true;
    unfinished.delete(this);
    this.remember(false);
  };
  Transfer.prototype.fail = function (text) {
    this.end();
    pressed.delete(this.place.form);
    this.bar.remove();
    this.say(text, "failed");
    this.offer([["知道了", this.dismiss.bind(this)]]);
  };
  Transfer.prototype.dismiss = function () {
    const next = this.row.nextElementSibling ? this.row.nextElementSibling.querySelector("button") : null;
    this.row.remove();
    (next || this.place.input).focus();
  };
  Transfer.prototype.cancel = function () {
    if (this.aborter) this.aborter.abort();
    if (this.address) this.send(this.address + "stop/", new Blob([])).catch(function () { /* the worker clears it away */ });
    this.end();
    if (this.resume) this.resume();
    this.dismiss();
  };
  Transfer.prototype.send = function (address, body) {
    const aborter = this.aborter = new AbortController();
    const timer = setTimeout(function () { aborter.abort(); }, PATIENCE * (body instanceof Blob ? 2 : 1));
    const headers = { "X-CSRFToken": csrf(), "X-Policy": this.place.policy(), "Accept": "application/json" };
    if (body instanceof Blob) headers["Content-Type"] = "application/octet-stream";
    return fetch(address, { method: "POST", body: body, headers: headers, credentials: "same-origin", redirect: "manual", signal: aborter.signal })
      .finally(function () { clearTimeout(timer); });
  };

  Transfer.prototype.begin = async function () {
    if (this.over) return;
    const refusal = this.place.refusal(this.file);
    if (refusal) return this.fail("没有上传：“" + this.file.name + "”" + refusal + "。");
    try {
      this.head = await fingerprint(this.file);
    } catch (error) {
      return this.fail("读不到这个文件，它可能已被移动或正在编辑。请重新选择。");
    }
    let failures = 0;
    while (!this.over) {
      let outcome;
      try {
        outcome = await this.round();
      } catch (error) {
        if (this.over) return;
        outcome = error && error.name === "NotReadableError" ? "unreadable" : "dropped";
      }
      if (outcome === "ended" || this.over) return;
      if (outcome === "unreadable") return this.fail("文件在上传过程中有改动或被移动。请关闭正在编辑它的程序，重新选择。");
      if (outcome === "moved") { failures = 0; continue; }
      if (outcome === "signed-out") { await this.pause(SIGNED_OUT); failures = 0; continue; }
      failures += 1;
      if (failures > TRIES) { await this.pause("连接一直不通，已暂停在 " + this.portion() + "。网络恢复后点“继续”"); failures = 0; continue; }
      await this.backOff(failures);
    }
  };
  Transfer.prototype.portion = function () {
    return megabytes(this.received) + " / " + megabytes(this.file.size);
  };
  // One step: announce the file when it has no address yet, else send the next piece.
  Transfer.prototype.round = async function () {
    let answer;
    if (!this.address) {
      const said = new FormData();
      said.append("name", this.file.name);
      said.append("size", this.file.size);
      said.append("modified", Math.max(0, Math.round(this.file.lastModified)));
      said.append("head", this.head);
      answer = await this.send(this.place.root.dataset.receive, said);
    } else {
      const piece = this.file.slice(this.received, this.received + this.length);
      await piece.slice(0, 1).arrayBuffer(); // a file that changed on the disk is noticed here, not taken for a dropped line
      answer = await this.send(this.address + "?offset=" + this.received, piece);
    }
    if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
    const said = await answer.json().catch(function () { return null; });
    if (answer.status === 400 && said && said.errors) { this.fail(said.errors.join("")); return "ended"; }
    if (answer.status === 403) return "signed-out";
    if (answer.status === 404) { this.address = ""; return "dropped"; }
    if (answer.status === 422) { this.fail("没有上传：" + said.errors.join("")); return "ended"; }
    if (!said || (answer.status >= 400 && answer.status !== 409)) return "dropped";
    this.address = said.reception || this.address;
    this.length = said.piece || this.length;
    this.progress(said.received);
    if (answer.status === 202) { this.say("正在检查文件…"); await wait(1500); this.address = ""; return "moved"; }
    if (said.file) { await this.arrived(said.file); return "ended"; }
    return "moved";
  };
  Transfer.prototype.progress = function (received) {
    this.received = received;
    this.bar.value = received;
    this.say(received >= this.file.size ? "正在检查文件…" : "已传 " + Math.floor(100 * received / this.file.size) + "%（" + this.portion() + "）");
    this.remember(true);
  };
  Transfer.prototype.backOff = async function (failures) {
    const transfer = this;
    const pause = Math.min(30000, 1000 * Math.pow(2, failures - 1)) * (0.75 + Math.random() / 2);
    this.say((navigator.onLine ? "连接中断，" + Math.max(1, Math.round(pause / 1000)) + " 秒后自动重试" : "网络已断开，恢复后自动继续") + "。已传 " + this.portion(), "held");
    this.offer([["立即重试", function () { transfer.resume(); }], ["取消", this.cancel.bind(this)]]);
    await this.resumed(navigator.onLine ? pause : 0);
  };
  Transfer.prototype.pause = async function (text) {
    const transfer = this;
    this.say(text + "。", "held");
    this.offer([["继续", function () { transfer.resume(); }], ["取消", this.cancel.bind(this)]]);
    await this.resumed(0);
    if (this.over) return;
    await renewToken().then(function (fresh) {
      const own = fresh.getElementById(transfer.place.input.id);
      const root = own ? own.closest("[data-policy]") : null;
      if (root && !transfer.place.ticket) transfer.place.root.dataset.policy = root.dataset.policy;
    }).catch(function () { /* still no connection: the next round says so */ });
  };
  // Until somebody presses the button, the line comes back, or the time is over (0: none).
  Transfer.prototype.resumed = function (limit) {
    const transfer = this;
    return new Promise(function (resolve) {
      const timer = limit ? setTimeout(done, limit) : 0;
      function done() {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        transfer.resume = null;
        if (!transfer.over) {
          transfer.offer([["取消", transfer.cancel.bind(transfer)]]);
          transfer.say("正在继续，已传 " + transfer.portion());
        }
        resolve();
      }
      transfer.resume = done;
      window.addEventListener("online", done);
    });
  };

  Transfer.prototype.arrived = async function (file) {
    this.bar.value = this.bar.max;
    const cleared = file.question ? await this.asked(file) : false;
    if (this.over) return;
    if (this.place.field) return this.fill(file, cleared);
    await this.attach(file, cleared);
  };
  // 涉密 words: a person answers before the file is used.
  Transfer.prototype.asked = function (file) {
    const transfer = this;
    this.say("已收到，等待您核对。", "held");
    this.offer([]);
    const box = element("div", "transfer-question");
    const label = element("label", "choice");
    const tick = element("input");
    const row = element("div", "btn-row");
    const yes = element("button", "btn primary compact", this.place.field ? "确认" : "确认并上传");
    const no = element("button", "btn compact", "不上传");
    tick.type = "checkbox";
    yes.type = no.type = "button";
    label.append(tick, element("span", "", "已核对，确认不涉密：不含国家秘密和工作秘密"));
    row.append(yes, no);
    box.append(element("p", "", file.question), label, row);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "“" + file.name + "”的涉密核对");
    this.row.append(box);
    return new Promise(function (resolve) {
      transfer.resume = function () { box.remove(); resolve(false); };
      yes.addEventListener("click", function () {
        if (!tick.checked) { tick.focus(); transfer.say("请先核对并勾选“确认不涉密”。", "held"); return; }
        transfer.resume = null;
        box.remove();
        resolve(true);
      });
      no.addEventListener("click", transfer.cancel.bind(transfer));
    });
  };
  Transfer.prototype.attach = async function (file, cleared) {
    const place = this.place;
    for (let failures = 0; !this.over;) {
      const said = new FormData();
      said.append("upload", file.token);
      if (cleared) said.append("clear", file.token);
      this.say("正在加入材料…");
      let answer;
      try {
        answer = await fetch(place.form.action, {
          method: "POST", body: said, credentials: "same-origin", redirect: "manual",
          headers: { "X-Uploader": "1", "X-CSRFToken": csrf() },
        });
      } catch (error) {
        failures += 1;
        await this.backOff(failures);
        continue;
      }
      if (answer.type === "opaqueredirect" || answer.status === 403) { await this.pause(SIGNED_OUT); continue; }
      if (answer.ok) {
        const html = await answer.text();
        this.end();
        this.row.remove();
        this.settle(html, file);
        return;
      }
      const told = await answer.json().catch(function () { return { errors: ["没有加入材料。请刷新页面后重新选择文件。"] }; });
      this.fail(told.errors.join(""));
      return;
    }
  };
  Transfer.prototype.settle = function (html, file) {
    const place = this.place;
    const rows = place.root.querySelector("[data-rows]");
    if (!place.several) rows.replaceChildren();
    rows.insertAdjacentHTML("beforeend", html);
    if (place.root.dataset.left !== undefined) place.root.dataset.left = Math.max(0, Number(place.root.dataset.left) - file.size);
    place.root.querySelectorAll(":scope > .errors").forEach(function (old) { old.remove(); });
    place.root.classList.remove("wrong");
    place.root.dispatchEvent(new CustomEvent("uploader:attached", { bubbles: true, detail: { html: html, name: file.name } }));
  };
  // A field of a form: the form carries the file's signed name instead of the file.
  Transfer.prototype.fill = function (file, cleared) {
    const place = this.place, root = place.root;
    this.end();
    if (!place.several) root.querySelectorAll("[data-kept]").forEach(function (old) { old.remove(); });
    const kept = element("div");
    kept.dataset.kept = "";
    [[root.dataset.tokenName, file.token], [root.dataset.clearName, cleared ? (place.several ? file.token : "1") : ""]].forEach(function (pair) {
      const hidden = element("input");
      hidden.type = "hidden";
      hidden.name = pair[0];
      hidden.value = pair[1];
      if (pair[1]) kept.append(hidden);
    });
    if (place.several) place.list.before(kept); // in the order in which they came
    else root.prepend(kept);
    this.bar.remove();
    if (file.preview) {
      const frame = element("span", "file-preview");
      const picture = element("img");
      picture.src = file.preview;
      picture.alt = "“" + file.name + "”首页预览";
      frame.append(picture);
      this.row.prepend(frame);
    }
    this.say("已上传：" + [file.kind, file.extent, megabytes(file.size)].filter(Boolean).join("，") + (cleared ? "，已确认不涉密" : ""), "done");
    this.offer([["移除", function () { kept.remove(); this.dismiss(); }.bind(this)]]);
    const field = root.closest(".field");
    if (field) {
      field.classList.remove("wrong");
      field.querySelectorAll(".errors").forEach(function (old) { old.remove(); });
    }
    if (pressed.has(place.form) && !underWay(place.form)) {
      const button = pressed.get(place.form);
      pressed.delete(place.form);
      place.form.requestSubmit(button);
    }
  };

  function fingerprint(file) {
    return file.slice(0, HEAD).arrayBuffer().then(function (head) { return crypto.subtle.digest("SHA-256", head); }).then(function (digest) {
      return Array.from(new Uint8Array(digest)).map(function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    });
  }

  // After a reload: which files had not arrived yet. The browser no longer has them; the server has their beginnings.
  function remind(place) {
    note(place.key).forEach(function (entry) {
      const row = element("li", "transfer held");
      const acts = element("div", "transfer-acts");
      const known = element("button", "btn compact", "知道了");
      known.type = "button";
      known.addEventListener("click", function () {
        note(place.key, note(place.key).filter(function (other) { return other.name !== entry.name || other.size !== entry.size; }));
        row.remove();
        place.input.focus();
      });
      acts.append(known);
      row.dataset.reminder = entry.name;
      row.append(element("p", "transfer-name", entry.name), acts, element("p", "transfer-state",
        "上次没有传完（已传 " + megabytes(entry.received) + " / " + megabytes(entry.size) + "）。请再次选择这个文件，会从断点接着传。"));
      place.list.append(row);
    });
  }

  function ready(root) {
    if (root.dataset.ready || !window.crypto || !window.crypto.subtle) return;
    root.dataset.ready = "yes";
    const place = new Place(root);
    root.querySelectorAll("[data-plain]").forEach(function (button) { button.hidden = true; });
    root.querySelectorAll("[data-drop-hint]").forEach(function (hint) { hint.hidden = false; });
    remind(place);
    place.input.addEventListener("change", function (event) {
      event.stopPropagation();
      place.add(place.input.files);
    });
    ["dragenter", "dragover"].forEach(function (kind) {
      root.addEventListener(kind, function (event) {
        if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
        event.preventDefault();
        root.classList.add("over");
      });
    });
    root.addEventListener("dragleave", function (event) {
      if (!root.contains(event.relatedTarget)) root.classList.remove("over");
    });
    root.addEventListener("drop", function (event) {
      root.classList.remove("over");
      if (!event.dataTransfer || !event.dataTransfer.files.length) return;
      event.preventDefault();
      place.add(event.dataTransfer.files);
    });
  }
  function readyAll() { document.querySelectorAll("[data-uploader], [data-upload-field]").forEach(ready); }
  readyAll();
  document.addEventListener("htmx:load", readyAll);

  // A form pressed while a file of it is still on its way is sent once the file has arrived; one of which a file did not
  // get through waits until that is seen to, lest it goes out without.
  function underWay(form) {
    return Array.from(unfinished).find(function (transfer) { return transfer.place.form === form; });
  }
  document.addEventListener("submit", function (event) {
    const open = underWay(event.target);
    const failed = event.target.querySelector("[data-upload-field] .transfer.failed");
    if (!open && !failed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (failed) {
      const state = failed.querySelector(".transfer-state");
      state.textContent = state.textContent.replace(DECIDE, "") + DECIDE;
      failed.scrollIntoView({ block: "center" });
      failed.querySelector("button").focus();
      return;
    }
    pressed.set(event.target, event.submitter || undefined);
    open.row.scrollIntoView({ block: "center" });
    open.say(open.state.textContent.replace(WAITS, "") + WAITS, "held");
  }, true);
  window.addEventListener("beforeunload", function (event) {
    if (unfinished.size) event.preventDefault();
  });
})();
