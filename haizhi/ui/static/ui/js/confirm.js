// A form or a button with data-confirm asks once more in a dialog; without this script the button alone decides. A form
// asks once nothing is left out that has to be filled in (what is, the server says); a button asks whatever its form
// lacks. It comes after uploader.js, so that nobody agrees to what is held back until its files are there.
(function () {
  "use strict";
  if (typeof HTMLDialogElement === "undefined") return;

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function ask(form, question, label, done) {
    const dialog = element("dialog");
    const heading = element("h2", label || "请确认");
    const row = element("div", "", "btn-row");
    const yes = element("button", "确定", "btn danger");
    const no = element("button", "返回", "btn");
    heading.id = "confirm-heading";
    yes.type = no.type = "button";
    dialog.setAttribute("aria-labelledby", heading.id);
    row.append(yes, no);
    dialog.append(heading, element("p", question), row);
    yes.addEventListener("click", function () { dialog.close("yes"); });
    no.addEventListener("click", function () { dialog.close(""); });
    dialog.addEventListener("close", function () {
      const agreed = dialog.returnValue === "yes";
      dialog.remove();
      if (agreed) done();
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  }

  // A file that was sent ahead is no longer in its field.
  function lacks(form) {
    return Array.from(form.elements).some(function (field) { return field.type !== "file" && field.validity && field.validity.valueMissing; });
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    const button = event.submitter || form.querySelector("[type=submit]");
    const ofButton = button && button.dataset.confirm;
    const question = ofButton || form.dataset.confirm;
    // what autosave sends on, once the last fields are saved, was agreed to before it was held back
    if (!question || form.dataset.agreed || "flushed" in form.dataset || (!ofButton && lacks(form))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, question, button && button.textContent.trim(), function () {
      form.dataset.agreed = "yes";
      if (form.requestSubmit) form.requestSubmit(button || undefined);
      else if (button) button.click();
      else form.submit();
      delete form.dataset.agreed;
    });
  }, true);
})();
