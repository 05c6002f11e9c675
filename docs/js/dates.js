/* Marks the first date to come, and folds away what has been; without this, all dates stand as they are. */
(function () {
  "use strict";
  var now = new Date();
  var today = [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");

  document.querySelectorAll(".dates").forEach(function (box) {
    var items = Array.prototype.slice.call(box.querySelectorAll("li[class^='date--']"));
    var ahead = items.filter(function (item) { return item.className.slice(6, 16) >= today; });
    var past = items.filter(function (item) { return ahead.indexOf(item) < 0; });
    if (ahead.length) ahead[0].classList.add("next");
    if (!past.length) return;
    var fold = document.createElement("details");
    var name = document.createElement("summary");
    var list = document.createElement("ul");
    name.textContent = past.length === 1 ? "1 dato, der har været" : past.length + " datoer, der har været";
    past.forEach(function (item) { list.appendChild(item); });
    fold.append(name, list);
    box.appendChild(fold);
  });
})();
