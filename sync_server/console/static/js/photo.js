/* The arrows lead to the photos before and after, never while somebody types or looks into details. */
(function () {
  "use strict";

  var WAYS = { ArrowLeft: "a[rel=prev]", ArrowRight: "a[rel=next]" };

  document.addEventListener("keydown", function (event) {
    var selector = WAYS[event.key];
    var link = selector && document.querySelector(selector);
    if (!link || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) { return; }
    if (event.target.closest("input, select, textarea, [contenteditable]")) { return; }
    event.preventDefault();
    window.location.assign(link.href);
  });
}());
