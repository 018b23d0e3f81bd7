/* Rows of cells that are copied and saved so that a spreadsheet neither changes nor runs them.
   All words come from #b-words; texts are set as text only; nothing leaves the page. */
"use strict";
(() => {
  const holder = document.getElementById("b-words");
  if (!holder) return;
  const words = holder.dataset;
  const say = (text) => { document.getElementById("b-said").textContent = text; };
  const put = (pattern, ...values) => pattern.replace(/#/g, () => values.shift());
  const make = (tag, props, ...inside) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...inside);
    return made;
  };

  /* --- a table as rows of cells {v: text, n: whether it is a number} --- */
  const RUN = /^[ \u3000]*[=+\-@\t\r\n＝＋－＠]/;
  const NUMBER = /^[+-]?\d+(\.\d+)?$/;
  const cellOf = (text, may) => {
    const plain = text.replace(/^−/, "-").replace(/^\+(?=\d)/, "");
    return may && NUMBER.test(plain) && plain.length < 16 ? { v: plain, n: true } : { v: text };
  };
  const safe = (cell) => (!cell.n && RUN.test(cell.v) ? "'" + cell.v : cell.v);
  const xml = (text) => text.replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const shown = (cell) => {
    let text = cell.innerText;
    for (const hidden of cell.querySelectorAll(".b-sr")) text = text.replace(hidden.textContent, "");
    return text.replace(/\s+/g, " ").trim();
  };
  const grid = (rows) => {
    const made = rows.map(() => []);
    rows.forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (made[y][x]) x += 1;
        for (let dy = 0; dy < cell.rowSpan && made[y + dy]; dy += 1) {
          for (let dx = 0; dx < cell.colSpan; dx += 1) made[y + dy][x + dx] = { cell, first: !dx };
        }
      }
    });
    return made;
  };
  const rowsOf = (table) => {
    const bodies = [...table.tBodies, table.tFoot].filter(Boolean).flatMap((part) => [...part.rows]);
    const heads = grid([...table.tHead.rows]).pop();
    const data = (_, x) => !heads[x] || !heads[x].cell.matches(".b-ends");  // not what is drawn
    const head = heads.filter(data).map(({ cell }) => ({ v: shown(cell) }));
    const all = grid(bodies).filter((_, y) => !bodies[y].hidden);
    return [head, ...all.map((row) => Array.from(row).filter(data).map((at) => (at && at.first ? cellOf(shown(at.cell), at.cell.matches(".b-num")) : { v: "" })))];
  };

  /* --- copy and save --- */
  const html = (rows) => `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td${cell.n ? "" : " style='mso-number-format:\"\\@\"'"}>${xml(safe(cell))}</td>`).join("")}</tr>`).join("")}</table>`;
  const copy = (rows) => {
    const fill = (event) => {
      event.clipboardData.setData("text/plain", rows.map((row) => row.map(safe).join("\t")).join("\r\n"));
      event.clipboardData.setData("text/html", html(rows));
      event.preventDefault();
    };
    document.addEventListener("copy", fill, { once: true });
    getSelection().selectAllChildren(document.querySelector("h1"));
    const done = document.execCommand("copy");
    getSelection().removeAllRanges();
    document.removeEventListener("copy", fill);
    say(done ? put(words.copied, rows.length - 1) : words.refused);
  };
  const quoted = (cell) => (/[",\r\n]/.test(safe(cell)) ? `"${safe(cell).replace(/"/g, '""')}"` : safe(cell));
  const sheet = (rows) => {
    const cells = (row) => row.map((cell) => (cell.n ? `<c><v>${cell.v}</v></c>` : `<c t="inlineStr" s="1"><is><t xml:space="preserve">${xml(cell.v.slice(0, 32767))}</t></is></c>`)).join("");
    const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const packed = "http://schemas.openxmlformats.org/package/2006/";
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    const links = (kind, to) => `<Relationships xmlns="${packed}relationships">${kind.map((one, i) => `<Relationship Id="r${i}" Type="${office}/${one}" Target="${to[i]}"/>`).join("")}</Relationships>`;
    const part = (name, kind) => `<Override PartName="/xl/${name}.xml" ContentType="${type}${kind}+xml"/>`;
    return zip({
      "[Content_Types].xml": `<Types xmlns="${packed}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("book", "sheet.main")}${part("sheet", "worksheet")}${part("styles", "styles")}</Types>`,
      "_rels/.rels": links(["officeDocument"], ["xl/book.xml"]),
      "xl/book.xml": `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="r0"/></sheets></workbook>`,
      "xl/_rels/book.xml.rels": links(["worksheet", "styles"], ["sheet.xml", "styles.xml"]),
      "xl/styles.xml": `<styleSheet ${main}><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border><left/><right/><top/><bottom/></border></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs><cellStyles><cellStyle name="Normal" xfId="0"/></cellStyles></styleSheet>`,
      "xl/sheet.xml": `<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join("")}</sheetData></worksheet>`,
    });
  };
  const zip = (files) => {
    const bytes = (...numbers) => {
      const view = new DataView(new ArrayBuffer(numbers.reduce((sum, [size]) => sum + size, 0)));
      let at = 0;
      for (const [size, value] of numbers) { size === 2 ? view.setUint16(at, value, true) : view.setUint32(at, value, true); at += size; }
      return view.buffer;
    };
    const sum = (data) => {
      let crc = ~0;
      for (const byte of data) { crc ^= byte; for (let bit = 8; bit; bit -= 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0); }
      return ~crc >>> 0;
    };
    const body = [], index = [];
    let at = 0, size = 0;
    for (const [name, text] of Object.entries(files)) {
      const [path, data] = [name, text].map((one) => new TextEncoder().encode(one));
      const about = bytes([2, 20], [2, 2048], [2, 0], [2, 0], [2, 33], [4, sum(data)], [4, data.length], [4, data.length], [2, path.length], [2, 0]);
      body.push(bytes([4, 0x04034b50]), about, path, data);
      index.push(bytes([4, 0x02014b50], [2, 20]), about, bytes([4, 0], [2, 0], [4, 0], [4, at]), path);
      at += 30 + path.length + data.length;
      size += 46 + path.length;
    }
    const many = Object.keys(files).length;
    return new Blob([...body, ...index, bytes([4, 0x06054b50], [4, 0], [2, many], [2, many], [4, size], [4, at], [2, 0])]);
  };
  const FORMS = {
    xlsx: sheet,
    csv: (rows) => new Blob(["\ufeff", rows.map((row) => row.map(quoted).join(",") + "\r\n").join("")]),
    json: ([head, ...rows]) => new Blob([JSON.stringify({ columns: head.map((cell) => cell.v), rows: rows.map((row) => row.map((cell) => (cell.n ? Number(cell.v) : cell.v))) }, null, 1)]),
  };
  const save = (rows, name, form) => {
    const link = make("a", { href: URL.createObjectURL(FORMS[form](rows)), download: `${name.replace(/[\s\\/:*?"<>|¶]+/g, " ").trim()}.${form}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 9999);
    say(put(words.saved, rows.length - 1));
  };
  const tools = (rows, name) => [
    make("button", { type: "button", textContent: words.copy, onclick: () => copy(rows()) }),
    ...Object.keys(FORMS).map((form) => make("button", { type: "button", textContent: words[form], title: put(words.save, words[form]), onclick: () => save(rows(), name, form) })),
  ];

  window.bulletin = { NUMBER, cellOf, grid, make, put, rowsOf, say, shown, tools, words };
})();
