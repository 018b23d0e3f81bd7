/* Tables that sort and filter. Without it they are read as they stand. */
"use strict";
(() => {
  if (!window.bulletin) return;
  const { NUMBER, grid, make, put, rowsOf, say, shown, tools, words } = window.bulletin;

  const DAY = /^(\d{4})[年-](\d{1,2})(?:[月-](\d{1,2})?)?/;
  const start = (cell) => {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (walk.currentNode.data.trim() && !walk.currentNode.parentNode.closest(".b-sr")) return walk.currentNode.data.trim();
    return "";
  };
  const amount = (cell) => {
    const way = cell.querySelector(".b-up, .b-down, .b-same");
    if (way) return way.matches(".b-same") ? 0 : (way.matches(".b-up") ? 1 : -1) * parseFloat(way.textContent.replace(/[^\d.]/g, ""));
    const exact = cell.querySelector("data");
    const text = (exact ? exact.value : start(cell)).replace("−", "-").replace(/%$/, "");
    const day = DAY.exec(text);
    if (day) return day[1] * 10000 + day[2] * 100 + Number(day[3] || 0);
    const parts = text.split("/");
    return cell.matches(".b-num") && parts.every((one) => NUMBER.test(one)) ? parts[0] / (parts[1] || 1) : NaN;
  };
  const compare = (a, b) => {
    const [left, right] = [a, b].map((text) => text.match(/\d+|\D/gu));
    for (let i = 0; i < left.length && i < right.length; i += 1) {
      if (left[i] !== right[i]) return left[i] - right[i] || (left[i] < right[i] ? -1 : 1);
    }
    return left.length - right.length;
  };
  const keys = (rows, column) => {
    const cells = rows.map((row) => row.cells[column]);
    const numbers = cells.map(amount);
    const texts = cells.map((cell) => (/^(—|)$/.test(shown(cell)) || cell.querySelector(".b-state:first-child") ? "" : shown(cell)));
    const isNumber = numbers.filter((one) => one === one).length * 2 > texts.filter(Boolean).length;
    return isNumber ? numbers.map((one) => (one === one ? one : null)) : texts.map((text) => text || null);
  };
  const order = (found, sign) => [...found.keys()].sort((a, b) => {
    if (found[a] === null || found[b] === null) return (found[a] === null) - (found[b] === null) || a - b;
    return sign * (typeof found[a] === "number" ? found[a] - found[b] : compare(found[a], found[b])) || a - b;
  });
  const sortable = (table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = grid([...table.tHead.rows]).pop();
    const even = (row) => row.cells.length === heads.length && [...row.cells].every((cell) => cell.colSpan * cell.rowSpan === 1);
    if (table.tBodies.length > 1 || rows.length < 3 || !rows.every(even)) return;
    heads.forEach(({ cell: head }, column) => {
      const title = shown(head);
      if (!title || head.colSpan > 1 || head.matches(".b-ends")) return;
      const button = make("button", { type: "button", className: "b-sort", title: put(words.sort, title) });
      if (head.querySelector("a")) button.setAttribute("aria-label", button.title);
      else button.append(...head.childNodes);
      head.append(button);
      button.onclick = () => {
        const next = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
        for (const { cell } of heads) cell.removeAttribute("aria-sort");
        if (next) head.setAttribute("aria-sort", next);
        const sorted = next ? order(keys(rows, column), next === "ascending" ? 1 : -1) : [...rows.keys()];
        body.append(...sorted.map((at) => rows[at]));
        say(put(next ? words[next] : words.unsorted, title));
      };
    });
  };
  const filter = (table) => {
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const box = make("input", { type: "search", placeholder: words.filter, autocomplete: "off" });
    box.setAttribute("aria-label", words.filter);
    box.oninput = () => {
      const wanted = box.value.toLowerCase().split(/\s+/);
      rows.forEach((row, at) => { row.hidden = !wanted.every((word) => texts[at].includes(word)); });
      say(put(words.filtered, rows.filter((row) => !row.hidden).length, rows.length));
    };
    return box;
  };
  const title = () => document.querySelector("h1").textContent;
  for (const table of document.querySelectorAll(".b-scroll > table:not(.b-steps, .b-own)")) {
    if (!table.tHead || !table.tBodies[0]) continue;
    const rows = [...table.tBodies[0].rows];
    sortable(table);
    if (rows.length < 5) continue;
    const bar = make("div", { className: "b-tools" });
    if (rows.length > 15 && rows.every((row) => [...row.cells].every((cell) => cell.rowSpan === 1))) bar.append(filter(table));
    bar.append(...tools(() => rowsOf(table), `${title()} ${table.parentNode.getAttribute("aria-label") || ""}`));
    table.parentNode.before(bar);
  }
})();
