/* Which pages answer a question, best first. MiniSearch weighs each word in each section (BM25+ over four
   fields); here the words are put together: rare words say more than common ones, and a page must have
   most of what was asked for. */
(function () {
  "use strict";

  const search = window.courseSearch = window.courseSearch || {};

  /* `known` is a page's keypoints, or an entry's names. Most sections have neither that nor a title, which takes the
     average length down and so counts against them; hence so much. */
  const BOOST = { title: 16, known: 8, heading: 3, text: 1 };
  const NAMES = ["title", "known", "heading"];
  const CHUNK = 50;                  // sections that are indexed at a time; between them the browser sees to what is typed
  const ENOUGH = 0.6;                // of what was asked for, by weight, must be on the site at all,
  const SOME = 0.3;                  // … and on a page for it to be shown;
  const LEAST = 0.2;                 // but so little will do for a page or an entry that is named after it
  const REST = 0.5;                  // how much the other sections of a page add to its best
  const PHRASE = 2;                  // how much more a name counts that has the words as they were typed,
  const WHOLE = 3;                   // … and a page whose title they are
  const FEW = 5;                     // pages that have a word as it was typed; where so many do, nothing spare is asked for
  const COMMON = 0.8;                // of the pages have a word that only itself can mean

  function sum(list) {
    return list.reduce(function (a, b) { return a + b; }, 0);
  }

  /* The number of the word that a sign stands for; the other way about is in pages/search.py. */
  function number(code) {
    if (code < 0x7f) return code - 0x23 - (code > 0x5c ? 1 : 0);
    return code - 0xa1 + 91 - (code >= 0xe000 ? 0x800 : 0);
  }

  /* The words as they are in the file, and what each is found by: nothing, where it is but a stop or a dash. */
  function Words(texts, lexicon) {
    const terms = texts.map(function (text) { return search.words.isWord(text) ? lexicon.add(text) : ""; });

    function numbers(coded, visit) {
      for (let at = 0; at < coded.length; at++) {
        const code = coded.codePointAt(at);
        if (code > 0xffff) at++;
        visit(number(code));
      }
    }

    function pieces(coded) {
      const found = [];
      numbers(coded, function (nth) {
        const apart = found.length && terms[nth] && found[found.length - 1].term ? " " : "";
        found.push({ text: apart + texts[nth], term: terms[nth] });
      });
      return found;
    }

    return {
      pieces: pieces,
      terms: function (coded) {
        const found = [];
        numbers(coded, function (nth) { if (terms[nth]) found.push(terms[nth]); });
        return found;
      }
    };
  }

  /* The sections of all pages in one row. What has other words to be found by is a thing with a name, and its heading is a title;
     an entry with a name stands for itself, while other sections stand together as their page. */
  function readSections(pages) {
    return pages.flatMap(function ([address, parts], page) {
      return parts.map(function ([id, heading, text, known]) {
        const entry = id !== "" && known !== undefined;
        const here = id ? address + "#" + id : address;
        return {
          page: page, id: id, entry: entry, address: here, unit: entry ? here : address, heading: heading, text: text, known: known || "",
          fields: entry ? { title: "", known: heading + known, heading: "", text: text }
            : { title: id ? "" : heading, known: known || "", heading: id ? heading : "", text: text }
        };
      });
    });
  }

  /* All sections in MiniSearch, which is handed the pages' own terms and asked for one at a time: what is like what,
     only search-words.js knows. */
  function Index(words) {
    return new window.MiniSearch({
      fields: Object.keys(BOOST),
      tokenize: words.terms,
      processTerm: function (term) { return term; },
      searchOptions: { boost: BOOST, tokenize: function (term) { return [term]; } }
    });
  }

  /* Promises a finder when all is indexed, a little at a time, so that one can type meanwhile. */
  function Finder(data) {
    const lexicon = search.words.Lexicon();
    const SURE = search.words.SURE;
    const words = Words(data.words, lexicon);
    const sections = readSections(data.pages);
    const index = Index(words);
    const pages = data.pages.length;
    const hits = new Map();  // term → what MiniSearch says of it, once it has been asked

    /* The sections that have a term, each with how much of it and in which fields. */
    function having(term) {
      if (!hits.has(term)) hits.set(term, index.search(term));
      return hits.get(term);
    }

    /* How much more a section counts, the more so the more of its name was typed as it stands. */
    function naming(section, wanted) {
      const names = NAMES.map(function (field) { return words.terms(section.fields[field]); });
      const starts = names.map(function (terms) {
        return terms.findIndex(function (_, at) { return wanted.every(function (term, next) { return terms[at + next] === term; }); });
      });
      if (!section.id && starts[0] === 0 && names[0].length === wanted.length) return WHOLE;
      return starts.some(function (at) { return at >= 0; }) ? PHRASE : 1;
    }

    function pagesWith(terms) {
      const found = new Set();
      terms.forEach(function (term) { having(term).forEach(function (hit) { found.add(sections[hit.id].page); }); });
      return found.size;
    }

    /* One word of the question: what it may mean, what each section has of it, and how rare it is. What nearly all
       pages have is meant only where it was typed. */
    function ask(word, unfinished) {
      const all = Array.from(lexicon.near(word, unfinished));
      const typed = all.filter(function ([, sure]) { return sure === SURE.itself; }).map(function ([term]) { return term; });
      const enough = pagesWith(typed) >= FEW;
      const near = all.filter(function ([term, sure]) {
        return sure === SURE.itself || (pagesWith([term]) <= pages * COMMON && !(enough && sure === SURE.spare));
      });
      const scores = new Map();
      const naming = new Set();
      near.forEach(function ([term, sure]) {
        having(term).forEach(function (hit) {
          const section = sections[hit.id];
          scores.set(hit.id, (scores.get(hit.id) || 0) + sure * hit.score);
          if (sure > SURE.piece && hit.match[term].includes(section.entry ? "known" : "title")) naming.add(section.unit);
        });
      });
      const terms = near.map(function ([term]) { return term; });
      const weight = Math.log((pages + 1) / Math.max(pagesWith(typed.length ? typed : terms), 1));
      return { word: word, terms: terms, scores: scores, naming: naming, weight: weight };
    }

    /* Pages, and entries that stand for themselves, with what their sections have of each word. */
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
      return Array.from(found.values());
    }

    function rank(rows, asked, wanted) {
      return Array.from(rows, function ([id, points]) {
        const named = naming(sections[id], wanted);
        const weighed = points.map(function (one, nth) { return one * asked[nth].weight; });
        return { section: sections[id], order: sum(points) * named, score: sum(weighed) * named };
      }).sort(function (a, b) { return b.order - a.order; });
    }

    /* What a page is worth: each word where it is strongest, the best section by itself, and less for each word that is missing. */
    function weigh(rows, asked, wanted) {
      const ranked = rank(rows, asked, wanted);
      const strength = asked.map(function (one, nth) {
        const column = Array.from(rows.values(), function (points) { return points[nth]; });
        const most = Math.max(...column);
        return (most + REST * (Math.hypot(...column) - most)) * one.weight;
      });
      const all = sum(asked.map(function (one) { return one.weight; }));
      const share = all ? sum(asked.map(function (one, nth) { return strength[nth] ? one.weight : 0; })) / all : 1;
      const best = Math.max(...ranked.map(function (one) { return one.score; }));
      return { share: share, score: (sum(strength) + best) * share, sections: ranked };
    }

    function byPage(units) {
      const found = new Map();
      units.sort(function (a, b) { return b.score - a.score; }).forEach(function (unit) {
        const page = unit.sections[0].section.page;
        if (found.has(page)) found.get(page).sections.push(...unit.sections);
        else found.set(page, unit);
      });
      return Array.from(found.values());
    }

    /* `terms` are what is to be marked, `missing` the words that aren't on the site. Where those weigh too much, only what is
       named after the others answers. */
    function find(text) {
      const typed = search.words.split(text);
      const asked = typed.map(function (word, at) { return ask(search.words.fold(word), at === typed.length - 1 && !/\s$/.test(text)); });
      const known = asked.filter(function (one) { return one.terms.length; });
      const all = sum(asked.map(function (one) { return one.weight; })) || 1;
      const share = sum(known.map(function (one) { return one.weight; })) / all;
      const telling = known.filter(function (one) { return one.weight >= LEAST * all; });
      const wanted = asked.map(function (one) { return one.terms[0]; });
      const units = collect(asked).map(function (rows) { return weigh(rows, asked, wanted); }).filter(function (unit) {
        if (share >= ENOUGH) return unit.share >= SOME;
        return telling.some(function (one) { return one.naming.has(unit.sections[0].section.unit); });
      });
      return {
        terms: new Set(asked.flatMap(function (one) { return one.terms; })),
        pages: byPage(units),
        missing: typed.filter(function (_, at) { return !asked[at].terms.length; })
      };
    }

    const documents = sections.map(function (section, id) { return Object.assign({ id: id }, section.fields); });
    return index.addAllAsync(documents, { chunkSize: CHUNK }).then(function () {
      return {
        words: words,
        find: find,
        first: function (page) { return sections.find(function (one) { return one.page === page; }); },
        next: function (section) { return sections[sections.indexOf(section) + 1] || section; }
      };
    });
  }

  search.Finder = Finder;
})();
