/* A table that is wider than its place can be scrolled with the keyboard, and says so. */
(function () {
  "use strict";

  var frames = Array.from(document.querySelectorAll(".table-frame"));

  function fit(frame) {
    var wide = frame.scrollWidth > frame.clientWidth + 1;
    if (wide) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", "Tabel " + (frames.indexOf(frame) + 1) + ", der kan rulles til siden");
    } else {
      frame.removeAttribute("tabindex");
      frame.removeAttribute("role");
      frame.removeAttribute("aria-label");
    }
  }

  var watch = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) { fit(entry.target); });
  });
  frames.forEach(function (frame) { watch.observe(frame); });
})();
