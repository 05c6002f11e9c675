/* A table that is wider than its place can be scrolled with the keyboard, and says so. */
(function () {
  "use strict";

  var frames = Array.from(document.querySelectorAll(".table-frame"));

  function fit(frame) {
    // Too wide by a fraction of a pixel, it is a stop for Tab as well, so it has to say what it is.
    var wide = frame.firstElementChild.getBoundingClientRect().width > frame.getBoundingClientRect().width + 0.01;
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
    entries.forEach(function (entry) { fit(entry.target.closest(".table-frame")); });
  });
  // At once, so that Tab finds it from the start, and again when the window or the letters change.
  frames.forEach(function (frame) {
    fit(frame);
    watch.observe(frame);
    watch.observe(frame.firstElementChild);
  });
})();
