// Small comforts of every page: the error summary gets the focus, menus close, the current item is in view.
(function () {
  "use strict";

  const summary = document.querySelector("[data-summary]");
  if (summary) summary.focus();

  document.querySelectorAll(".nav [aria-current], .localnav [aria-current]").forEach(function (item) {
    const strip = item.closest(".nav, .localnav .wrap");
    if (strip && strip.scrollWidth > strip.clientWidth) {
      strip.scrollLeft = item.offsetLeft - strip.offsetLeft - (strip.clientWidth - item.offsetWidth) / 2;
    }
  });

  document.addEventListener("click", function (event) {
    document.querySelectorAll(".account[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".account[open]").forEach(function (menu) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    });
  });

  // A file too large is said at once, before it travels.
  document.addEventListener("change", function (event) {
    const input = event.target;
    if (input.type !== "file" || !input.dataset.maxMb) return;
    const limit = Number(input.dataset.maxMb);
    const large = Array.from(input.files).find(function (file) { return file.size > limit * 1024 * 1024; });
    const field = input.closest(".field");
    if (!field) return;
    const old = field.querySelector("[data-too-large]");
    if (old) old.remove();
    field.classList.toggle("wrong", Boolean(large || field.querySelector(".errors")));
    if (!large) return;
    const list = document.createElement("ul");
    const item = document.createElement("li");
    list.className = "errors";
    list.dataset.tooLarge = "yes";
    list.setAttribute("role", "alert");
    item.textContent = "“" + large.name + "”有 " + (large.size / 1048576).toFixed(1) + " MB，超过 " + limit + " MB，请压缩或拆分后再选";
    list.append(item);
    field.insertBefore(list, field.querySelector(".control"));
    input.value = "";
  });
})();
