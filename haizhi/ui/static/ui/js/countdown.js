// A countdown goes on as the minutes pass, in the server's words; the server's clock counts, not the machine's.
(function () {
  "use strict";

  const MINUTE = 60 * 1000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const CHINA = 8 * HOUR; // civil days are those of Asia/Shanghai, which knows no summer time
  const shown = Array.from(document.querySelectorAll("[data-countdown]"));
  if (!shown.length) return;

  const began = Date.now();

  function clock(days, hours, minutes) {
    if (days || hours) return (days ? " " + days + " 天" : "") + (hours ? " " + hours + " 小时" : "");
    return minutes ? " " + minutes + " 分钟" : "不足 1 分钟";
  }

  function civilDay(moment) {
    return Math.floor((moment + CHINA) / DAY);
  }

  function words(item, now) {
    const end = Date.parse(item.getAttribute("datetime"));
    if (end <= now) return "已截止";
    const left = end - now;
    const days = Math.floor(left / DAY), hours = Math.floor((left % DAY) / HOUR), minutes = Math.floor((left % HOUR) / MINUTE);
    if (civilDay(now) === civilDay(end - 1)) return "今日截止，还有" + clock(0, 24 * days + hours, minutes);
    const time = clock(days, hours, minutes);
    const gone = civilDay(now) - civilDay(Date.parse(item.dataset.now));
    const ahead = item.dataset.countdown.slice(gone);
    if (!ahead) {
      const remark = item.textContent.match(/（.*）$/);
      return "还有" + time + (remark ? remark[0] : "");
    }
    const workdays = ahead.split("1").length - 1;
    if (!workdays) return "还有" + time + "，其间没有工作日";
    return "还有 " + workdays + " 个工作日" + (ahead[0] === "1" ? "（含今日）" : "") + "，共" + time;
  }

  function refresh() {
    shown.forEach(function (item) {
      const now = Date.parse(item.dataset.now) + Date.now() - began;
      const text = words(item, now);
      if (item.textContent !== text) item.textContent = text;
      item.classList.toggle("over", text === "已截止");
    });
  }

  setInterval(refresh, MINUTE);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) refresh(); });
})();
