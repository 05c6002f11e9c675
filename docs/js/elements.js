/* Makes elements and buttons, for the scripts that come after. */
(function () {
  "use strict";

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function button(text, action, className) {
    var made = element("button", className || "button button--quiet", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  window.courseElements = { element: element, button: button };
})();
