"use strict";
// More than the server takes at once is not sent: data-most of a form, in megabytes.
function isTooMuch(form) {
  var size = 0;
  form.querySelectorAll("input[type=file]").forEach(function (input) {
    Array.from(input.files).forEach(function (file) { size += file.size; });
  });
  if (!(size > form.dataset.most * 1048576)) return false;
  form.querySelector("[role=status]").textContent = "Belum dikirim: " + Math.ceil(size / 1048576) +
    " MB, sedangkan sekali kirim paling banyak " + form.dataset.most + " MB.";
  return true;
}
document.addEventListener("submit", function (event) {
  if (isTooMuch(event.target)) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);
// A file dropped on a form with data-drop, or chosen there, is sent at once; without scripts its own button does it.
document.querySelectorAll("form[data-drop]").forEach(function (form) {
  var input = form.querySelector("input[type=file]");
  form.classList.add("ready");
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
  input.addEventListener("change", function () { if (input.files.length) send(); });
  window.addEventListener("pageshow", function () { form.classList.remove("busy"); });
  function send() {
    var said = form.querySelector("[role=status]");
    if (form.classList.contains("busy") || isTooMuch(form)) return;
    form.classList.add("busy");
    said.textContent = "Membaca dan memeriksa " + input.files[0].name + " …";
    form.submit();
  }
});
// What was typed into a form and not sent is asked about before the page is left; a file that is chosen is no typing.
document.querySelectorAll("form[method=post]:not([data-drop]):not([data-send])").forEach(function (form) {
  var dirty = form.hasAttribute("data-typed"); // shown again, and not kept
  form.addEventListener("input", function () { dirty = true; });
  form.addEventListener("submit", function () { dirty = false; });
  window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });
});
