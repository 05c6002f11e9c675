/* What no rule of axe sees. Each function gives a list of faults, one line of text each. */
window.faults = (() => {
  "use strict";

  const HIDDEN_TEXT = ".visually-hidden";
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const seen = (el) => el.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const text = (el) => el.textContent.replace(/\s+/g, " ").trim();
  const name = (el) => {
    const id = el.id ? `#${el.id}` : "";
    const parent = el.parentElement ? `${el.parentElement.localName}.${el.parentElement.className} > ` : "";
    return `${parent}${el.localName}${id}.${el.className.baseVal ?? el.className} »${text(el).slice(0, 40)}«`;
  };
  const style = (el, pseudo) => getComputedStyle(el, pseudo);
  const ancestors = (el) => (el ? [el, ...ancestors(el.parentElement)] : []);
  const scrolls = (el) => /auto|scroll/.test(style(el).overflowX) && el.scrollWidth > el.clientWidth + 1;
  const ownText = (el) => [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

  /* Boxes of the letters themselves, in the page's pixels. */
  const boxes = (el) => {
    const range = document.createRange();
    return [...el.childNodes].filter((node) => node.nodeType === 3 && node.data.trim()).flatMap((node) => {
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    });
  };

  /* 1.4.10: the page itself never scrolls sideways; only what has a scroller of its own does. */
  const reflow = () => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = all("body *").filter((el) => seen(el) && el.getBoundingClientRect().right > width + 1 && !ancestors(el.parentElement).some(scrolls));
    return wide.slice(0, 5).map((el) => `wider than the screen: ${name(el)}`);
  };

  /* 2.5.8, without its exception for spacing: what isn't a link in a line of text is 24 pixels each way; axe sees to the links. */
  const targets = () => all(CONTROLS)
    .filter((el) => seen(el) && el.tabIndex >= 0 && !isInline(el) && !el.closest(HIDDEN_TEXT) && !el.matches("[role=region], main, h1, .skip"))
    .map((el) => [el, (el.labels && el.labels[0] ? el.labels[0] : el).getBoundingClientRect()])
    .filter(([, box]) => box.width < 23.9 || box.height < 23.9)
    .map(([el, box]) => `target of ${Math.round(box.width)} × ${Math.round(box.height)}: ${name(el)}`);

  const block = (el) => ancestors(el.parentElement).find((up) => !/^inline$|^contents$/.test(style(up).display));
  const isInline = (el) => el.localName === "a" && style(el).display === "inline";
  const inRunningText = (el) => isInline(el) && text(block(el)) !== text(el);

  /* 1.4.1: a link among words is told by more than its colour. */
  const underlines = () => all("main a[href]")
    .filter((el) => seen(el) && inRunningText(el))
    .filter((el) => !ancestors(el).some((up) => style(up).textDecorationLine.includes("underline") || parseFloat(style(up).borderBottomWidth) >= 1 && up === el))
    .map((el) => `link without underline: ${name(el)}`);

  /* What scrolls sideways can be reached with Tab, and says what it is. */
  const scrollers = () => all("body *").filter((el) => seen(el) && scrolls(el))
    .filter((el) => el.tabIndex < 0 || !el.getAttribute("role") || !(el.getAttribute("aria-label") || el.getAttribute("aria-labelledby")))
    .map((el) => `scrolls, but can't be reached with Tab or has no role and name: ${name(el)}`);

  /* One h1, and no level is skipped on the way down. */
  const headings = () => {
    const found = all("h1, h2, h3, h4, h5, h6").filter(seen);
    const ones = found.filter((el) => el.localName === "h1").length;
    const skipped = found.filter((el, number) => number && Number(el.localName[1]) > Number(found[number - 1].localName[1]) + 1);
    return [...(ones === 1 ? [] : [`${ones} h1`]), ...skipped.map((el) => `heading that skips a level: ${name(el)}`)];
  };

  /* 1.4.12: no letter is outside a box that hides what is outside it, and no two texts lie on each other. */
  const clipped = () => {
    const shown = all("body *").filter((el) => seen(el) && ownText(el) && !el.closest(`${HIDDEN_TEXT}, svg, .skip`));
    return [...shown.filter(cut).map((el) => `clipped: ${name(el)}`), ...overlaps(shown)];
  };
  const cut = (el) => ancestors(el).some((up) => {
    if (up === document.documentElement || up === document.body || !/hidden|clip/.test(style(up).overflow)) return false;
    const frame = up.getBoundingClientRect();
    return boxes(el).some((box) => box.bottom > frame.bottom + 2 || box.right > frame.right + 2 || box.left < frame.left - 2);
  });
  const fixed = (el) => ancestors(el).some((up) => /fixed|sticky/.test(style(up).position));
  const overlaps = (shown) => {
    const placed = shown.filter((el) => !fixed(el)).flatMap((el) => boxes(el).map((box) => [el, box]));
    return placed.flatMap(([one, a], number) => placed.slice(number + 1)
      .filter(([other, b]) => one !== other && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(a.height, b.height))
      .map(([other]) => `texts on top of each other: ${name(one)} and ${name(other)}`));
  };

  /* Whoever asks for less motion gets none. */
  const motion = () => all("*").flatMap((el) => [[el, null], [el, "::before"], [el, "::after"]])
    .filter(([el, pseudo]) => lasts(style(el, pseudo)))
    .map(([el, pseudo]) => `moves: ${name(el)}${pseudo ?? ""}`);
  const lasts = (found) => longest(found.transitionDuration) > 0.01 && found.transitionProperty !== "none"
    || found.animationName !== "none" && longest(found.animationDuration) > 0.01 || found.scrollBehavior === "smooth";
  const longest = (durations) => Math.max(...durations.split(",").map(parseFloat));

  /* Without scripts: no control that only a script could answer, and no text that only a script would show.
     The answers that are for paper stand in the questions too: each of their words is looked for there. */
  const dead = () => [
    ...all("button, [role=button], input[type=button], input[type=search], input[type=submit], select").filter(seen).map((el) => `answers to nobody: ${name(el)}`),
    ...all("main *").filter((el) => ownText(el) && !seen(el) && !el.closest(`${HIDDEN_TEXT}, .answers, details:not([open]) > :not(summary), button, svg, script, style`))
      .map((el) => `can't be read: ${name(el)}`),
    ...all(".answers > :not(.label), .answers li").filter((el) => ownText(el) && !asked(el)).map((el) => `can't be read but on paper: ${name(el)}`),
  ];
  const asked = (el) => [...el.childNodes].every((part) => all(".check").some((check) => text(check).includes(text(part))));

  return { reflow, targets, underlines, scrollers, headings, clipped, motion, dead };
})();
