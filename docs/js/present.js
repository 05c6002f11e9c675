/* Vis på skærm: a module's sections one at a time, large, with a timer. Trainer's edition only.
   Keys: arrows, Page Up and Down and space move; Home and End; T starts and pauses the timer; Esc closes. */
(function () {
  "use strict";
  var element = window.courseElements.element;

  var HIDDEN = ".note--trainer, .note--leader, .role-card, .headerlink, .diagram + .diagram, .field__control, .written, .field-note, .keep, .player, .answers";
  var STARTING_MINUTES = 5;

  function button(text, action) {
    return window.courseElements.button(text, action, "presenter__button");
  }

  /* The sections of the page as views: a heading with what follows it, but not the trainer's notes. */
  function viewsOf(article) {
    var views = [];
    article.querySelectorAll("h2").forEach(function (heading) {
      if (heading.id === "noter--underviser") return;
      var view = element("section", "presenter__view md-typeset");
      for (var node = heading; node && !(node !== heading && node.tagName === "H2"); node = node.nextElementSibling) {
        view.appendChild(node.cloneNode(true));
      }
      view.querySelectorAll(HIDDEN).forEach(function (hidden) { hidden.remove(); });
      view.querySelectorAll(".has-control, .scenario--played").forEach(function (made) { made.classList.remove("has-control", "scenario--played"); });
      view.querySelectorAll("[id]").forEach(renameId);
      view.querySelector("h2").tabIndex = -1;
      views.push(view);
    });
    return views;
  }

  /* A copy may not have the original's ids; a drawing goes on being named by its own. */
  function renameId(node) {
    var old = node.id;
    node.id = "vist--" + old;
    var drawing = node.closest("svg");
    ["aria-labelledby", "aria-describedby"].forEach(function (name) {
      if (drawing && drawing.getAttribute(name) === old) drawing.setAttribute(name, node.id);
    });
  }

  function Timer(label, announce) {
    var left = STARTING_MINUTES * 60;
    var ticking = null;

    function show() {
      var minutes = Math.floor(left / 60);
      var seconds = left % 60;
      label.textContent = minutes + "." + (seconds < 10 ? "0" : "") + seconds;
    }

    function stop() {
      window.clearInterval(ticking);
      ticking = null;
    }

    function tick() {
      left = Math.max(left - 1, 0);
      show();
      if (left === 0) {
        stop();
        announce("Tiden er gået");
      }
    }

    show();
    return {
      toggle: function () {
        if (ticking) {
          stop();
        } else if (left > 0) {
          ticking = window.setInterval(tick, 1000);
        }
        return Boolean(ticking);
      },
      add: function (minutes) {
        left = Math.max(left + minutes * 60, 0);
        show();
      },
      stop: stop
    };
  }

  function Presenter(article, opener) {
    var views = viewsOf(article);
    var at = 0;
    var box = element("div", "presenter");
    var stage = element("div", "presenter__stage");
    var count = element("span", "presenter__count");
    var clock = element("span", "presenter__clock");
    var said = element("span", "presenter__said");
    var others = [];

    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "true");
    box.setAttribute("aria-label", "Vis på skærm");
    said.setAttribute("role", "status");
    var timer = Timer(clock, function (text) {
      said.textContent = text;
      run.textContent = "Start uret";
    });
    var run = button("Start uret", function () {
      said.textContent = "";
      run.textContent = timer.toggle() ? "Sæt uret på pause" : "Start uret";
    });

    function show(number) {
      at = Math.min(Math.max(number, 0), views.length - 1);
      stage.replaceChildren(views[at]);
      stage.scrollTop = 0;
      count.textContent = at + 1 + " af " + views.length;
      views[at].dispatchEvent(new CustomEvent("course:shown", { bubbles: true }));
      views[at].querySelector("h2").focus();
    }

    function close() {
      timer.stop();
      box.remove();
      document.removeEventListener("keydown", key, true);
      document.documentElement.classList.remove("presenting");
      others.forEach(function (other) { other.inert = false; });
      opener.focus();
    }

    function key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return; // the browser's own keys
      var onButton = event.target.closest && event.target.closest("button, a, summary");
      var moves = { ArrowRight: at + 1, PageDown: at + 1, ArrowLeft: at - 1, PageUp: at - 1, Home: 0, End: views.length - 1 };
      if (event.key === "Escape") close();
      else if (event.key in moves) show(moves[event.key]);
      else if (event.key === " " && !onButton) show(at + 1);
      else if (event.key.toLowerCase() === "t") run.click();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    var bar = element("div", "presenter__bar");
    bar.append(
      button("Forrige", function () { show(at - 1); }), count, button("Næste", function () { show(at + 1); }),
      clock, run, button("1 min. mindre", function () { timer.add(-1); }), button("1 min. mere", function () { timer.add(1); }),
      said, button("Luk", close)
    );
    box.append(stage, bar);
    others = Array.prototype.slice.call(document.body.children);
    others.forEach(function (other) { other.inert = true; });
    document.body.appendChild(box);
    document.documentElement.classList.add("presenting");
    document.addEventListener("keydown", key, true);
    show(0);
  }

  var head = document.querySelector(".module-head");
  if (!head) return;
  var article = head.closest("article");
  var opener = button("Vis på skærm", function () { Presenter(article, opener); });
  opener.className = "presenter__open";
  head.before(opener);
})();
