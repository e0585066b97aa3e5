// What the page can do where scripts run; everything is there to read where they don't.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const list = $("events");
  const events = [...list.querySelectorAll(".event")];
  // Events lie in sheets of a few, so that what is out of sight costs nothing.
  const sheets = [...list.querySelectorAll(".sheet")];
  const original = sheets.map((sheet) => [...sheet.children]);
  const perSheet = Math.max(1, ...original.map((own) => own.length));
  const tools = document.querySelector(".tools");
  const fields = { q: $("q"), by: $("by"), since: $("since"), until: $("until"), size: $("size") };
  const value = (name) => (fields[name] ? fields[name].value : "");

  // Finding: letters without their accents, so that "resume" finds "résumé".
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/\s+/g, " ");
  const texts = new Map();
  const textOf = (event) => {
    if (!texts.has(event)) texts.set(event, plain(event.textContent));
    return texts.get(event);
  };

  const matches = (event, wanted) => {
    const { n, f, t, s } = event.dataset;
    if (Number(n) < wanted.size) return false;
    if (wanted.by && !s.split(" ").includes(wanted.by)) return false;
    if (wanted.since && !(t >= wanted.since)) return false;
    if (wanted.until && !(f && f <= wanted.until)) return false;
    return wanted.words.every((word) => textOf(event).includes(word));
  };

  const counted = (number) => `${number.toLocaleString("en")} event${number === 1 ? "" : "s"}`;
  const kept = () =>
    $("order").value !== "weight" || value("size") > 1 || ["q", "by", "since", "until"].some(value);

  const filter = () => {
    const wanted = {
      words: plain(value("q")).trim().split(" ").filter(Boolean),
      by: value("by"), since: value("since"), until: value("until"),
      size: Number(value("size") || 1),
    };
    const active = wanted.words.length || wanted.by || wanted.since || wanted.until || wanted.size > 1;
    let found = 0;
    const hidden = new Set();
    for (const event of events) {
      event.hidden = !matches(event, wanted);
      if (event.hidden) hidden.add("#" + event.id);
      else found += 1;
    }
    for (const sheet of sheets) sheet.hidden = !sheet.querySelector(".event:not([hidden])");
    for (const heading of list.querySelectorAll(":scope > .tier")) heading.hidden = !leads(heading);
    for (const link of document.querySelectorAll(".map a")) {
      link.classList.toggle("off", hidden.has(link.getAttribute("href")));
    }
    for (const rest of document.querySelectorAll(".map .crowd")) rest.classList.toggle("off", !!active);
    $("none").hidden = found > 0 || !events.length;
    $("clear").hidden = !active;
    $("found").textContent = (active ? `${found.toLocaleString("en")} of ` : "") + counted(events.length);
    highlight(wanted.words);
  };

  // A heading shows while an event of its part does, in the order that the headings tell.
  const leads = (heading) => {
    if ($("order").value !== "weight") return false;
    for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
      if (next.matches(".tier")) return false;
      if (next.matches(".sheet") && !next.hidden) return true;
    }
    return false;
  };

  const highlight = (words) => {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    for (const event of events) {
      if (event.hidden) continue;
      if (ranges.length > 400) break;
      const walker = document.createTreeWalker(event, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  const order = () => {
    const by = $("order").value;
    if (by === "weight") {
      sheets.forEach((sheet, number) => sheet.append(...original[number]));
    } else {
      const sign = by === "newest" ? -1 : 1;
      const day = (event) => event.dataset.t;
      const dated = events.filter(day);
      dated.sort((a, b) => sign * (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
      const all = [...dated, ...events.filter((event) => !day(event))];
      sheets.forEach((sheet, number) => {
        sheet.append(...all.slice(number * perSheet, (number + 1) * perSheet));
      });
    }
    list.classList.toggle("in-time", by !== "weight");
    filter();
  };

  const clear = () => {
    tools.reset();
    order();
  };

  // Going: what a link leads to is shown, whatever is folded around it or filtered out.
  const reveal = (id) => {
    const target = id && $(id);
    if (!target) return null;
    const event = target.closest(".event");
    if (event && event.hidden) clear();
    for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    return target;
  };

  const go = (target) => {
    target.scrollIntoView({ block: target.matches("mark, .digest p, .side") ? "center" : "start" });
    if (!target.matches("a, button, input, summary, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  document.addEventListener("click", (click) => {
    const link = click.target.closest && click.target.closest('a[href^="#"]');
    if (link) reveal(link.getAttribute("href").slice(1));
  });
  const follow = () => {
    const target = reveal(decodeURIComponent(location.hash.slice(1)));
    if (target) go(target);
  };
  window.addEventListener("hashchange", follow);

  // Keys
  const visible = () => [...list.querySelectorAll(".event:not([hidden])")];
  const current = () => {
    const focused = document.activeElement && document.activeElement.closest(".event");
    if (focused) return focused;
    const id = decodeURIComponent(location.hash.slice(1));
    return id && $(id) ? $(id).closest(".event") : null;
  };
  const step = (by) => {
    const shown = visible();
    const at = shown.indexOf(current());
    const next = shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (!next) return;
    next.scrollIntoView({ block: "start" });
    next.querySelector("h3 a").focus({ preventScroll: true });
  };
  const unfold = () => {
    const event = current();
    if (!event) return;
    const reports = [...event.querySelectorAll("details.source")];
    const open = reports.some((report) => !report.open);
    for (const report of reports) report.open = open;
  };
  const keys = { j: () => step(1), k: () => step(-1), o: unfold, "/": () => fields.q.focus() };
  document.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && press.target === fields.q) {
      fields.q.value = "";
      filter();
      return;
    }
    if (press.ctrlKey || press.metaKey || press.altKey || !$("shortcuts").checked) return;
    if (press.target.matches("input, select, textarea")) return;
    const act = keys[press.key];
    if (!act) return;
    press.preventDefault();
    act();
  });

  // Light and dark, as the system says unless the reader does.
  const theme = $("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  });
  dark.addEventListener("change", nameTheme);

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  };
  for (const [name, field] of Object.entries(fields)) {
    if (field) field.addEventListener(name === "q" ? "input" : "change", name === "q" ? soon : filter);
  }
  $("order").addEventListener("change", order);
  tools.addEventListener("submit", (submit) => { submit.preventDefault(); filter(); });
  tools.addEventListener("reset", () => setTimeout(order, 0));
  $("all").addEventListener("click", clear);

  // On a phone the filters stay folded until they are wanted.
  const wide = matchMedia("(min-width: 44rem)");
  const filters = document.querySelector(".filters");
  const fold = () => { filters.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  tools.hidden = events.length < 2;
  theme.hidden = false;
  $("keys").hidden = events.length < 2;
  nameTheme();
  // A browser may have kept what the fields held before the page was loaded again.
  if (kept()) order();
  else $("found").textContent = counted(events.length);
  if (location.hash) follow();
})();
