// Brings this page up to date when it was rebuilt, swaps style sheets in place, shows what went wrong on top of it.
(function () {
  "use strict";
  var self = document.currentScript;
  var base = self.dataset.base;
  var paths = JSON.parse(self.dataset.blogtoolPaths);
  var build = self.dataset.build;
  var isDesk = "desk" in self.dataset;
  var key = "blogtool-place:" + location.pathname + location.search;
  var source = null;

  // The place in the page, kept over a reload

  function remember() {
    var sign = document.elementFromPoint(innerWidth / 2, 8);
    var same = sign ? document.getElementsByTagName(sign.tagName) : [];
    sessionStorage.setItem(key, JSON.stringify({
      x: scrollX, y: scrollY, height: document.documentElement.scrollHeight, name: sign ? sign.tagName : "",
      number: sign ? Array.prototype.indexOf.call(same, sign) : -1, top: sign ? sign.getBoundingClientRect().top : 0
    }));
  }
  function restore() {
    var text = sessionStorage.getItem(key);
    if (!text) { return; }
    sessionStorage.removeItem(key);
    var place = JSON.parse(text);
    var isOver = false;
    function go() {
      if (isOver) { return; }
      var y = place.y;
      var sign = place.name ? document.getElementsByTagName(place.name)[place.number] : null;
      // Only where the page has another height now: formulas and pictures come late, text above may have grown.
      if (sign && y > 0 && document.documentElement.scrollHeight !== place.height) {
        y = scrollY + sign.getBoundingClientRect().top - place.top;
      }
      scrollTo({ left: place.x, top: y, behavior: "instant" });
    }
    ["wheel", "keydown", "pointerdown", "touchstart"].forEach(function (name) {
      addEventListener(name, function () { isOver = true; }, { once: true, passive: true });
    });
    history.scrollRestoration = "manual";
    go();
    addEventListener("load", go);
    var observer = new ResizeObserver(go);
    observer.observe(document.body);
    setTimeout(function () { isOver = true; observer.disconnect(); history.scrollRestoration = "auto"; }, 3000);
  }
  function reload() {
    remember();
    location.reload();
  }

  // The page in place, where no script of its own could stumble over that

  function isOurs(node) {
    return node.nodeType === 1 && (node.id === "blogtool-overlay" || "blogtoolPaths" in node.dataset);
  }
  function hasScripts(page) {
    return Array.prototype.some.call(page.scripts, function (one) {
      return !isOurs(one) && (!one.type || /javascript|module|ecmascript/i.test(one.type));
    }) || page.querySelector("iframe, object, embed, video[autoplay], audio[autoplay]") !== null;
  }
  function setAttributes(old, fresh) {
    Array.prototype.slice.call(old.attributes).forEach(function (one) {
      if (!fresh.hasAttribute(one.name) && one.name !== "open") { old.removeAttribute(one.name); }
    });
    Array.prototype.forEach.call(fresh.attributes, function (one) {
      if (old.getAttribute(one.name) !== one.value) { old.setAttribute(one.name, one.value); }
    });
  }
  function isNotOurs(node) { return !isOurs(node); }
  function morph(old, fresh) {
    if (old.nodeType !== 1) {
      if (old.data !== fresh.data) { old.data = fresh.data; }
      return;
    }
    setAttributes(old, fresh);
    var here = Array.prototype.filter.call(old.childNodes, isNotOurs);
    var there = Array.prototype.filter.call(fresh.childNodes, isNotOurs);
    while (here.length && there.length && here[0].isEqualNode(there[0])) { here.shift(); there.shift(); }
    var next = null;
    while (here.length && there.length && here[here.length - 1].isEqualNode(there[there.length - 1])) {
      next = here.pop();
      there.pop();
    }
    for (var at = 0; at < Math.max(here.length, there.length); at += 1) {
      if (at >= here.length) {
        old.insertBefore(document.importNode(there[at], true), next);
      } else if (at >= there.length) {
        here[at].remove();
      } else if (here[at].nodeType === there[at].nodeType && here[at].nodeName === there[at].nodeName) {
        morph(here[at], there[at]);
      } else {
        old.replaceChild(document.importNode(there[at], true), here[at]);
      }
    }
  }
  function refresh() {
    if (isDesk) { refreshDesk(); return; }
    if (hasScripts(document)) { reload(); return; }
    fetch(location.href, { cache: "no-store" }).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html");
      if (hasScripts(fresh)) { reload(); return; }
      setAttributes(document.documentElement, fresh.documentElement);
      morph(document.head, fresh.head);
      morph(document.body, fresh.body);
      document.dispatchEvent(new CustomEvent("blogtool:changed"));
    }).catch(reload);
  }

  // The side-by-side page: what somebody is typing is never thrown away

  function refreshDesk() {
    var isTyping = Array.prototype.some.call(document.querySelectorAll("textarea"), function (one) {
      return one.value !== one.defaultValue;
    });
    var note = document.getElementById("changed");
    if (!isTyping) { reload(); } else if (note) { note.hidden = false; }
  }

  // Style sheets, pictures, scripts

  function pathOf(address) { return decodeURIComponent(new URL(address, location.href).pathname); }
  function swapStyles(changed) {
    var sheets = Array.prototype.slice.call(document.querySelectorAll('link[rel~="stylesheet"][href]'));
    var hit = sheets.filter(function (link) { return changed.indexOf(pathOf(link.href)) >= 0; });
    // One that is not linked here may be imported by one that is.
    (hit.length ? hit : sheets).forEach(function (link) {
      if (new URL(link.href).origin !== location.origin) { return; }
      var fresh = link.cloneNode();
      fresh.href = new URL(link.href).pathname + "?" + encodeURIComponent(build);
      fresh.onload = fresh.onerror = function () { link.remove(); };
      link.after(fresh);
    });
  }
  function swapPictures(changed) {
    Array.prototype.forEach.call(document.images, function (one) {
      if (one.src && changed.indexOf(pathOf(one.src)) >= 0) {
        one.src = new URL(one.src).pathname + "?" + encodeURIComponent(build);
      }
    });
  }
  function usesScript(changed) {
    return Array.prototype.some.call(document.scripts, function (one) {
      return one.src && changed.indexOf(pathOf(one.src)) >= 0;
    });
  }

  function overlay(problems) {
    var old = document.getElementById("blogtool-overlay");
    if (old) { old.remove(); }
    if (!problems.length || isDesk) { return; }
    var box = document.createElement("pre");
    box.id = "blogtool-overlay";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;" +
      "background:#2b0b0e;color:#ffe9ea;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;text-align:left;" +
      "direction:ltr;z-index:2147483647";
    box.textContent = problems.join("\n\n");
    document.body.append(box);
  }

  function hear(event) {
    var news = JSON.parse(event.data);
    overlay(news.problems);
    if (news.hello) { // the page may be older than the connection
      if (news.build !== build) { build = news.build; refresh(); }
      return;
    }
    build = news.build;
    var changed = news.changed.map(function (path) { return base + "/" + path; });
    if (isDesk ? news.changed.length : news.changed.some(function (path) { return paths.indexOf(path) >= 0; })) {
      refresh();
      return;
    }
    if (usesScript(changed)) { reload(); return; }
    if (news.changed.some(function (path) { return /\.css$/.test(path); })) { swapStyles(changed); }
    swapPictures(changed);
  }
  function listen() {
    // A hidden page listens to nothing: browsers allow six connections to one place.
    if (document.visibilityState === "hidden") {
      if (source) { source.close(); source = null; }
    } else if (!source) {
      source = new EventSource(self.dataset.events);
      source.onmessage = hear;
    }
  }
  restore();
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", function () { if (source) { source.close(); source = null; } });
  addEventListener("pageshow", listen);
})();
