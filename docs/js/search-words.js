/* Danish words, as a search sees them. This is the one place that knows Danish; Snowball's stemmer
   is loaded before anything here is called. Every word is folded and then stemmed, in the pages and
   in what is asked for alike, so that bent forms and keyboards without æ, ø and å meet. */
(function () {
  "use strict";

  const search = window.courseSearch = window.courseSearch || {};

  const PART = 4;     // letters of a word that may be part of a longer one
  const SLIP = 5;     // letters of a word in which a slip of the keys is forgiven
  const SIDE = 3;     // letters of what stands beside a part
  const LINKS = ["", "s", "e"]; // what joins the parts of a compound
  /* How surely a word means another: itself, bent; with a slip; made of the same stem; a piece of a word that isn't there;
     a longer word that has it as a part; what is only to be asked for where there is little else. */
  const SURE = { itself: 1, slip: 0.8, root: 0.6, piece: 0.5, within: 0.4, spare: 0.3 };
  /* Words that change inside, where no stemmer sees that they are the same. */
  const CHANGING = [
    "barn børn", "mand mænd", "far fader fædre", "mor moder mødre", "bror broder brødre", "datter døtre", "bonde bønder",
    "hånd hænder", "fod fødder", "tand tænder", "nat nætter", "kraft kræfter", "bog bøger", "øje øjne", "ko køer",
    "stor større størst", "lang længere længst", "ung yngre yngst", "god bedre bedst", "lille små mindre mindst", "få færre færrest",
    "sige sagde sagt", "spørge spurgte spurgt", "gøre gør gjorde gjort", "gå går gik gået", "give gav givet", "tage tog taget",
    "vælge valgte valgt", "bringe bragte bragt", "hjælpe hjalp hjulpet", "finde fandt fundet", "skrive skrev skrevet",
    "bryde brød brudt", "følge fulgte fulgt", "træffe traf truffet", "slå slog slået", "trække trak trukket", "blive blev blevet",
    "forstå forstod forstået", "skrige skreg skreget", "gribe greb grebet", "drive drev drevet", "holde holdt", "stå stod stået"
  ];
  /* What makes nouns and adjectives of a stem, where the stemmer leaves it: vejledning and vejlede. */
  const MADE = /(?:ation|ning|ing|els|igt|ig)$/;

  function fold(word) {
    const plain = word.toLowerCase().replace(/aa|ae|[æå]/g, "a").replace(/oe|ø/g, "o");
    return /^[a-z0-9]*$/.test(plain) ? plain : plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function isWord(text) {
    return /[\p{L}\p{N}]/u.test(text);
  }

  function split(text) {
    return text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) || [];
  }

  /* Whether one letter too few, too many or wrong, or two changed about, makes the difference. */
  function oneSlip(one, other) {
    let at = 0;
    if (Math.abs(one.length - other.length) > 1) return false;
    while (at < one.length && one[at] === other[at]) at++;
    const rest = function (n, m) { return one.slice(at + n) === other.slice(at + m); };
    return rest(1, 1) || rest(1, 0) || rest(0, 1) || (one[at] === other[at + 1] && one[at + 1] === other[at] && rest(2, 2));
  }

  /* The stem of a folded word, each found once; words that change inside have one in common. */
  function Stems() {
    const stemmer = new window.DanishStemmer();
    const found = new Map();
    const common = new Map();
    const forms = new Map();

    CHANGING.forEach(function (group) {
      const stems = group.split(" ").map(function (word) { return contracted(stemmer.stemWord(fold(word))); });
      stems.forEach(function (stem) { common.set(stem, stems[0]); });
      forms.set(stems[0], Array.from(new Set(stems)));
    });

    function stem(folded) {
      if (!found.has(folded)) {
        const plain = contracted(stemmer.stemWord(folded));
        found.set(folded, common.get(plain) || plain);
      }
      return found.get(folded);
    }

    return {
      stem: stem,
      forms: function (known) { return forms.get(known) || [known]; }
    };
  }

  /* A trussel and two trusler: the e goes when an ending comes. */
  function contracted(stem) {
    return stem.length > PART && stem.endsWith("el") ? stem.replace(/([bdfgklmnprstv])\1?el$/, "$1l") : stem;
  }

  function root(stem) {
    const left = stem.replace(MADE, "");
    return left.length >= SIDE ? left : stem;
  }

  /* All words of the pages. `terms` are their stems; `near` says which of them a word that somebody types may mean,
     each with how surely. */
  function Lexicon() {
    const stems = Stems();
    const words = new Map(); // folded → stem
    const terms = new Set();
    let roots = null;        // root → stems, when somebody first asks

    function add(word) {
      const folded = fold(word);
      if (words.has(folded)) return words.get(folded);
      const term = stems.stem(folded);
      words.set(folded, term);
      terms.add(term);
      return term;
    }

    function ofRoot(base) {
      if (!roots) {
        roots = new Map();
        terms.forEach(function (term) { roots.set(root(term), (roots.get(root(term)) || []).concat(term)); });
      }
      return roots.get(base) || [];
    }

    /* Whether a stretch of a compound is a word by itself, as it stands or without what joins it to the next. */
    function stands(part) {
      return LINKS.some(function (link) {
        const bare = part.endsWith(link) ? part.slice(0, part.length - link.length) : "";
        return bare.length >= SIDE && (words.has(bare) || terms.has(bare));
      });
    }

    /* Whether `stem` begins a longer word, ends it, or stands in the middle, with words on its other sides. */
    function isPart(stem, word, term) {
      if (word.startsWith(stem)) return stem.length >= PART || stands(word.slice(stem.length));
      if (term.endsWith(stem)) return stem.replace(MADE, "").length >= SIDE && stands(term.slice(0, term.length - stem.length));
      const at = word.indexOf(stem);
      return at > 0 && stem.length >= PART && stands(word.slice(0, at)) && stands(word.slice(at + stem.length));
    }

    /* A word that the pages don't have, as words that they have, the last as long as can be; or nothing. */
    function parts(folded) {
      for (let at = PART; at <= folded.length - SIDE; at++) {
        const tail = folded.slice(at);
        for (const link of LINKS) {
          const head = folded.slice(0, at);
          const bare = head.endsWith(link) ? head.slice(0, head.length - link.length) : "";
          if (!meant(tail, SIDE)) continue;
          if (meant(bare, PART)) return [bare, tail];
          const more = bare.length > PART + SIDE ? parts(bare) : [];
          if (more.length) return more.concat(tail);
        }
      }
      return [];
    }

    function meant(folded, least) {
      return folded.length >= least && folded.replace(MADE, "").length >= SIDE && terms.has(stems.stem(folded));
    }

    /* The terms that a word may mean, from those that are it to those that only have a part of it. */
    function near(folded, unfinished) {
      const term = stems.stem(folded);
      const known = terms.has(term);
      const forms = folded.length >= PART ? stems.forms(term) : [];
      const found = new Map();
      const take = function (one, sure) { if (!(found.get(one) >= sure)) found.set(one, sure); };

      if (known) take(term, SURE.itself);
      if (/\d/.test(folded)) return found;
      const pieces = parts(folded).filter(function (part) { return part.length >= PART; }).map(stems.stem);
      ofRoot(root(term)).forEach(function (one) { take(one, SURE.root); });
      pieces.forEach(function (piece) {
        take(piece, known ? SURE.spare : SURE.piece);
        if (!known) ofRoot(root(piece)).forEach(function (one) { take(one, SURE.within); });
      });
      words.forEach(function (one, word) {
        const within = function (form) { return form.length >= SIDE && word.length > form.length && isPart(form, word, one); };
        if (unfinished && folded.length > 1 && word.length > folded.length && word.startsWith(folded)) take(one, SURE.within);
        if (forms.some(within)) take(one, SURE.within);
        if (!known && pieces.some(within)) take(one, SURE.spare);
        if (!known && folded.length >= SLIP && slipped(folded, term, word, one)) take(one, SURE.slip);
      });
      return found;
    }

    /* A slip in the word as it is written, or in its stem where little was taken off. */
    function slipped(folded, term, word, one) {
      return oneSlip(folded, word) || (one.length >= SLIP && folded.length - term.length < PART && oneSlip(term, one));
    }

    return { add: add, near: near };
  }

  search.words = { fold: fold, split: split, isWord: isWord, SURE: SURE, Lexicon: Lexicon };
})();
