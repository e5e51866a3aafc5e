// The live 字数 counter: the algorithm and the tables of haizhi/regulation/wordcount.py, bound to it by a test.
(function () {
  "use strict";
  const TRANSPARENT = [
    [0x00AD, 0x00AD], [0x0300, 0x036F], [0x1AB0, 0x1AFF], [0x1DC0, 0x1DFF], [0x200B, 0x200F],
    [0x202A, 0x202E], [0x2060, 0x206F], [0x20D0, 0x20FF], [0x302A, 0x302F], [0x3099, 0x309A],
    [0xFE00, 0xFE0F], [0xFE20, 0xFE2F], [0xFEFF, 0xFEFF], [0x1F3FB, 0x1F3FF], [0xE0000, 0xE0FFF],
  ];
  const SEPARATORS = [
    [0x0000, 0x0020], [0x007F, 0x00A0], [0x1680, 0x1680], [0x2000, 0x200A], [0x2028, 0x2029],
    [0x202F, 0x202F], [0x205F, 0x205F], [0x3000, 0x3000],
  ];
  const WIDE = [
    [0x00B7, 0x00B7], [0x1100, 0x11FF], [0x2014, 0x2016], [0x2018, 0x2019], [0x201C, 0x201D],
    [0x2025, 0x2027], [0x2030, 0x2031], [0x203B, 0x203B], [0x2100, 0x2BFF], [0x2E80, 0x2FFF],
    [0x3001, 0xA4CF], [0xA960, 0xA97F], [0xAC00, 0xD7FF], [0xF900, 0xFAFF], [0xFE10, 0xFE1F],
    [0xFE30, 0xFE6F], [0xFF01, 0xFFEE], [0x16FE0, 0x18DFF], [0x1AFF0, 0x1B2FF], [0x1F000, 0x1FAFF],
    [0x20000, 0x3FFFF],
  ];
  const HALF_MARKS = [
    [0x0021, 0x002F], [0x003A, 0x0040], [0x005B, 0x0060], [0x007B, 0x007E], [0x00A1, 0x00A9],
    [0x00AB, 0x00B1], [0x00B4, 0x00B4], [0x00B6, 0x00B8], [0x00BB, 0x00BB], [0x00BF, 0x00BF],
    [0x00D7, 0x00D7], [0x00F7, 0x00F7], [0x2010, 0x205E],
  ];
  const APOSTROPHE = 0x2019;
  const [PASSED, SEPARATOR, FULL, HALF, LETTER] = [1, 2, 3, 4, 5];
  const TABLES = [[PASSED, TRANSPARENT], [SEPARATOR, SEPARATORS], [FULL, WIDE], [HALF, HALF_MARKS]];

  function within(point, ranges) {
    return ranges.some(function (range) { return range[0] <= point && point <= range[1]; });
  }
  function classOf(point) {
    const table = TABLES.find(function (entry) { return within(point, entry[1]); });
    return table ? table[0] : LETTER;
  }

  function countWords(text) {
    const points = Array.from(text).map(function (sign) { return sign.codePointAt(0); });
    const visible = points.map(function (point) { return [point, classOf(point)]; })
      .filter(function (entry) { return entry[1] !== PASSED; });
    let total = 0, inCountedRun = false;
    visible.forEach(function (entry, i) {
      let own = entry[1];
      if (entry[0] === APOSTROPHE && i > 0 && i < visible.length - 1 &&
        Math.min(visible[i - 1][1], visible[i + 1][1]) > FULL) own = HALF;
      if (own === LETTER) {
        if (!inCountedRun) total += 1;
        inCountedRun = true;
      } else if (own !== HALF) {
        if (own === FULL) total += 1;
        inCountedRun = false;
      }
    });
    return total;
  }

  if (typeof module !== "undefined") {
    module.exports = countWords;
    return;
  }

  function refresh(control) {
    const counter = document.getElementById(control.id + "_counter");
    if (!counter) return;
    const count = countWords(control.value);
    counter.querySelector("b").textContent = count;
    counter.classList.toggle("over", count > Number(control.dataset.words));
  }
  ["input", "counted"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (event.target.dataset && event.target.dataset.words) refresh(event.target);
    });
  });
  // A browser that restores what was typed does so without an event.
  document.querySelectorAll("[data-words]").forEach(refresh);
})();
