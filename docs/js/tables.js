/* A table that is wider than its place can be scrolled with the keyboard, and says so. */
(function () {
  "use strict";

  var frames = Array.from(document.querySelectorAll(".table-frame"));

  function fit(frame) {
    var wide = frame.scrollWidth > frame.clientWidth + 1;
    frame.classList.toggle("table-frame--fits", !wide);
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
  // At once, so that Tab finds it from the start, and again when the window or the letters change.
  frames.forEach(function (frame) {
    fit(frame);
    watch.observe(frame);
  });
})();
