// Reloads this page when it was rebuilt, swaps style sheets in place, shows what went wrong on top of it.
(function () {
  "use strict";
  var here = location.pathname;
  var key = "blogtool-scroll:" + here;
  var kept = sessionStorage.getItem(key);
  if (kept !== null) {
    sessionStorage.removeItem(key);
    addEventListener("load", function () { scrollTo(0, Number(kept)); });
  }
  function isThisPage(path) {
    var url = document.documentElement.dataset.blogtoolPath || "";
    return path === url;
  }
  function swapStyles(paths) {
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      var path = new URL(link.href).pathname;
      if (paths.some(function (one) { return path.endsWith("/" + one); })) {
        var fresh = link.cloneNode();
        fresh.href = path + "?" + Date.now();
        fresh.onload = function () { link.remove(); };
        link.after(fresh);
      }
    });
  }
  function overlay(problems) {
    var old = document.getElementById("blogtool-overlay");
    if (old) { old.remove(); }
    if (!problems.length) { return; }
    var box = document.createElement("pre");
    box.id = "blogtool-overlay";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;" +
      "background:#2b0b0e;color:#ffe9ea;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;z-index:2147483647";
    box.textContent = problems.join("\n\n");
    document.body.append(box);
  }
  var source = new EventSource(document.currentScript.dataset.events);
  source.onmessage = function (event) {
    var news = JSON.parse(event.data);
    overlay(news.problems);
    var styles = news.changed.filter(function (path) { return path.endsWith(".css"); });
    if (styles.length) { swapStyles(styles); }
    if (news.changed.some(isThisPage)) {
      sessionStorage.setItem(key, String(scrollY));
      location.reload();
    }
  };
})();
