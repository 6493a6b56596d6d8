/* Going through the queue by keys: never while somebody types, chooses or looks at a large photo. */
(function () {
  "use strict";

  var form = document.getElementById("verdict-form");
  var isSent = false;

  function go(selector) {
    var link = document.querySelector(selector);
    if (link) { window.location.assign(link.href); }
  }

  function write() {
    var text = form && form.querySelector("textarea");
    if (text) { text.focus(); text.scrollIntoView({ block: "center" }); }
  }

  function approve() {
    var button = form && form.querySelector("button[value=approved]");
    var text = form && form.querySelector("textarea");
    /* Words that stand there may be meant for a return: whoever wrote some presses the button. */
    if (button && text.value.trim()) { button.focus(); return; }
    if (button) { button.click(); }
  }

  var ACTS = {
    j: function () { go("a[rel=next]"); },
    k: function () { go("a[rel=prev]"); },
    o: function () { go("#whole"); },
    a: approve,
    r: write,
    c: write
  };

  function isBusy(event) {
    var large = document.getElementById("lightbox");
    return event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing ||
      event.defaultPrevented || Boolean(large && !large.hidden) ||
      Boolean(event.target.closest("input, select, textarea, [contenteditable]"));
  }

  document.addEventListener("keydown", function (event) {
    var act = ACTS[event.key.toLowerCase()];
    if (!act || isBusy(event)) { return; }
    event.preventDefault();
    act();
  });

  /* One press is one verdict, however long the answer takes. */
  if (form) {
    form.addEventListener("submit", function (event) {
      if (isSent) { event.preventDefault(); }
      isSent = true;
    });
    window.addEventListener("pageshow", function () { isSent = false; });
  }
}());
