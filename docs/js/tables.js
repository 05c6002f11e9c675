/* A table that is wider than its place can be scrolled with the keyboard, and says so. */
(function () {
  "use strict";

  function fit(frame) {
    var wide = frame.scrollWidth > frame.clientWidth + 1;
    if (wide) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", "Tabel, der kan rulles til siden");
    } else {
      frame.removeAttribute("tabindex");
      frame.removeAttribute("role");
      frame.removeAttribute("aria-label");
    }
  }

  var watch = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) { fit(entry.target); });
  });
  document.querySelectorAll(".table-frame").forEach(function (frame) { watch.observe(frame); });
})();
