/* A walk with the Tab key: what each stop looks like, and what there is to stop at. */
window.walk = (() => {
  "use strict";

  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const PARTED = "input[type=date], input[type=time]"; // the browser itself stops at the day, the month, the year and the picker
  const LOOK = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor", "borderTopWidth", "backgroundColor", "textDecorationLine", "textDecorationThickness"];

  const style = (el) => getComputedStyle(el);
  const look = (el) => Object.fromEntries(LOOK.map((key) => [key, style(el)[key]]));
  const text = (el) => (el.getAttribute("aria-label") || el.textContent).replace(/\s+/g, " ").trim();
  const name = (el) => `${el.localName}${el.id ? `#${el.id}` : ""}.${el.className} »${text(el).slice(0, 40)}«`;
  const up = (el) => (el ? [el, ...up(el.parentElement)] : []);

  const rest = new Map(); // how each looks when it isn't in focus
  let last = null;
  let first = null;

  /* What Tab should stop at: one of a group of radio buttons, nothing that is hidden, inert or switched off. */
  const stops = () => [...document.querySelectorAll(CONTROLS)].filter((el) => el.tabIndex >= 0 && !el.matches(":disabled") && !el.closest("[inert]")
    && el.checkVisibility({ visibilityProperty: true }) && !el.matches("summary:not(details > summary:first-of-type)") && !(el.type === "radio" && !chosen(el)));
  const chosen = (el) => {
    const group = [...document.querySelectorAll(`input[type=radio][name="${el.name}"]`)];
    return el === (group.find((one) => one.checked) || group[0]);
  };

  /* Remember how everything looks, before anything is in focus, and let Tab begin at the top. */
  const begin = () => {
    const top = document.createElement("span");
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus({ preventScroll: true });
    top.remove();
    rest.clear();
    last = first = null;
    stops().forEach((el) => rest.set(el, look(el)));
    return rest.size;
  };

  const parse = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (el) => {
    const found = up(el).map((one) => parse(style(one).backgroundColor)).find((rgb) => rgb.length === 3 || rgb[3] > 0.99);
    return found || parse(style(document.documentElement).getPropertyValue("color-scheme").includes("dark") ? "rgb(18,18,18)" : "rgb(255,255,255)");
  };

  /* 2.4.7 and 1.4.11: a ring of two pixels or more that stands out from what is behind it. */
  const ring = (el) => {
    const now = look(el);
    const inside = parseFloat(style(el).outlineOffset) < 0;
    const behind = inside ? ground(el) : ground(el.parentElement);
    if (now.outlineStyle !== "none" && parseFloat(now.outlineWidth) >= 1.9) {
      const found = contrast(parse(now.outlineColor), behind);
      return found >= 3 ? "" : `focus ring has contrast ${found.toFixed(1)}`;
    }
    const before = rest.get(el);
    return before && ["boxShadow", "borderTopColor", "borderTopWidth"].some((key) => before[key] !== now[key]) ? "" : "no focus ring";
  };

  /* 2.4.11: some part of it can be seen, and nothing lies on that part. */
  const covered = (el) => {
    const rects = [...el.getClientRects()].filter((box) => box.width && box.height);
    const points = rects.flatMap((box) => [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]]
      .map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]));
    const free = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
      .map(([x, y]) => document.elementFromPoint(x, y))
      .some((top) => top && (el.contains(top) || top.contains(el) && !up(el).some(fixed) || [...(el.labels || [])].some((label) => label.contains(top))));
    return free ? "" : "in focus, but off screen or covered";
  };
  const fixed = (el) => style(el).position === "fixed";

  /* 2.4.3: down the page, and onwards in the text. */
  const backwards = (el) => {
    if (!last || !last.isConnected) return "";
    return last.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING ? "" : `comes after ${name(last)}, but stands before it`;
  };
  const reordered = (el) => (up(el).some((one) => style(one).order !== "0" || /reverse/.test(style(one).flexDirection)) ? "moved by the style from its place in the text" : "");

  /* The stop that the focus is at now; null past the last one, where some browsers begin again. */
  const stop = () => {
    const el = document.activeElement;
    if (!el || el === document.body || el === document.documentElement || (el === first && el !== last)) return null;
    if (el === last && el.matches(PARTED)) return { name: name(el), skip: false, faults: [] };
    first ??= el;
    const again = el === last ? "stuck" : "";
    const unknown = rest.has(el) ? "" : "a stop that nobody can see";
    const faults = [ring(el), covered(el), backwards(el), reordered(el), again, unknown].filter(Boolean);
    last = el;
    rest.delete(el);
    return { name: name(el), skip: el.localName === "a" && (el.getAttribute("href") || "").startsWith("#"), faults };
  };

  /* What Tab never came to; a card that the walk itself opened is no part of it. */
  const missed = () => [...rest.keys()].filter((el) => el.isConnected && el.checkVisibility({ visibilityProperty: true }) && !el.closest("[inert]")).map((el) => `never in focus: ${name(el)}`);

  /* How often Tab may be pressed before the page must have been left. */
  const most = () => stops().length + 4 * document.querySelectorAll(PARTED).length + 5;

  return { begin, stop, missed, most };
})();
