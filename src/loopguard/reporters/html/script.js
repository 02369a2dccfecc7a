"use strict";

// The filter's state stands in the address behind `#`, so that a view can be passed on.
const FACETS = ["rule", "library", "package", "entry"];
const toolbar = document.querySelector(".toolbar");
const sources = JSON.parse(document.getElementById("sources").textContent);

function showSource(block) {
  const lines = sources[Number(block.dataset.file)] || {};
  const hit = Number(block.dataset.line);
  const around = Object.keys(lines).map(Number)
    .filter((line) => Math.abs(line - hit) <= 3).sort((a, b) => a - b);
  block.replaceChildren(...around.map((line) => {
    const row = document.createElement("span");
    const number = document.createElement("i");
    number.textContent = String(line).padStart(5) + " ";
    row.append(number, lines[line]);
    row.className = line === hit ? "hit" : "";
    return row;
  }));
}

document.addEventListener("toggle", (event) => {
  if (!event.target.open) return;
  const block = event.target.querySelector(":scope > .source, :scope > .body > .source");
  if (block) showSource(block);
}, true);

if (toolbar) {
  const search = document.getElementById("search");
  const severity = document.getElementById("severity");
  const chips = document.getElementById("chips");
  const count = document.getElementById("count");
  const clear = document.getElementById("clear");
  const none = document.querySelector(".none");
  const buttons = [...document.querySelectorAll("button[data-facet]")];
  const causes = [...document.querySelectorAll(".cause")].map((box) => {
    const head = box.firstElementChild.textContent;
    const sites = [...box.querySelectorAll(".site")].map((site) => ({
      site,
      text: (head + " " + site.textContent + " " + site.dataset.entry + " " +
        site.dataset.library).toLowerCase(),
    }));
    return { box, sites };
  });
  const total = causes.reduce((sum, cause) => sum + cause.sites.length, 0);
  let state = new URLSearchParams();

  function fits({ site, text }, words) {
    if (state.get("severity") && site.dataset.severity !== state.get("severity")) return false;
    for (const facet of FACETS) {
      if (state.has(facet) && site.dataset[facet] !== state.get(facet)) return false;
    }
    return words.every((word) => text.includes(word));
  }

  function apply() {
    const words = (state.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    let shownCauses = 0;
    for (const { box, sites } of causes) {
      let visible = 0;
      for (const entry of sites) {
        entry.site.hidden = !fits(entry, words);
        visible += entry.site.hidden ? 0 : 1;
      }
      box.hidden = visible === 0;
      shown += visible;
      shownCauses += visible ? 1 : 0;
    }
    for (const button of buttons) {
      button.setAttribute(
        "aria-pressed", String(state.get(button.dataset.facet) === button.dataset.value));
    }
    chips.replaceChildren(...FACETS.filter((facet) => state.has(facet)).map((facet) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip";
      chip.textContent = state.get(facet) + " \u00d7";
      chip.setAttribute("aria-label", "Remove the filter " + facet + " " + state.get(facet));
      chip.addEventListener("click", () => { change(facet, ""); search.focus(); });
      return chip;
    }));
    search.value = state.get("q") || "";
    severity.value = state.get("severity") || "";
    clear.hidden = [...state.keys()].length === 0;
    none.hidden = shown > 0;
    count.textContent = `${shownCauses} of ${causes.length} causes, ${shown} of ${total} places`;
  }

  function change(key, value) {
    if (value) state.set(key, value); else state.delete(key);
    const text = state.toString();
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
    const typed = search.value;
    apply();
    if (key === "q") search.value = typed;
  }

  function read() {
    state = new URLSearchParams(location.hash.slice(1));
    apply();
  }

  function setOpen(open) {
    for (const { box } of causes) if (!box.hidden) box.open = open;
  }

  buttons.forEach((button) => button.addEventListener("click", () => {
    const { facet, value } = button.dataset;
    change(facet, state.get(facet) === value ? "" : value);
  }));
  search.addEventListener("input", () => change("q", search.value.trim()));
  severity.addEventListener("change", () => change("severity", severity.value));
  clear.addEventListener("click", () => {
    state = new URLSearchParams();
    change("", "");
    search.focus();
  });
  document.getElementById("open").addEventListener("click", () => setOpen(true));
  document.getElementById("close").addEventListener("click", () => setOpen(false));
  toolbar.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });
  addEventListener("hashchange", read);

  // On paper nothing can be opened: the causes and their chains are, while it prints.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = causes.filter(({ box }) => !box.hidden)
      .flatMap(({ box }) => [box, ...box.querySelectorAll(".site > details")])
      .filter((box) => !box.open);
    opened.forEach((box) => { box.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((box) => { box.open = false; }));

  toolbar.hidden = false;
  read();
}
