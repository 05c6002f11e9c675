/* Makes the ruled lines of questions and forms into fields to write in. On paper stands what was written, or the lines. */
(function () {
  "use strict";
  var element = window.courseElements.element;
  var button = window.courseElements.button;
  var store = window.courseNotes;
  var file = window.courseNotesFile;
  var html = document.documentElement;
  var KINDS = { "field--dato": "date", "field--tid": "time", "field--linje": "text" };
  var LOST = "Det, du har skrevet, forsvinder, når du forlader siden.";
  var refreshers = [];
  var said = element("div", "visually-hidden");

  /* Says something to those who don't see it, once. */
  function say(text) {
    said.textContent = "";
    said.textContent = text;
  }

  /* The page's address from the site's root, as `modul/x.html`. */
  function pageAddress() {
    var root = new URL(html.dataset.root || "./", location.href).pathname;
    var path = decodeURIComponent(location.pathname).slice(decodeURIComponent(root).length);
    return path === "" || path.slice(-1) === "/" ? path + "index.html" : path;
  }

  function Control(box) {
    var type = Object.keys(KINDS).filter(function (name) { return box.classList.contains(name); }).map(function (name) { return KINDS[name]; })[0];
    var made = element(type ? "input" : "textarea", "field__control");
    if (type) made.type = type;
    else made.style.setProperty("--rows", box.querySelector(".write-here").children.length);
    made.id = box.id + "--felt";
    made.autocomplete = "off";
    made.spellcheck = false; // some browsers send what is spelt to their maker
    made.setAttribute("writingsuggestions", "false");
    made.maxLength = type ? 500 : store.longest;
    return made;
  }

  /* A form's field has a label; a question may be several paragraphs, and names its field by reference. */
  function nameIt(asked, control) {
    if (!asked.parentElement.classList.contains("field")) {
      asked.id = control.id + "--navn";
      control.setAttribute("aria-labelledby", asked.id);
      return asked;
    }
    var label = element("label", asked.className);
    label.htmlFor = control.id;
    label.append.apply(label, Array.from(asked.childNodes));
    asked.replaceWith(label);
    return label;
  }

  function shown(control) {
    return control.type === "date" ? file.dateText(control.value) : control.type === "time" ? control.value.replace(":", ".") : control.value;
  }

  function Field(box, note, onWrite) {
    var address = pageAddress() + "#" + box.id;
    var control = Control(box);
    var asked = nameIt(box.querySelector(".asked"), control);
    var printed = element("div", "written");
    printed.setAttribute("aria-hidden", "true");
    control.setAttribute("aria-describedby", note.id);

    function refresh() {
      var text = store.get(address);
      if (control.value !== text) control.value = text;
      printed.textContent = shown(control);
      box.classList.toggle("is-written", text !== "");
    }

    control.addEventListener("input", function () {
      store.set(address, { page: document.querySelector("h1").textContent.trim(), asked: asked.textContent.replace(/\s+/g, " ").trim(), text: control.value });
      onWrite();
    });
    box.classList.add("has-control");
    box.querySelector(".write-here").after(control, printed);
    refreshers.push(refresh);
    refresh();
    return address;
  }

  /* Under each group of fields: what not to write, and where what is written is. */
  function Group(box) {
    var note = element("p", "field-note", "Skriv, så ingen borger kan kendes: ingen navne, numre eller steder. Det, du skriver, bliver i din browser, og din leder ser det kun, hvis du viser det.");
    var line = element("p", "keep__line");
    var tools = element("div", "keep__tools");
    var keep = element("div", "keep");
    var addresses = [];
    var told = false;

    function remember() {
      if (store.remember("tab")) line.focus();
      else say(line.textContent);
    }

    var rememberButton = button("Husk i denne fane", remember);
    var saveButton = button("Gem som fil", file.save);
    var link = element("a", "keep__link", "Mine noter");

    function refresh() {
      var where = store.place();
      line.textContent = where === "computer" ? "Det, du skriver, bliver husket på denne computer."
        : where === "tab" ? "Det, du skriver, bliver husket i denne fane, til du lukker den."
          : store.hasFailed() ? "Browseren vil ikke huske noget. " + LOST
            : store.canRemember ? LOST : "Siden er åbnet som en fil og kan ikke huske noget. " + LOST;
      if (where && store.hasFailed()) line.textContent = "Browseren kunne ikke huske det sidste, du skrev. Gem det som fil.";
      rememberButton.hidden = Boolean(where) || !store.canRemember || !html.dataset.notes; // what is remembered must be shown somewhere
      saveButton.hidden = Boolean(where) && !store.hasFailed();
      keep.hidden = !where && !addresses.some(store.get);
    }

    function onWrite() {
      if (!told && !store.place()) say(line.textContent + " Under feltet kan du vælge at gemme.");
      told = true;
    }

    note.id = box.id + "--husk";
    line.tabIndex = -1;
    tools.append(rememberButton, saveButton);
    if (html.dataset.notes) {
      link.href = html.dataset.root + html.dataset.notes + "#mine-noter";
      tools.append(link);
    }
    keep.append(line, tools);
    var boxes = box.classList.contains("form") ? Array.from(box.querySelectorAll(".field[id]")) : [box];
    addresses = boxes.map(function (one) { return Field(one, note, onWrite); });
    box.append(note, keep);
    refreshers.push(refresh);
    refresh();
  }

  said.setAttribute("role", "status");
  document.body.append(said);
  window.courseSay = say;
  document.querySelectorAll(".reflect[id], .form[id]").forEach(Group);
  store.onChange(function () { refreshers.forEach(function (refresh) { refresh(); }); });
})();
