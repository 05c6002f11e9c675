/* What somebody writes in the page's fields. It is kept in the page alone, and gone when the page is left,
   until they ask for it to be remembered: in the tab (sessionStorage) or on the computer (localStorage).
   A page that was opened as a file remembers nothing, since all files on a share have one store together. */
(function () {
  "use strict";
  var html = document.documentElement;
  var KEY = html.dataset.site + ":noter";
  var STORES = { tab: "sessionStorage", computer: "localStorage" };
  var ADDRESS = /^[a-z0-9-]+(\/[a-z0-9-]+)*\.html#[a-z0-9-]+$/;
  var LONGEST = 20000;
  var isFile = location.protocol === "file:";
  var notes = new Map(); // address of the field → { page, asked, text }
  var failed = false;
  var listeners = [];

  /* A browser that is set to keep nothing throws already when its store is named. */
  function tried(action) {
    try {
      return action();
    } catch (blocked) {
      return undefined;
    }
  }

  function read(where) {
    return isFile ? null : tried(function () { return window[STORES[where]].getItem(KEY); }) || null;
  }

  function remove(where) {
    if (!isFile) tried(function () { window[STORES[where]].removeItem(KEY); });
  }

  function write(where, entries) {
    return !isFile && Boolean(tried(function () {
      window[STORES[where]].setItem(KEY, JSON.stringify(entries));
      return true;
    }));
  }

  function isText(value, most) {
    return typeof value === "string" && value.length <= most;
  }

  /* An entry that can be shown, whatever it came from; it is never used as anything but text. */
  function isEntry(entry) {
    return Array.isArray(entry) && isText(entry[0], 300) && ADDRESS.test(entry[0]) && Boolean(entry[1]) &&
      isText(entry[1].page, 500) && isText(entry[1].asked, 2000) && isText(entry[1].text, LONGEST) && entry[1].text !== "";
  }

  function entriesIn(where) {
    var found = tried(function () { return JSON.parse(read(where)); });
    return Array.isArray(found) ? found.filter(isEntry) : [];
  }

  /* Where it is remembered: "computer", "tab" or nowhere (""). */
  function place() {
    return read("computer") !== null ? "computer" : read("tab") !== null ? "tab" : "";
  }

  function changed() {
    listeners.forEach(function (listener) { listener(); });
  }

  /* Once the computer remembers, it remembers what this tab has too: there is one store at a time. */
  function gather(own) {
    notes = new Map(entriesIn("computer").concat(entriesIn("tab"), own));
    if (place() === "computer" && (own.length || read("tab") !== null)) remember("computer");
  }

  function remember(where) {
    if (!write(where, Array.from(notes))) return false;
    if (where === "computer") remove("tab");
    return true;
  }

  /* Writes one field, and leaves what other tabs have written. */
  function save(address) {
    var where = place();
    if (!where) return;
    var stored = new Map(entriesIn(where));
    if (notes.has(address)) stored.set(address, notes.get(address));
    else stored.delete(address);
    failed = !write(where, Array.from(stored));
  }

  window.courseNotes = {
    canRemember: !isFile,
    longest: LONGEST,
    place: place,
    isEntry: isEntry,
    hasFailed: function () { return failed; },
    all: function () { return Array.from(notes); },
    get: function (address) { return notes.has(address) ? notes.get(address).text : ""; },
    set: function (address, note) {
      if (note.text === "") notes.delete(address);
      else notes.set(address, note);
      save(address);
      changed();
    },
    /* Remember from now on, in the tab or on the computer; false where the browser doesn't let us. */
    remember: function (where) {
      failed = !remember(where);
      changed();
      return !failed;
    },
    /* Take entries in; what is there already stays, unless all is to be replaced. Gives how many were taken. */
    take: function (entries, replace) {
      var before = replace ? new Map() : notes;
      var taken = entries.filter(function (entry) { return !before.has(entry[0]); });
      notes = new Map(Array.from(before).concat(taken));
      failed = Boolean(place()) && !remember(place());
      changed();
      return taken.length;
    },
    forget: function () {
      Object.keys(STORES).forEach(remove);
      notes = new Map();
      failed = false;
      changed();
    },
    onChange: function (listener) { listeners.push(listener); }
  };

  /* Another tab has begun to remember on the computer, has written there, or has deleted it all. */
  window.addEventListener("storage", function (event) {
    if (event.key !== KEY && event.key !== null) return;
    gather(event.newValue !== null && event.oldValue === null ? Array.from(notes) : []);
    changed();
  });

  /* A browser may keep a page that was left, to go back to. What wasn't to be remembered isn't there then. */
  window.addEventListener("pagehide", function () {
    if (place()) return;
    notes = new Map();
    changed();
  });

  gather([]);
})();
