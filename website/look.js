// What can be wrong with a page as the browser shows it; run in the page by look.py.
() => {
  const article = document.querySelector("article");
  const complaints = [];
  const level = (element) => Number(element.tagName[1]);

  if (document.scrollingElement.scrollWidth > innerWidth)
    complaints.push(`is ${document.scrollingElement.scrollWidth} px wide, of ${innerWidth}`);
  const titles = document.querySelectorAll("h1").length;
  if (titles !== 1) complaints.push(`has ${titles} titles`);
  for (const heading of article.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const next = heading.nextElementSibling;
    if (!next || (/^H[1-6]$/.test(next.tagName) && level(next) <= level(heading)))
      complaints.push(`has nothing under "${heading.textContent}"`);
  }
  for (const code of document.querySelectorAll("td code"))
    if (code.textContent.includes("\\|")) complaints.push(`shows a backslash: ${code.textContent}`);
  for (const image of document.images)
    if (!image.complete || !image.naturalWidth) complaints.push(`lacks the image ${image.src}`);

  // Text that is not shown as code should have no Markdown left in it.
  const prose = article.cloneNode(true);
  for (const element of prose.querySelectorAll("pre, code, script, style")) element.remove();
  for (const [mark] of prose.textContent.matchAll(/.{0,20}(```|\*\*|\]\(|\{\{|\?\?\?|!!!).{0,20}/g))
    complaints.push(`shows Markdown: ${mark}`);

  // Contrast of text with what is behind it, as the WCAG define it.
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const luminance = (colours) => {
    pixel.reset();
    for (const colour of colours) {
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...pixel.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    const colours = [];
    for (let each = element; each; each = each.parentElement)
      colours.unshift(getComputedStyle(each).backgroundColor);
    return ["white", ...colours];
  };
  const known = new Map();
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim();
    const element = texts.currentNode.parentElement;
    if (!text || !element.checkVisibility({ opacityProperty: true })) continue;
    const ground = behind(element);
    const colours = [...ground, getComputedStyle(element).color];
    const key = colours.join();
    if (known.has(key)) continue;
    const [dark, light] = [luminance(ground), luminance(colours)].sort((a, b) => a - b);
    known.set(key, (light + 0.05) / (dark + 0.05));
    if (known.get(key) < LEAST_CONTRAST)
      complaints.push(`is hard to read (${known.get(key).toFixed(2)}): ${text.slice(0, 40)}`);
  }

  const links = [...document.querySelectorAll("a[href]")].map((link) => link.href);
  const anchors = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return { complaints, links, anchors };
};
