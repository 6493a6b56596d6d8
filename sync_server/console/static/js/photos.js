/* Large photos over the page: arrows go on, Escape closes; without script they open in a tab. */
(function () {
  "use strict";

  var box = document.getElementById("lightbox");
  if (!box) { return; }
  var links = Array.prototype.slice.call(document.querySelectorAll("a[data-large]"));
  var picture = box.querySelector("img");
  var caption = box.querySelector("figcaption");
  var at = -1;

  function show(index) {
    at = (index + links.length) % links.length;
    picture.src = links[at].href;
    caption.textContent = links[at].dataset.caption;
    box.hidden = false;
    box.querySelector(".lightbox-close").focus();
  }

  function close() {
    box.hidden = true;
    picture.removeAttribute("src");
    links[at].focus();
  }

  links.forEach(function (link, index) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey) { return; }
      event.preventDefault();
      show(index);
    });
  });

  box.addEventListener("click", function (event) {
    var act = event.target.dataset.act;
    if (act === "before") { show(at - 1); }
    else if (act === "after") { show(at + 1); }
    else if (act === "close" || event.target === box) { close(); }
  });

  document.addEventListener("keydown", function (event) {
    if (box.hidden) { return; }
    if (event.key === "Escape") { close(); }
    else if (event.key === "ArrowLeft") { show(at - 1); }
    else if (event.key === "ArrowRight") { show(at + 1); }
  });
}());
