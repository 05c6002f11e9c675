/* A scenario one step at a time: choose, see what comes of it, go on. The steps are those of the page, which stand
   there to be read without this script and on paper. How far one has come isn't remembered. */
(function () {
  "use strict";
  var element = window.courseElements.element;
  var button = window.courseElements.button;

  /* The number of the step that a link within the scenario leads to, as `brevet--3`. */
  function target(link) {
    return Number(link.hash.split("--").pop()) - 1;
  }

  function paragraphs(parent) {
    return Array.from(parent.children).filter(function (child) { return child.tagName === "P" && !child.querySelector("a[href^='#']"); });
  }

  function choiceOf(details) {
    return { text: details.querySelector("summary").textContent, feedback: paragraphs(details), to: target(details.querySelector("a[href^='#']")) };
  }

  function stepOf(step) {
    return { text: paragraphs(step), choices: Array.from(step.querySelectorAll("details.choice")).map(choiceOf) };
  }

  function copies(nodes) {
    return nodes.map(function (node) { return node.cloneNode(true); });
  }

  function Player(box) {
    var plain = box.querySelector("details");
    var steps = Array.from(box.querySelectorAll(".step")).map(stepOf);
    var way = [0]; // the steps so far, by number
    var made = element("div", "player");
    var heading = element("h3", "player__heading");
    var text = element("div", "player__text");
    var choices = element("ul", "player__choices");
    var feedback = element("div", "player__feedback");
    var next = button("Videre", function () { go(way.concat(chosen.to)); }, "button");
    var back = button("Tilbage", function () { go(way.slice(0, -1)); });
    var again = button("Begynd forfra", function () { go([0]); });
    var chosen = null;

    function choose(choice, pressed) {
      chosen = choice;
      choices.querySelectorAll("button").forEach(function (one) { one.setAttribute("aria-pressed", String(one === pressed)); });
      feedback.replaceChildren.apply(feedback, copies(choice.feedback));
      next.hidden = false;
    }

    function offered(choice) {
      var item = element("li");
      var one = button(choice.text, function () { choose(choice, one); }, "player__choice");
      one.setAttribute("aria-pressed", "false");
      item.append(one);
      return item;
    }

    function show() {
      var step = steps[way[way.length - 1]];
      var isEnd = !step.choices.length;
      chosen = null;
      heading.textContent = "Trin " + way.length + (isEnd ? ": Her slutter det" : "");
      text.replaceChildren.apply(text, copies(step.text));
      choices.replaceChildren.apply(choices, step.choices.map(offered));
      choices.hidden = isEnd;
      feedback.replaceChildren();
      next.hidden = true;
      back.hidden = again.hidden = way.length === 1;
    }

    function go(where) {
      way = where;
      show();
      heading.focus();
    }

    /* A link from elsewhere on the site may lead to one of the steps. */
    function follow() {
      var step = location.hash && box.querySelector(".step [id='" + CSS.escape(location.hash.slice(1)) + "']");
      if (step) go([target(location)]);
    }

    heading.tabIndex = -1;
    feedback.setAttribute("role", "status");
    var bar = element("div", "player__bar");
    bar.append(next, back, again);
    made.append(element("p", "label", plain.querySelector("summary").textContent), heading, text, choices, feedback, bar);
    box.prepend(made);
    box.classList.add("scenario--played");
    show();
    follow();
    window.addEventListener("hashchange", follow);
  }

  document.querySelectorAll(".scenario[id]").forEach(Player);
  document.addEventListener("course:shown", function (event) {
    event.target.querySelectorAll(".scenario:not(.scenario--played)").forEach(Player);
  });
})();
