"use strict";
// A file dropped on a form of class "drop", or chosen there, is sent at once; without scripts its button does it.
document.querySelectorAll("form[data-drop]").forEach(function (form) {
  var input = form.querySelector("input[type=file]");
  ["dragenter", "dragover"].forEach(function (name) {
    form.addEventListener(name, function (event) { event.preventDefault(); form.classList.add("over"); });
  });
  ["dragleave", "drop"].forEach(function (name) {
    form.addEventListener(name, function () { form.classList.remove("over"); });
  });
  form.addEventListener("drop", function (event) {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; send(); }
  });
  input.addEventListener("change", send);
  function send() {
    var button = form.querySelector("button");
    button.disabled = true;
    button.textContent = "Memeriksa…";
    form.submit();
  }
});
