/* What script adds to the map: drag it and turn the wheel over it; its links go without loading
   the page anew. Where it comes to rest, the server draws it again, as for a link. */
(function () {
  "use strict";

  var REST_MS = 350, CLICK_PX = 4, STEP = 1.25;
  var held = null, timer = 0, asked = 0;

  function mercator(lat) { return Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)); }
  function latitude(y) { return Math.atan(Math.sinh(y)) * 180 / Math.PI; }

  function frame(svg) {
    if (!svg.whole) {
      var all = svg.viewBox.baseVal;
      svg.whole = { width: all.width, height: all.height };
    }
    return svg.whole;
  }

  /* The part of the world that is in the picture as it was moved, as the address says it. */
  function box(svg) {
    var whole = frame(svg), seen = svg.viewBox.baseVal, at = svg.dataset;
    var west = Number(at.west), east = Number(at.east);
    var north = mercator(Number(at.north)), south = mercator(Number(at.south));
    function lng(x) { return west + (east - west) * x / whole.width; }
    function lat(y) { return latitude(north + (south - north) * y / whole.height); }
    return [lng(seen.x), lat(seen.y + seen.height), lng(seen.x + seen.width), lat(seen.y)];
  }

  function show(address, isBack) {
    var number = ++asked;
    var url = new URL(address, window.location.href);
    var headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
    window.fetch(url.pathname + url.search, { headers: headers, credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) { throw new Error("no map"); }
        return answer.text();
      })
      .then(function (text) {
        if (number !== asked) { return; }
        var come = new DOMParser().parseFromString(text, "text/html").getElementById("listing");
        document.getElementById("listing").replaceWith(document.adoptNode(come));
        if (!isBack) { window.history.pushState({ map: true }, "", url.pathname + url.search); }
      })
      .catch(function () { window.location.assign(url.href); });
  }

  function rest(svg) {
    window.clearTimeout(timer);
    timer = window.setTimeout(function () {
      var corners = box(svg).map(function (each) { return each.toFixed(5); });
      var url = new URL(window.location.href);
      ["at", "page"].forEach(function (each) { url.searchParams.delete(each); });
      url.searchParams.set("bbox", corners.join(","));
      show(url.href);
    }, REST_MS);
  }

  function picture(event) { return event.target.closest(".map-sheet svg"); }

  document.addEventListener("pointerdown", function (event) {
    var svg = picture(event);
    if (!svg || event.button !== 0 || event.pointerType === "touch" && !event.isPrimary) { return; }
    window.clearTimeout(timer);
    frame(svg);
    var seen = svg.viewBox.baseVal;
    held = { svg: svg, x: event.clientX, y: event.clientY, left: seen.x, top: seen.y, isMoved: false };
  });

  document.addEventListener("pointermove", function (event) {
    if (!held) { return; }
    var across = event.clientX - held.x, down = event.clientY - held.y;
    if (!held.isMoved && Math.hypot(across, down) < CLICK_PX) { return; }
    held.isMoved = true;
    held.svg.classList.add("is-moved");
    var seen = held.svg.viewBox.baseVal;
    var scale = seen.width / held.svg.clientWidth;
    seen.x = held.left - across * scale;
    seen.y = held.top - down * scale;
  });

  /* The click that ends a drag opens nothing. */
  function swallow(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  function drop() {
    if (held && held.isMoved) {
      held.svg.classList.remove("is-moved");
      rest(held.svg);
      window.addEventListener("click", swallow, { capture: true, once: true });
      window.setTimeout(function () { window.removeEventListener("click", swallow, true); }, 0);
    }
    held = null;
  }
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
  document.addEventListener("dragstart", function (event) { if (held) { event.preventDefault(); } });

  /* The wheel turns the page, as everywhere, unless Ctrl is held: then it is the map's. */
  document.addEventListener("wheel", function (event) {
    var svg = picture(event);
    if (!svg || !(event.ctrlKey || event.metaKey)) { return; }
    event.preventDefault();
    frame(svg);
    var seen = svg.viewBox.baseVal, around = svg.getBoundingClientRect();
    var times = event.deltaY < 0 ? 1 / STEP : STEP;
    var x = (event.clientX - around.left) / around.width;
    var y = (event.clientY - around.top) / around.height;
    seen.x += seen.width * (1 - times) * x;
    seen.y += seen.height * (1 - times) * y;
    seen.width *= times;
    seen.height *= times;
    rest(svg);
  }, { passive: false });

  document.addEventListener("click", function (event) {
    var link = event.target.closest(".map-ways a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    show(link.href);
  });

  window.addEventListener("popstate", function () {
    if (document.getElementById("map")) { show(window.location.href, true); }
  });
}());
