// The three parts of 项目概述 share one limit: their counters, summed.
(function () {
  "use strict";
  const total = document.getElementById("overview-total");
  if (!total) return;
  const counters = ["overview_basis", "overview_plan", "overview_goals"].map(function (name) {
    return document.getElementById("id_" + name + "_counter");
  }).filter(Boolean);

  function refresh() {
    const sum = counters.reduce(function (words, counter) { return words + Number(counter.querySelector("b").textContent); }, 0);
    total.querySelector("b").textContent = sum;
    total.classList.toggle("over", sum > Number(total.dataset.limit));
  }
  // counter.js, loaded before, has refreshed the part by the time these run.
  document.addEventListener("input", refresh);
  document.addEventListener("counted", refresh);
  refresh();
})();
