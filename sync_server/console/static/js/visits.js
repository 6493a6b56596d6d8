/* What script adds to a list: a click anywhere on a row, and going through it by keys. */
(function () {
  "use strict";

  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll("#listing tr[data-href]"));
  }

  document.addEventListener("click", function (event) {
    var row = event.target.closest("#listing tr[data-href]");
    if (!row || event.target.closest("a") || String(window.getSelection())) { return; }
    if (event.ctrlKey || event.metaKey) {
      window.open(row.dataset.href, "_blank", "noopener");
    } else {
      window.location.assign(row.dataset.href);
    }
  });

  /* j and k (or the arrows) go to the next and the previous row, Enter opens it, / searches. */
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (event.target.closest("input, select, textarea")) { return; }
    var step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (event.key === "/") {
      var search = document.querySelector("input[type=search]");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    } else if (step) {
      var all = rows();
      var at = all.indexOf(document.activeElement.closest("tr"));
      var next = all[Math.max(0, Math.min(all.length - 1, at + step))];
      if (next) {
        event.preventDefault();
        /* The link that the row itself is, which need not be its first. */
        (next.querySelector('a[href="' + next.dataset.href + '"]') || next.querySelector("a")).focus();
      }
    }
  });

  /* The state chosen by a tab stays when another filter changes. */
  document.addEventListener("htmx:after:swap", function () {
    var listing = document.getElementById("listing");
    var state = document.getElementById("state");
    if (listing && state) { state.value = listing.dataset.state; }
  });
}());
