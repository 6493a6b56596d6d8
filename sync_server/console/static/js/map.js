/* The map of one visit: its units' circles and the fixes with their accuracy, on bare paper.
   Positions are WGS-84 throughout; no tiles are loaded from anywhere. */
(function () {
  "use strict";

  var HUES = { "in": "#1d7348", added: "#6b7d2a", out: "#285f8f", photo: "#c98a12", proposal: "#7a3e9d" };
  var frame = document.getElementById("map");
  if (!frame || !window.L) { return; }
  var data = JSON.parse(frame.dataset.map);
  var map = L.map(frame, { attributionControl: false, zoomSnap: 0.25, scrollWheelZoom: false });
  var bounds = L.latLngBounds([]);

  function label(layer, text, direction) {
    /* An element, not a string: leaflet would read a string as HTML. */
    var words = document.createElement("span");
    words.textContent = text;
    layer.bindTooltip(words, { permanent: true, direction: direction, className: "map-label" });
  }

  data.circles.forEach(function (circle) {
    var middle = [circle.lat, circle.lng];
    var around = L.circle(middle, {
      radius: circle.radius_m, color: "#17393d", weight: 1.5, dashArray: "5 5",
      fillColor: "#2c5a5e", fillOpacity: 0.07
    });
    bounds.extend(L.latLng(middle).toBounds(circle.radius_m * 2));
    around.addTo(map);
    L.circleMarker(middle, { radius: 3, color: "#17393d", fillOpacity: 1 }).addTo(map);
    /* The name stands at the circle's northern edge, clear of the fixes in the middle. */
    var edge = L.latLng(middle).toBounds(circle.radius_m * 2).getNorth();
    var north = L.circleMarker([edge, circle.lng], { radius: 0, opacity: 0 }).addTo(map);
    label(north, circle.name, "top");
  });

  data.fixes.forEach(function (fix) {
    var at = [fix.lat, fix.lng];
    var hue = HUES[fix.hue];
    bounds.extend(at);
    if (fix.accuracy_m) {
      bounds.extend(L.latLng(at).toBounds(fix.accuracy_m * 2));
      L.circle(at, {
        radius: fix.accuracy_m, color: hue, weight: 1, opacity: 0.5, fillColor: hue,
        fillOpacity: 0.1, interactive: false
      }).addTo(map);
    }
    var marker = L.circleMarker(at, {
      radius: fix.hue === "photo" ? 5 : 7, color: "#fff", weight: 2, fillColor: hue, fillOpacity: 1
    }).addTo(map);
    var own = data.circles[fix.of];
    if (own && fix.hue === "in" && fix.away_m > own.radius_m) {
      var way = [[own.lat, own.lng], at];
      L.polyline(way, { color: "#b3372b", weight: 1.5, dashArray: "3 6" }).addTo(map);
    }
    if (fix.hue === "photo") {
      marker.bindTooltip(fix.name + " " + fix.at, { className: "map-label" });
    } else {
      label(marker, fix.name + " " + fix.at, fix.hue === "in" ? "right" : "left");
    }
  });

  function fit() {
    map.invalidateSize({ animate: false });
    map.fitBounds(bounds, { padding: [26, 26], maxZoom: 18, animate: false });
  }

  fit();
  /* Paper is narrower than the window: the map is drawn anew for it, and back. */
  window.addEventListener("beforeprint", function () { frame.classList.add("is-on-paper"); fit(); });
  window.addEventListener("afterprint", function () { frame.classList.remove("is-on-paper"); fit(); });
  var scale = L.control.scale({ imperial: false });
  var setScale = scale._updateScale;
  scale._updateScale = function (bar, text, ratio) {
    setScale.call(this, bar, text.replace("km", "公里").replace("m", "米"), ratio);
  };
  scale.addTo(map);
}());
