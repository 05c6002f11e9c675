/* Print hele dagen: makes as many copies of each sheet as its class says, copies-20 for twenty.
   Without this script each sheet is there once, and says itself how many are wanted. */
(function () {
  "use strict";

  document.querySelectorAll('[class*="copies-"]').forEach(function (sheet) {
    var wanted = Number(/copies-(\d+)/.exec(sheet.className)[1]);
    sheet.querySelectorAll("[id]").forEach(function (node) { node.removeAttribute("id"); });
    for (var made = 1; made < wanted; made += 1) {
      var copy = sheet.cloneNode(true);
      copy.classList.add("sheet--copy");
      sheet.after(copy);
    }
  });
})();
