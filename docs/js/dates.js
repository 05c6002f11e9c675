/* Marks the first date to come, and folds away those after it and those before; without this, all dates stand as they are. */
(function () {
  "use strict";
  var now = new Date();
  var today = [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");

  function fold(box, items, one, many) {
    if (!items.length) return;
    var made = document.createElement("details");
    var name = document.createElement("summary");
    var list = document.createElement("ul");
    name.textContent = items.length === 1 ? "1 " + one : items.length + " " + many;
    items.forEach(function (item) { list.appendChild(item); });
    made.append(name, list);
    box.appendChild(made);
  }

  document.querySelectorAll(".dates").forEach(function (box) {
    var items = Array.prototype.slice.call(box.querySelectorAll("li[class^='date--']"));
    var ahead = items.filter(function (item) { return item.className.slice(6, 16) >= today; });
    var past = items.filter(function (item) { return ahead.indexOf(item) < 0; });
    if (ahead.length) ahead[0].classList.add("next");
    fold(box, ahead.slice(1), "dato mere", "datoer mere");
    fold(box, past, "dato, der har været", "datoer, der har været");
    var list = box.querySelector("ul");
    if (!list.children.length) list.remove();
  });
})();
