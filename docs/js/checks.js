/* Self-checks fold out by themselves; this lets those who listen hear what is said of an answer when they open it. */
(function () {
  "use strict";

  document.querySelectorAll(".check").forEach(function (check) {
    var said = document.createElement("p");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    check.append(said);
    check.querySelectorAll("details.answer").forEach(function (answer) {
      answer.addEventListener("toggle", function () {
        said.textContent = answer.open ? answer.textContent.replace(answer.querySelector("summary").textContent, "").trim() : "";
      });
    });
  });
})();
