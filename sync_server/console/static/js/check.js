/* A photo that is dropped anywhere on the page goes into the file field, and is sent at once. */
(function () {
  "use strict";

  var form = document.getElementById("picture-form");
  var field = document.getElementById("picture");
  if (!form || !field) { return; }

  document.addEventListener("dragover", function (event) { event.preventDefault(); });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    if (!event.dataTransfer || !event.dataTransfer.files.length) { return; }
    field.files = event.dataTransfer.files;
    form.requestSubmit ? form.requestSubmit() : form.submit();
  });
}());
