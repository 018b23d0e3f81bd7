/* The list of all findings: filtered, sorted and paged in the browser; the address keeps what is
   chosen. Every text is set as text. */
"use strict";
(() => {
  const root = document.getElementById("b-findings");
  if (!root || !window.bulletin || !self.findings) return;
  const { cellOf, make, put, say, tools } = window.bulletin;
  const words = root.dataset;
  const heads = words.heads.split("|");
  const SIZE = 50;
  const at = (name) => root.querySelector(`[name=${name}]`);
  const NAMED = ["unit", "month", "criterion", "rule", "source", "method", "state", "mending", "effect"];

  /* --- the rows of all months, the newest first --- */
  const base = {};
  for (const link of document.querySelectorAll("#b-plain a[data-month]")) {
    const found = /(\d{4}-\d{2})\/index\.html$/.exec(link.pathname);
    if (found) base[found[1]] = [link.textContent, link.getAttribute("href").replace(/index\.html$/, "")];
  }
  const told = (text) => (text.indexOf("\t") < 0 ? [text, text] : [text.slice(0, text.indexOf("\t")), text.slice(text.indexOf("\t") + 1)]);
  const rows = [];
  const shown = {};  // by kind and id: the name
  for (const kind of NAMED) shown[kind] = new Map();
  for (const { month, strings, columns } of self.findings) {
    const parts = strings.map(told);
    if (!columns.id || !base[month]) continue;
    for (let i = 0; i < columns.id.length; i += 1) {
      const part = (kind) => parts[columns[kind][i]];
      const plain = (kind) => strings[columns[kind][i]];
      const row = { id: columns.id[i], text: columns.text[i], date: plain("date"), place: plain("place"), due: plain("due"), points: plain("points"), whole: plain("whole"), month };
      for (const kind of ["unit", "criterion", "rule"]) { const [id, name] = part(kind); row[kind] = id; shown[kind].set(id, name); }
      for (const kind of ["source", "method", "state", "mending"]) { row[kind] = plain(kind); shown[kind].set(row[kind], row[kind]); }
      row.effect = row.whole ? "minus" : row.points === "0" ? "nil" : row.points[0] === "-" ? "minus" : "plus";
      shown.month.set(month, base[month][0]);
      row.words = `${row.text}\n${shown.unit.get(row.unit)}\n${shown.rule.get(row.rule)}\n${month}/${row.id}\n${row.place}`.toLowerCase();
      row.value = row.points.includes("/") ? row.points.split("/").reduce((top, bottom) => top / bottom) : Number(row.points);
      rows.push(row);
    }
  }
  for (const effect of ["minus", "plus", "nil"]) shown.effect.set(effect, words[effect]);
  const by = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  rows.sort((a, b) => by(b.date, a.date) || by(b.month, a.month));
  const units = new Map([...shown.unit.keys()].map((unit, number) => [unit, number]));
  const SORTS = { date: (a, b) => by(a.date, b.date), unit: (a, b) => units.get(a.unit) - units.get(b.unit), points: (a, b) => a.value - b.value };

  /* --- what is chosen --- */
  const natural = (a, b) => a[0].localeCompare(b[0], "en", { numeric: true });
  for (const kind of NAMED) {
    const options = [...shown[kind]].filter(([id]) => id !== "");
    if (kind === "criterion" || kind === "month") options.sort(natural);
    if (kind === "month") options.reverse();
    at(kind).append(...options.map(([value, name]) => make("option", { value, textContent: name })));
    at(kind).parentNode.hidden = options.length < 2;
  }
  const read = () => {
    const address = new URLSearchParams(location.hash.slice(1));
    for (const kind of NAMED) {
      at(kind).value = address.get(kind) || "";
      if (at(kind).selectedIndex < 0) at(kind).value = "";
    }
    at("text").value = address.get("text") || "";
    return { sort: address.get("sort") || "", page: Math.max(1, parseInt(address.get("page"), 10) || 1) };
  };
  let { sort, page } = read();
  const write = (how) => {
    const address = new URLSearchParams();
    for (const kind of [...NAMED, "text"]) if (at(kind).value) address.set(kind, at(kind).value);
    if (sort) address.set("sort", sort);
    if (page > 1) address.set("page", page);
    const there = `#${address}`;
    if (there !== (location.hash || "#")) history[how](null, "", there === "#" ? location.pathname + location.search : there);
  };

  /* --- the exact sum: few amounts, each many times --- */
  const sum = (some) => {
    const counts = new Map();
    for (const { points } of some) counts.set(points, (counts.get(points) || 0) + 1);
    let top = 0n, bottom = 1n;
    for (const [points, count] of counts) {
      const [over, under = "1"] = points.split("/");
      const [whole, part = ""] = over.split(".");
      const scale = BigInt(under) * 10n ** BigInt(part.length);
      top = top * scale + BigInt(whole + part) * BigInt(count) * bottom;
      bottom *= scale;
    }
    const cents = ((top < 0n ? -top : top) * 200n + bottom) / (2n * bottom);
    const text = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`.replace(/\.?0+$/, "");
    return `${cents ? (top < 0n ? "−" : "+") : ""}${text}`;
  };
  const points = (row) => sum([row]);

  /* --- what is shown --- */
  let found = rows;
  const address = (row) => `${base[row.month][1]}${row.unit}.html#f-${row.id}`;
  const under = (text) => make("span", { className: "b-under", textContent: text });
  const line = (row) => make("tr", {},
    make("td", { className: "b-date", textContent: row.date }),
    make("th", { scope: "row", textContent: shown.unit.get(row.unit) }),
    make("td", {}, make("a", { href: address(row), textContent: row.text }), under(shown.rule.get(row.rule)), under(`${row.month}/${row.id}`)),
    make("td", {}, row.source, ...(row.method ? [under(row.method)] : []), ...(row.place ? [under(row.place)] : [])),
    make("td", {}, row.state, ...(row.mending ? [under(row.mending)] : [])),
    make("td", { className: "b-num" }, make("a", { href: address(row) }, make("span", { className: `b-${row.effect === "nil" ? "zero" : row.effect}`, textContent: row.whole || points(row) }))));
  const chosen = () => {
    const wanted = NAMED.map((kind) => [kind, at(kind).value]).filter(([, value]) => value);
    const terms = at("text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const some = rows.filter((row) => wanted.every(([kind, value]) => row[kind] === value) && terms.every((term) => row.words.includes(term)));
    const [, down, key] = /^(-?)(\w+)$/.exec(sort) || [];
    const way = Object.hasOwn(SORTS, key ?? "") && SORTS[key];
    return way ? some.sort((a, b) => (down ? way(b, a) : way(a, b))) : some;
  };
  const body = root.querySelector("tbody");
  const draw = () => {
    const pages = Math.max(1, Math.ceil(found.length / SIZE));
    page = Math.min(page, pages);
    body.replaceChildren(...found.slice((page - 1) * SIZE, page * SIZE).map(line));
    root.querySelector(".b-pages span").textContent = put(words.page, page, pages);
    at("back").disabled = page === 1;
    at("on").disabled = page === pages;
    root.querySelector(".b-pages").hidden = pages === 1;
    for (const button of root.querySelectorAll(".b-sort")) {
      const head = button.parentNode;
      if (sort.replace("-", "") === button.value) head.setAttribute("aria-sort", sort[0] === "-" ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };
  const show = () => {
    found = chosen();
    const text = put(words.found, found.length, sum(found));
    root.querySelector(".b-count").textContent = text;
    say(text);
    draw();
  };
  const choose = (how) => { page = 1; show(); write(how); };
  const turn = (by) => {
    page += by;
    draw();
    write("pushState");
    say(root.querySelector(".b-pages span").textContent);
    root.querySelector("table").scrollIntoView({ block: "nearest" });
  };

  for (const kind of NAMED) at(kind).onchange = () => choose("pushState");
  at("text").oninput = () => choose("replaceState");
  at("back").onclick = () => turn(-1);
  at("on").onclick = () => turn(1);
  at("clear").onclick = () => { for (const kind of [...NAMED, "text"]) at(kind).value = ""; choose("pushState"); };
  for (const button of root.querySelectorAll(".b-sort")) {
    button.onclick = () => {
      const next = { [button.value]: `-${button.value}`, [`-${button.value}`]: "" };
      sort = next[sort] ?? button.value;
      choose("pushState");
    };
  }
  addEventListener("popstate", () => { ({ sort, page } = read()); show(); });

  const cells = (row) => [
    `${row.month}/${row.id}`, row.month, row.date, shown.unit.get(row.unit), shown.criterion.get(row.criterion), shown.rule.get(row.rule),
    row.source, row.method, row.place, row.text, row.state, row.mending, row.due,
  ].map((text) => ({ v: text })).concat(cellOf(row.whole || points(row), true), { v: new URL(address(row), location).href });
  root.querySelector(".b-tools").append(...tools(() => [heads.map((v) => ({ v })), ...found.map(cells)], words.file));
  document.getElementById("b-plain").parentNode.hidden = true;
  root.hidden = false;
  show();
})();
