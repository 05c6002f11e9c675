/* Which pages answer a question, best first. MiniSearch weighs each word of the question in each
   section (BM25+); here the words are put together: rare words say more than common ones, and a page
   must have most of what was asked for. */
(function () {
  "use strict";

  const search = window.courseSearch = window.courseSearch || {};

  const FIELDS = ["title", "known", "heading", "text"];
  const [TITLE, KNOWN, HEADING, TEXT] = [0, 1, 2, 3];
  const BOOST = { title: 8, known: 5, heading: 3, text: 1 };
  const ENOUGH = 0.6; // of what was asked for, by weight, must be on the site at all
  const SOME = 0.3;   // … and on a page for it to be shown
  const REST = 0.5;   // how much the other sections of a page add to its best
  const PHRASE = 2;   // how much more a title counts that has the words in the order in which they were typed

  /* The number of the word that a sign stands for; the other way about is in pages/search.py. */
  function number(sign) {
    const code = sign.codePointAt(0);
    if (code < 0x7f) return code - 0x23 - (code > 0x5c ? 1 : 0);
    return code - 0xa1 + 91 - (code >= 0xe000 ? 0x800 : 0);
  }

  /* A coded text as words and what stands between them. `term` is what a word is found by; only words have one. */
  function Reader(words, lexicon) {
    const pieces = words.map(function (text) {
      return { text: text, term: search.words.isWord(text) ? lexicon.add(text) : "" };
    });
    return function (coded) {
      return Array.from(coded || "", function (sign) { return pieces[number(sign)]; });
    };
  }

  function join(pieces) {
    return pieces.map(function (piece, at) { return (at && piece.term && pieces[at - 1].term ? " " : "") + piece.text; }).join("");
  }

  function termsOf(pieces) {
    return pieces.filter(function (piece) { return piece.term; }).map(function (piece) { return piece.term; });
  }

  /* The sections of all pages in one row; what has other words to be found by is a thing with a name, so its heading is a title. */
  function readSections(data, read) {
    const sections = [];
    data.pages.forEach(function ([address, parts], page) {
      parts.forEach(function ([id, heading, text, known]) {
        const named = !id || known !== undefined;
        const title = read(heading);
        sections.push({
          page: page, unit: id && named ? address + "#" + id : address, address: id ? address + "#" + id : address, named: named, heading: join(title), coded: text,
          fields: [named ? title : [], read(known), named ? [] : title, read(text)].map(termsOf)
        });
      });
    });
    return sections;
  }

  /* The index in the shape in which MiniSearch reads one that was saved; made so, it takes a fifth of the time of adding texts. */
  function indexOf(sections) {
    const index = new Map();
    const lengths = FIELDS.map(function () { return { all: 0, count: 0 }; });
    sections.forEach(function (section, id) {
      section.fields.forEach(function (terms, field) {
        lengths[field].all += terms.length;
        lengths[field].count += terms.length ? 1 : 0;
        terms.forEach(function (term) {
          if (!index.has(term)) index.set(term, {});
          const entry = index.get(term);
          const counts = entry[field] = entry[field] || {};
          counts[id] = (counts[id] || 0) + 1;
        });
      });
    });
    const ids = Object.fromEntries(sections.map(function (_, id) { return [id, id]; }));
    return window.MiniSearch.loadJS({
      documentCount: sections.length, nextId: sections.length, documentIds: ids, storedFields: {}, dirtCount: 0,
      fieldIds: Object.fromEntries(FIELDS.map(function (name, field) { return [name, field]; })),
      fieldLength: Object.fromEntries(sections.map(function (section, id) { return [id, section.fields.map(function (f) { return f.length; })]; })),
      averageFieldLength: lengths.map(function (length) { return length.count ? length.all / length.count : 1; }),
      index: Array.from(index), serializationVersion: 2
    }, { fields: FIELDS, tokenize: function (text) { return text.split(" "); }, processTerm: function (term) { return term; } });
  }

  function has(terms, wanted) {
    return terms.some(function (_, at) { return wanted.every(function (term, next) { return terms[at + next] === term; }); });
  }

  function Finder(data) {
    const lexicon = search.words.Lexicon();
    const read = Reader(data.words, lexicon);
    const sections = readSections(data, read);
    const index = indexOf(sections);
    const pages = data.pages.length;

    /* One word of the question: what it may mean, what each section has of it, and how rare it is. */
    function ask(word, unfinished) {
      const near = lexicon.near(word, unfinished);
      const terms = Array.from(near.keys());
      const hits = terms.length ? index.search(terms.join(" "), {
        boost: BOOST, boostTerm: function (term) { return near.get(term); }
      }) : [];
      const exact = hits.filter(function (hit) { return hit.terms.some(function (term) { return near.get(term) === 1; }); });
      const seen = new Set((exact.length ? exact : hits).map(function (hit) { return sections[hit.id].page; }));
      return {
        word: word, terms: terms, scores: new Map(hits.map(function (hit) { return [hit.id, hit.score]; })),
        weight: Math.log((pages + 1) / Math.max(seen.size, 1))
      };
    }

    /* Pages, and entries that stand for themselves on a page with others, with what they have of each word. */
    function collect(asked) {
      const found = new Map();
      asked.forEach(function (one, nth) {
        one.scores.forEach(function (points, id) {
          const unit = sections[id].unit;
          if (!found.has(unit)) found.set(unit, new Map());
          const rows = found.get(unit);
          if (!rows.has(id)) rows.set(id, asked.map(function () { return 0; }));
          rows.get(id)[nth] = points;
        });
      });
      return found;
    }

    function weigh(rows, asked, wanted) {
      const sum = function (list) { return list.reduce(function (a, b) { return a + b; }, 0); };
      const ranked = Array.from(rows, function ([id, points]) {
        const phrase = sections[id].fields.slice(TITLE, TEXT).some(function (terms) { return has(terms, wanted); }) ? PHRASE : 1;
        return {
          section: sections[id], plain: sum(points) * phrase,
          score: sum(points.map(function (one, nth) { return one * asked[nth].weight; })) * phrase
        };
      }).sort(function (a, b) { return b.plain - a.plain; });
      const best = asked.map(function (one, nth) {
        const column = Array.from(rows.values(), function (points) { return points[nth]; });
        const most = Math.max.apply(null, column);
        return most + REST * (Math.hypot.apply(null, column) - most);
      });
      const all = sum(asked.map(function (one) { return one.weight; }));
      const share = all ? sum(asked.map(function (one, nth) { return best[nth] ? one.weight : 0; })) / all : 1;
      const apart = sum(best.map(function (points, nth) { return points * asked[nth].weight; }));
      return { share: share, score: (apart + Math.max.apply(null, ranked.map(function (one) { return one.score; }))) * share * share, sections: ranked };
    }

    function group(units) {
      const found = new Map();
      units.sort(function (a, b) { return b.score - a.score; }).forEach(function (unit) {
        const page = unit.sections[0].section.page;
        if (found.has(page)) found.get(page).sections.push.apply(found.get(page).sections, unit.sections);
        else found.set(page, unit);
      });
      return Array.from(found.values());
    }

    function find(text) {
      const words = search.words.split(text).map(search.words.fold);
      const asked = words.map(function (word, at) { return ask(word, at === words.length - 1 && !/\s$/.test(text)); });
      const missing = asked.filter(function (one) { return !one.terms.length; });
      const weight = function (list) { return list.reduce(function (sum, one) { return sum + one.weight; }, 0); };
      const answer = { terms: new Set(asked.flatMap(function (one) { return one.terms; })), missing: missing, pages: [] };
      if (weight(missing) > (1 - ENOUGH) * weight(asked)) return answer;
      const wanted = asked.map(function (one) { return one.terms[0]; });
      const units = Array.from(collect(asked).values(), function (rows) { return weigh(rows, asked, wanted); });
      answer.pages = group(units.filter(function (unit) { return unit.share >= SOME; }));
      return answer;
    }

    return { read: read, find: find };
  }

  search.Finder = Finder;
})();
