/* The header's buttons: the menu on narrow screens, and light or dark. */
(function () {
  "use strict";
  var html = document.documentElement;

  function menu(button, list) {
    function set(open) {
      button.setAttribute("aria-expanded", String(open));
      list.classList.toggle("menu--open", open);
    }
    button.hidden = false;
    button.addEventListener("click", function () { set(button.getAttribute("aria-expanded") !== "true"); });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      set(false);
      button.focus();
    });
  }

  function scheme(button) {
    var system = window.matchMedia("(prefers-color-scheme: dark)");

    function isDark() {
      return html.dataset.scheme ? html.dataset.scheme === "dark" : system.matches;
    }

    function label() {
      button.querySelector("[data-label]").textContent = isDark() ? "Lys" : "Mørk";
      button.setAttribute("aria-label", isDark() ? "Lyse farver" : "Mørke farver");
    }

    button.hidden = false;
    label();
    system.addEventListener("change", label);
    button.addEventListener("click", function () {
      html.dataset.scheme = isDark() ? "light" : "dark";
      label();
      if (location.protocol === "file:") return; // folders on a file share have one store together
      try {
        sessionStorage.setItem(html.dataset.site + ":farver", html.dataset.scheme);
      } catch (blocked) { /* then it lasts for this page */ }
    });
  }

  var button = document.querySelector("[data-menu-button]");
  var list = document.getElementById("menu");
  if (button && list) menu(button, list);
  var other = document.querySelector("[data-scheme-button]");
  if (other) scheme(other);
  var contents = document.querySelector("[data-toc]");
  if (contents && window.matchMedia("(min-width: 80em)").matches) contents.open = true;
})();
