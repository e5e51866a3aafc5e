// A form with data-confirm asks once more in a dialog, once nothing in it is left out that has to be filled in (what is,
// the server says); without this script its button alone decides.
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
    const question = (button && button.dataset.confirm) || form.dataset.confirm;
    // what autosave sends on, once the last fields are saved, was agreed to before it was held back
    if (!question || form.dataset.agreed || "flushed" in form.dataset || lacks(form)) return;
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
