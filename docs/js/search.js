/* The search dialog: what is typed, and the pages that answer. The search itself (search-words.js, search-rank.js) and
   what it searches in are loaded when it is first opened, so no page waits for them. Down and up walk between
   the field and the hits, Enter in the field goes to the first, Esc closes. */
(function () {
  "use strict";
  const element = window.courseElements.element;
  const button = window.courseElements.button;

  const search = window.courseSearch = window.courseSearch || {};
  const html = document.documentElement;

  const PAUSE = 350;    // milliseconds without a key before what was found is told
  const PAGES = 20;     // pages shown
  const SECTIONS = 3;   // sections shown of each
  const EXCERPT = 170;  // signs of a text around what was found
  const BEFORE = 50;    // … of which before it, at most: rather from where a sentence begins
  const SOON = 80;      // milliseconds without a key before the hits are shown

  let finder = null;
  let reading = null;   // the finder to come, once its data are there
  let waiting = null;   // all of it, once begun
  let dialog = null;

  /* ── loading ── */

  function script(address) {
    return new Promise(function (done, failed) {
      const made = element("script");
      made.src = address;
      made.onload = done;
      made.onerror = function () { made.remove(); failed(); };
      document.head.appendChild(made);
    });
  }

  /* Once: the search's own script, then what it searches in, which calls `courseSearch.load`; then that is read. */
  function load() {
    const [engine, data] = html.dataset.search.split(" ").map(function (path) { return html.dataset.root + path; });
    waiting = waiting || script(engine).then(function () { return script(data); }).then(function () { return reading; }).catch(function () {
      waiting = null;
      throw new Error("search not loaded");
    });
    return waiting;
  }

  search.load = function (data) {
    reading = search.Finder(data).then(function (made) { finder = made; });
    return reading;
  };

  /* What a question finds; for whoever wants it without the dialog. */
  search.find = function (question) {
    return load().then(function () { return finder.find(question); });
  };

  /* ── showing ── */

  /* A text as nodes, with what answers the question marked. */
  function marked(pieces, terms) {
    return pieces.map(function (piece) {
      if (!terms.has(piece.term)) return document.createTextNode(piece.text);
      const space = /^\s*/.exec(piece.text)[0];
      const both = document.createDocumentFragment();
      both.append(space, element("mark", "", piece.text.slice(space.length)));
      return both;
    });
  }

  function isHit(pieces, terms) {
    return pieces.some(function (piece) { return terms.has(piece.term); });
  }

  /* The stretch of a text that has the most different words of the question. */
  function excerpt(pieces, terms) {
    let best = 0;
    let most = 0;
    pieces.forEach(function (piece, at) {
      if (!terms.has(piece.term)) return;
      const seen = new Set();
      for (let next = at, length = 0; next < pieces.length && length < EXCERPT - BEFORE; next++) {
        length += pieces[next].text.length;
        if (terms.has(pieces[next].term)) seen.add(pieces[next].term);
      }
      if (seen.size > most) [best, most] = [at, seen.size];
    });
    const begins = function (at) { return at === 0 || /[.!?:«»]\s*$/.test(pieces[at - 1].text); };
    let start = best;
    for (let length = 0; !begins(start) && length < BEFORE; start--) length += pieces[start - 1].text.length;
    let end = start;
    for (let length = 0; end < pieces.length && length < EXCERPT; end++) length += pieces[end].text.length;
    return { pieces: pieces.slice(start, end), before: !begins(start), after: end < pieces.length };
  }

  /* An entry that is found by its name is told from its beginning, and a page that is found by its keypoints by them. */
  function text(section, terms) {
    const body = finder.words.pieces(section.text);
    const known = finder.words.pieces(section.known);
    const entry = section.entry && isHit(finder.words.pieces(section.heading), terms);
    const shown = excerpt(!section.entry && !isHit(body, terms) && isHit(known, terms) ? known : body, entry ? new Set() : terms);
    const made = element("p", "hit__text");
    made.append(shown.before ? "… " : "", ...marked(shown.pieces, terms), shown.after ? " …" : "");
    return made;
  }

  function link(section, terms, className) {
    const made = element("a", className);
    made.href = html.dataset.root + section.address;
    made.append(...marked(finder.words.pieces(section.heading), terms));
    return made;
  }

  /* A page: its title, and those of its sections that answer best. A page that begins with a heading is told by what comes under it. */
  function hit(found, terms) {
    const made = element("li", "hit");
    const list = element("ul", "hit__sections");
    const inside = found.sections.map(function (one) { return one.section; });
    const first = finder.first(inside[0].page);
    const opening = first.text || inside[0] !== first ? first : finder.next(first);
    made.append(link(first, terms, "hit__page"));
    if (inside[0] === first) made.append(text(isHit(finder.words.pieces(first.known), terms) ? first : opening, terms));
    inside.filter(function (section) { return section !== first && section !== opening; }).slice(0, SECTIONS).forEach(function (section) {
      const item = element("li", "hit__section");
      item.append(link(section, terms, "hit__link"), text(section, terms));
      list.append(item);
    });
    if (list.children.length) made.append(list);
    return made;
  }

  function told(answer, question) {
    const count = answer.pages.length;
    const missing = answer.missing.map(function (word) { return "»" + word + "«"; });
    const last = missing.pop();
    const lacking = last ? (missing.length ? "Ordene " + missing.join(", ") + " og " : "Ordet ") + last + " står ikke på siderne." : "";
    if (!count) return lacking || "Ingen sider passer til »" + question + "«.";
    const found = count === 1 ? "1 side passer." : count + " sider passer." + (count > PAGES ? " De " + PAGES + " bedste vises." : "");
    return lacking ? found + " " + lacking : found;
  }

  /* ── the dialog ── */

  function Dialog() {
    const box = element("dialog", "search");
    const form = element("form", "search__form");
    const name = element("h2", "search__name", "Søg");
    const label = element("label", "search__label", "Skriv et eller flere ord");
    const field = element("input", "search__field");
    const status = element("p", "search__status");
    const hits = element("ol", "search__hits");
    const advice = element("div", "search__advice");
    let opener = null;
    let timer = 0;
    let shown = "";

    function empty() {
      hits.replaceChildren();
      advice.replaceChildren();
    }

    /* What can be tried instead, where some of the words are on the site and some aren't. */
    function advise(answer, question) {
      const left = search.words.split(question).filter(function (word) { return answer.missing.indexOf(word) < 0; }).join(" ");
      if (answer.missing.length && left) {
        advice.append(button("Søg efter »" + left + "«", function () {
          field.value = left;
          field.focus();
          show();
        }));
      } else {
        advice.append(element("p", "", "Prøv et andet ord for det samme, eller et kortere."));
      }
    }

    /* What the field asks for now. A reader is told how many there are, but not for each letter that is typed. */
    function show() {
      const question = field.value.trim();
      window.clearTimeout(timer);
      if (question.length < 2) {
        shown = "";
        empty();
        status.textContent = "";
        return Promise.resolve();
      }
      if (!finder) status.textContent = "Henter …";
      return search.find(field.value).then(function (answer) {
        if (question !== field.value.trim()) return;
        timer = window.setTimeout(function () { status.textContent = told(answer, question); }, PAUSE);
        if (question === shown) return;
        empty();
        hits.append(...answer.pages.slice(0, PAGES).map(function (found) { return hit(found, answer.terms); }));
        if (!answer.pages.length) advise(answer, question);
        box.scrollTop = 0;
        shown = question;
      }, function () {
        status.textContent = "Søgningen kunne ikke hentes. Prøv igen, eller brug menuen.";
      });
    }

    function soon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, SOON);
    }

    function links() {
      return Array.from(hits.querySelectorAll("a"));
    }

    /* Down and up walk from the field through the hits and back. */
    function walk(event) {
      const all = [field].concat(links());
      const at = all.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
      if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (all[to]) all[to].focus();
    }

    function key(event) {
      if (event.key !== "Escape") return walk(event);
      event.preventDefault(); // a search field would only empty itself
      box.close();
    }

    function submit(event) {
      event.preventDefault();
      show().then(function () { if (links().length) links()[0].focus(); });
    }

    /* A link on this page only moves the page behind, so the dialog goes away; without taking the focus back to its button. */
    function follow(event) {
      if (!event.target.closest("a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
      opener = null;
      box.close();
    }

    name.id = "search-name";
    status.id = "search-status";
    status.setAttribute("role", "status");
    field.id = "search-field";
    field.type = "search";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.enterKeyHint = "search";
    label.htmlFor = field.id;
    form.setAttribute("role", "search");
    box.setAttribute("aria-labelledby", name.id);
    hits.setAttribute("role", "list"); // without its numbers one browser takes it for none
    hits.setAttribute("aria-label", "Sider, den bedste først");
    form.append(name, button("Luk", function () { box.close(); }, "button button--quiet search__close"), label, field, status);
    box.append(form, hits, advice);

    form.addEventListener("submit", submit);
    field.addEventListener("input", soon);
    hits.addEventListener("click", follow);
    box.addEventListener("keydown", key);
    box.addEventListener("click", function (event) { if (event.target === box) box.close(); });
    box.addEventListener("close", function () { if (opener) opener.focus(); });
    document.body.appendChild(box);

    return {
      open: function (by) {
        opener = by;
        box.showModal();
        field.focus();
        field.select();
        load().catch(function () { /* it is told when something is asked for */ });
      }
    };
  }

  document.querySelectorAll('[data-opens="search"]').forEach(function (opener) {
    if (!html.dataset.search || !window.HTMLDialogElement) return;
    opener.hidden = false;
    opener.setAttribute("aria-haspopup", "dialog");
    opener.addEventListener("click", function () {
      dialog = dialog || Dialog();
      dialog.open(opener);
    });
  });
})();
