// The plaque as its short name is typed; the server draws the same without this script.
(function () {
  "use strict";
  const figure = document.querySelector("[data-plaque]"), input = document.getElementById("id_station_name");
  if (!figure || !input) return;
  const name = figure.querySelector("[data-plaque-name]"), rare = figure.querySelector("[data-plaque-rare]");
  const lengths = figure.querySelectorAll("[data-plaque-length] b");
  const HANZI = /[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

  // GB/T 2312 has no other 汉字 than those of its rows 16 to 87.
  function common() {
    const bytes = [];
    for (let row = 0xb0; row <= 0xf7; row += 1) {
      for (let cell = 0xa1; cell <= 0xfe; cell += 1) if (row !== 0xd7 || cell <= 0xf9) bytes.push(row, cell);
    }
    return new Set(Array.from(new TextDecoder("gb2312").decode(new Uint8Array(bytes))));
  }
  const known = common();

  function refresh() {
    const signs = Array.from(input.value.trim());
    const unknown = Array.from(new Set(signs.filter(function (sign) { return HANZI.test(sign) && !known.has(sign); })));
    name.textContent = signs.length ? signs.join("") : "×××";
    lengths[0].textContent = signs.length;
    lengths[1].textContent = signs.length + Array.from(figure.dataset.prefix + figure.dataset.suffix).length;
    rare.hidden = !unknown.length;
    rare.querySelector("b").textContent = unknown.join(" ");
  }
  input.addEventListener("input", refresh);
  input.addEventListener("counted", refresh);
  refresh();
})();
