/* Mine noter: what was written on the site's pages, where it is, and how it is remembered, saved, read back in,
   printed and deleted. Without this script the page says that it can't be done. */
(function () {
  "use strict";
  var element = window.courseElements.element;
  var button = window.courseElements.button;
  var box = document.querySelector(".notes");
  if (!box) return;
  var store = window.courseNotes;
  var file = window.courseNotesFile;
  var html = document.documentElement;
  var order = []; // the addresses of all fields of the site; a note from elsewhere has no link
  var WHERE = {
    "": "Det, du skriver, er kun på den side, du skriver det på, og forsvinder, når du forlader siden.",
    tab: "Det, du skriver, bliver husket i denne fane, til du lukker den. En lukket fane kan nogle gange åbnes igen, så slet dine noter, når du er færdig, hvis andre bruger computeren.",
    computer: "Det, du skriver, bliver husket i denne browser på denne computer, til du sletter det. Andre, der bruger samme login, kan læse det."
  };

  function count(number) {
    return number === 1 ? "1 felt" : number + " felter";
  }

  /* ── what is there ─────────────────────────────────────── */

  function place(address) {
    var at = order.indexOf(address);
    return at < 0 ? order.length : at;
  }

  /* A field of this page shows itself what is written in it. */
  function isHere(address) {
    var parts = address.split("#");
    return parts[0] === html.dataset.notes && document.getElementById(parts[1]) !== null;
  }

  /* The notes from other pages in the course's order, under the titles of the pages. */
  function listed() {
    var list = element("div", "notes__list");
    var away = store.all().filter(function (entry) { return !isHere(entry[0]); });
    var page = null;
    away.sort(function (a, b) { return place(a[0]) - place(b[0]); }).forEach(function (entry) {
      if (entry[1].page !== page) list.append(element("h3", "", entry[1].page || "Uden sidenavn"));
      page = entry[1].page;
      list.append(note(entry[0], entry[1]));
    });
    return list;
  }

  function note(address, entry) {
    var made = element("div", "notes__note");
    var asked = element("p", "notes__asked");
    var linked = order.indexOf(address) < 0 ? asked : element("a");
    var text = /^\d{4}-\d{2}-\d{2}$/.test(entry.text) ? file.dateText(entry.text) : entry.text;
    linked.textContent = entry.asked || "Uden spørgsmål";
    if (linked !== asked) {
      linked.href = html.dataset.root + address;
      asked.append(linked);
    }
    made.append(asked, element("p", "written notes__text", text));
    return made;
  }

  /* ── reading a file in ─────────────────────────────────── */

  function Reader(said) {
    var made = element("div", "notes__reader");
    var label = element("label", "", "Hent noter ind fra en fil");
    var input = element("input", "notes__file");
    var choice = element("div", "notes__choice");
    var asked = element("p");

    function finish(text) {
      choice.hidden = true;
      input.value = "";
      said(text);
    }

    function take(entries, replace) {
      var taken = store.take(entries, replace);
      var left = entries.length - taken;
      finish("Hentet ind: " + count(taken) + "." + (left ? " I " + count(left) + " stod der noget i forvejen, og det blev stående." : ""));
      input.focus();
    }

    function chosen(found) {
      if (found.wrong) {
        finish(found.wrong);
      } else if (!store.all().length) {
        take(found.entries, true);
      } else {
        asked.textContent = "Filen har " + count(found.entries.length) + ", og du har skrevet i " + count(store.all().length) + ". Lægger du til, bliver det stående, som du har skrevet her.";
        choice.replaceChildren(
          asked,
          button("Læg til", function () { take(found.entries, false); }),
          button("Erstat alt", function () { take(found.entries, true); }),
          button("Fortryd", function () { finish("Intet er hentet ind."); input.focus(); })
        );
        choice.hidden = false;
        asked.focus();
      }
    }

    input.type = "file";
    input.accept = ".txt,text/plain";
    input.id = "hent-noter";
    label.htmlFor = input.id;
    asked.tabIndex = -1;
    choice.hidden = true;
    input.addEventListener("change", function () {
      if (input.files.length) file.read(input.files[0], chosen);
    });
    made.append(label, input, choice);
    return made;
  }

  /* ── the whole ─────────────────────────────────────────── */

  /* Deleting takes two presses; whatever else is done in between takes the first one back. */
  function Delete(done) {
    var made = button("Slet alt", function () {
      if (!made.classList.contains("is-asking")) {
        set(true);
        window.courseSay("Tryk igen for at slette alt, du har skrevet.");
        return;
      }
      set(false);
      store.forget();
      done("Alt, du havde skrevet, er slettet.");
    }, "button button--quiet notes__delete");

    function set(asking) {
      made.classList.toggle("is-asking", asking);
      made.textContent = asking ? "Tryk igen for at slette alt" : "Slet alt";
    }

    made.addEventListener("blur", function () { set(false); });
    made.addEventListener("keydown", function (event) { if (event.key === "Escape") set(false); });
    return made;
  }

  var where = element("p", "notes__where");
  var said = element("p", "notes__said");
  var warning = element("p", "field-note", "Vælg kun »Husk på denne computer«, når du er alene om den. På en delt computer kan andre læse det.");
  var list = element("div", "notes__list");
  var inTab = button("Husk i denne fane", function () { remember("tab"); }, "button");
  var onComputer = button("Husk på denne computer", function () { remember("computer"); });
  var save = button("Gem som fil", file.save);
  var print = button("Skriv ud", function () { window.print(); });
  var remove = Delete(tell);

  function tell(text) {
    said.textContent = text;
    said.hidden = !text;
    where.focus();
  }

  function remember(there) {
    tell(store.remember(there) ? "" : "Browseren lader ikke siden huske noget. Gem det som fil i stedet.");
  }

  function refresh() {
    var now = store.place();
    var notes = store.all();
    where.textContent = store.canRemember ? WHERE[now] : "Siden er åbnet som en fil og kan derfor ikke huske noget. " + WHERE[""];
    if (notes.length) where.textContent += " Lige nu har du skrevet i " + count(notes.length) + ", her på siden medregnet.";
    inTab.hidden = Boolean(now) || !store.canRemember;
    onComputer.hidden = warning.hidden = now === "computer" || !store.canRemember;
    save.hidden = !notes.length;
    remove.hidden = !notes.length && !now;
    var fresh = listed();
    list.replaceWith(fresh);
    list = fresh;
    box.classList.toggle("notes--written", list.children.length > 0);
  }

  var remembering = element("div", "notes__tools");
  var tools = element("div", "notes__tools");
  where.tabIndex = -1;
  said.setAttribute("role", "status");
  said.hidden = true;
  warning.id = "husk-advarsel";
  onComputer.setAttribute("aria-describedby", warning.id);
  remembering.append(inTab, onComputer);
  tools.append(save, print, remove);
  box.replaceChildren(where, remembering, warning, tools, Reader(tell), said, list);
  store.onChange(refresh);
  refresh();

  var index = element("script");
  index.src = html.dataset.root + "assets/felter.js";
  index.addEventListener("load", function () {
    order = window.courseFields;
    refresh();
  });
  document.head.append(index);
})();
