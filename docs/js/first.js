/* Before the page is drawn: whether scripts run, and which colours were chosen in this tab. */
(function () {
  "use strict";
  var html = document.documentElement;
  html.classList.add("js");
  try {
    var chosen = sessionStorage.getItem(html.dataset.site + ":farver");
    if (chosen === "light" || chosen === "dark") html.dataset.scheme = chosen;
  } catch (blocked) { /* a browser that keeps nothing shows the system's colours */ }
})();
