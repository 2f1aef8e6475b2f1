"use strict";
// Keys of the pages of evidence: on a file's page its links, on the list from one file to the next.
document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) { return; }
  var link = document.querySelector('a[data-shortcut="' + CSS.escape(event.key) + '"]');
  if (link) { link.click(); return; }
  if (event.key !== "j" && event.key !== "k") { return; }
  var all = Array.from(document.querySelectorAll("a[data-key]")).filter(function (it) { return it.offsetParent; });
  if (!all.length) { return; }
  var at = all.indexOf(document.activeElement);
  var next = event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0);
  all[next].focus();
  all[next].scrollIntoView({ block: "center" });
});
document.querySelectorAll("form[data-send]").forEach(function (form) {
  form.addEventListener("submit", function () {
    var button = form.querySelector("button");
    button.disabled = true;
    button.textContent = "Mengirim…";
  });
});
