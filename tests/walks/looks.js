/* Looks at one page as it stands in the window and returns what can be measured about it.
   `faults` are pairs: a subject, and what is wrong. Lengths are in CSS pixels. */
({ mayScroll, inlineLinks }) => {
  const root = document.documentElement;
  const faults = [];
  const fault = (subject, words) => faults.push([subject, words]);
  const name = (element) => {
    const words = (element.innerText || element.getAttribute("aria-label") || element.name || "").trim().slice(0, 40);
    return `<${element.tagName.toLowerCase()}${element.className ? "." + String(element.className).split(" ")[0] : ""}> ${words}`;
  };
  const isShown = (element) =>
    element.checkVisibility() && !element.closest(".hidden, .skip:not(:focus)") && element.getClientRects().length > 0;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(isShown);
  // Easy read as a format: five statements at once, a picture before each (above it on phones), letters of 19 px or more.
  if (root.hasAttribute("data-easy")) {
    const isAsItCame = !root.dataset.looked;  // a look opens what is folded, so that the next one would count it as well
    root.dataset.looked = "yes";
    const told = all("main .said").filter((one) => !one.querySelector("h1, h2, h3") && !one.closest("label, legend, li"));
    if (isAsItCame && told.length > 5) fault("easy_count", `${told.length} statements at once: ${name(told.at(-1))}`);
    for (const one of all(".said")) {
      const words = one.querySelector(":scope > :not(.pic, audio)");
      const [drawn, said] = [one.querySelector(".pic").getBoundingClientRect(), words.getBoundingClientRect()];
      const isBefore = root.dir === "rtl" ? drawn.left >= said.right - 1 : drawn.right <= said.left + 1;
      if (!(innerWidth <= 400 ? drawn.bottom <= said.top + 1 : isBefore)) fault("easy_picture", name(words));
      if (parseFloat(getComputedStyle(words).fontSize) < 19) fault("easy_size", name(words));
    }
  }
  for (const closed of document.querySelectorAll("details")) closed.open = true;

  const overflow = (state) => {
    if (root.scrollWidth > root.clientWidth) {
      const widest = all("body *").filter((one) => !one.closest(mayScroll) && one.getBoundingClientRect().right > root.clientWidth + 1);
      fault("sideways scroll", `${state}: ${root.scrollWidth} > ${root.clientWidth}: ${widest.slice(-1).map(name)}`);
    }
  };
  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode())
      if (walker.currentNode.data.trim() && isShown(walker.currentNode.parentElement)) found.push(walker.currentNode);
    return found;
  };
  const rectsOf = (node, from = 0, to = node.length) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter((rect) => rect.width > 0);
  };
  const clipped = (state) => {
    for (const node of texts()) {
      const parent = node.parentElement;
      if (parent.closest(mayScroll)) continue;
      const holders = [];
      for (let holder = parent; holder && holder !== document.body; holder = holder.parentElement) {
        const style = getComputedStyle(holder);
        const keepsIn = /^(BUTTON|LABEL)$/.test(holder.tagName) || holder.matches("a.button, .tag");
        if (keepsIn || [style.overflowX, style.overflowY].some((one) => one !== "visible")) holders.push(holder);
      }
      for (const rect of rectsOf(node)) {
        const isOutside = (box) => rect.left < box.left - 1 || rect.right > box.right + 1;
        if (isOutside({ left: 0, right: root.clientWidth })) fault("clipped", `${state}: beyond the window: ${node.data.trim().slice(0, 40)}`);
        for (const holder of holders) {
          const box = holder.getBoundingClientRect();
          const middle = (rect.top + rect.bottom) / 2;
          if (isOutside(box) || middle < box.top || middle > box.bottom) fault("clipped", `${state}: out of ${name(holder)}`);
        }
      }
    }
  };

  overflow("as it is");
  clipped("as it is");
  scrollTo(0, 0);  // what stays in sight lies over what the page was scrolled to; it is measured where it belongs

  /* Targets: each at least 44 by 44, each 8 from the next. */
  const targets = new Set(
    all("a[href], button, summary, input, textarea, select, audio[controls]").map((one) =>
      /^(radio|checkbox)$/.test(one.type) ? one.closest("label") : one)
  );
  let smallest = Infinity, closest = Infinity, smallestName = "";
  const boxes = [...targets].filter((one) => !one.matches(inlineLinks)).map((one) => [one, one.getBoundingClientRect()]);
  for (const [one, box] of boxes) {
    const side = Math.min(box.width, box.height);
    if (side < smallest) [smallest, smallestName] = [side, name(one)];
    if (side < 43.99) fault("target", `${box.width.toFixed(0)}x${box.height.toFixed(0)}: ${name(one)}`);
  }
  boxes.forEach(([one, a], index) => {
    for (const [other, b] of boxes.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const apart = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
      closest = Math.min(closest, apart);
      if (apart < 7.99) fault("target", `${apart.toFixed(1)} apart: ${name(one)} | ${name(other)}`);
    }
  });

  /* Direction: what comes first stands at the start of the line. */
  const isRtl = getComputedStyle(document.body).direction === "rtl";
  if (isRtl !== (root.dir === "rtl")) fault("direction", "the body does not follow the page");
  for (const input of all(".choice input")) {
    const words = input.closest("label").querySelector("span:not(.pic)").getBoundingClientRect();
    const box = input.getBoundingClientRect();
    if (isRtl ? box.left < words.right - 1 : box.right > words.left + 1) fault("direction", `the control is not at the start: ${name(input.closest("label"))}`);
  }
  for (const node of texts()) {
    for (const match of node.data.matchAll(/\d[\d  ]{4,}\d/g)) {
      let last = -Infinity, line = null;
      for (const group of match[0].matchAll(/\d+/g)) {
        const from = match.index + group.index;
        const [rect] = rectsOf(node, from, from + group[0].length);
        if (!rect) continue;
        if (line !== null && Math.abs(rect.top - line) < 4 && rect.left <= last) fault("direction", `reversed digits: ${match[0]}`);
        [last, line] = [rect.left, rect.top];
      }
    }
  }

  /* Lines of words: their length in the width of a nought; size, spacing, alignment. */
  const probe = document.createElement("span");
  probe.textContent = "0".repeat(100);
  probe.style.cssText = "position:absolute;visibility:hidden;white-space:nowrap;letter-spacing:0";
  let longest = 0;
  for (const block of all("p, h1, h2, legend, .given, .choice label > span:not(.pic)")) {
    if (!block.innerText.trim() || block.closest(mayScroll)) continue;
    const style = getComputedStyle(block);
    block.append(probe);
    const nought = probe.getBoundingClientRect().width / 100;
    probe.remove();
    longest = Math.max(longest, block.getBoundingClientRect().width / nought);
    if (parseFloat(style.fontSize) < 17) fault("words", `${style.fontSize}: ${name(block)}`);
    if (!["start", isRtl ? "right" : "left"].includes(style.textAlign)) fault("words", `${style.textAlign}: ${name(block)}`);
    if (parseFloat(style.lineHeight) / parseFloat(style.fontSize) < (block.matches("h1, h2") ? 1.25 : 1.5)) fault("words", `line height ${style.lineHeight}: ${name(block)}`);
    if (style.fontStyle !== "normal" || style.textTransform !== "none") fault("words", `slanted or capitals: ${name(block)}`);
  }
  if (longest > 70) fault("words", `a line of ${longest.toFixed(0)} ch`);

  /* The edges of controls and the ring of the focus, against what is behind them. */
  const rgb = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = (colour) => {
    const [r, g, b] = rgb(colour).slice(0, 3).map((part) => ((part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (rgb(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  let faintest = Infinity;
  const edges = () => {
    for (const one of all(".choice label, input[type=text], input[type=tel], textarea, .row, button, .button")) {
      const ratio = contrast(getComputedStyle(one).borderTopColor, behind(one.parentElement));
      faintest = Math.min(faintest, ratio);
      if (ratio < 3) fault("edge", `${root.dataset.colours}: ${ratio.toFixed(1)}: ${name(one)}`);
    }
    const ring = getComputedStyle(root);
    probe.style.color = ring.getPropertyValue("--focus-ink");
    probe.style.backgroundColor = ring.getPropertyValue("--focus");
    document.body.append(probe);
    const [ink, glow, paper] = [getComputedStyle(probe).color, getComputedStyle(probe).backgroundColor, behind(document.body)];
    probe.remove();
    if (Math.max(contrast(ink, paper), contrast(glow, paper)) < 3) fault("edge", `${root.dataset.colours}: focus ring`);
  };
  const { colours, size } = root.dataset;
  for (const theme of ["light", "cream", "dark", "contrast"]) { root.dataset.colours = theme; edges(); }
  root.dataset.colours = colours;

  /* What people may change: spacing of text, and its size. */
  const spacing = new CSSStyleSheet();
  spacing.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }");
  document.adoptedStyleSheets = [spacing];
  overflow("text spacing");
  clipped("text spacing");
  document.adoptedStyleSheets = [];
  root.dataset.size = "200";
  overflow("text at 200 %");
  clipped("text at 200 %");
  root.dataset.size = size;

  /* What stands beside each sound, and what a page may not hold. */
  const audio = [...document.querySelectorAll("audio")].map((one) => {
    const choice = one.closest(".choice"), said = one.closest(".said");
    const words = choice ? choice.querySelector("label > span:not(.pic)") : said ? said.querySelector(":scope > :not(.pic, audio)") : one.previousElementSibling;
    if (one.autoplay || one.preload !== "none") fault("sound", `loads or plays by itself: ${one.src}`);
    return [one.getAttribute("src"), words ? words.textContent.trim().replace(/\s+/g, " ") : "", one.getAttribute("aria-label") || ""];
  });
  // Scripts stand in the page and come from nowhere; everything works without them.
  for (const one of document.scripts) if (one.src || !one.nonce) fault("trace", "a script that is not the page's own");
  for (const one of document.querySelectorAll("[href], [src], [action]"))
    for (const attribute of ["href", "src", "action"])
      if (/^(https?:)?\/\//.test(one.getAttribute(attribute) || "") && new URL(one[attribute]).origin !== location.origin) fault("trace", `leads elsewhere: ${one[attribute]}`);
  if (document.querySelectorAll("h1").length !== 1) fault("words", "not one heading of the first rank");
  window.scrollTo(0, 0);
  return {
    faults, smallest, smallestName, closest, longest, faintest, audio, language: root.lang, direction: root.dir, title: document.title,
    targets: boxes.length,
  };
}
