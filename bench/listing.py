"""The list of all findings with 36,000 of them, in a real browser: `python -m bench.listing SITE`.

``SITE`` is a built site of this repository; a copy of its first scheme's list gets made-up rows.
"""

import gzip
import json
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import launch

SCHEME = "hangzhou-departments"
MONTHS = tuple(f"2017-{number:02}" for number in range(1, 13))
UNITS, RULES, EACH = 60, 80, 3000
WORDS = (
    "办事指南未列明全部材料窗口要求重复提交证明群众反映排队时间过长"
    "事项没有进驻数据尚未共享承诺时限没有公布"
)
CHOICES = {
    "unit": "page.querySelector('[name=unit]').value = 'u-7'",
    "state": "page.querySelector('[name=state]').value = '已撤回'",
    "text": "page.querySelector('[name=text]').value = '群众 排队'",
}
EVENT = {"unit": "change", "state": "change", "text": "input"}


def main() -> None:
    """Print the size of the rows, and how long they take to load, to filter and to sort."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        ignored = shutil.ignore_patterns("units", "criteria", "2017-*", "departments", "search")
        shutil.copytree(sys.argv[1], site, ignore=ignored)
        whole = _prepared(site)
        print(
            f"{EACH * len(MONTHS)} findings: {whole[0] / 1e6:.1f} MB, gzip {whole[1] / 1e6:.1f} MB"
        )
        with sync_playwright() as playwright:
            page = launch(playwright).new_page()
            _load(page, (site / SCHEME / "findings.html").as_uri())
            _choose(page)


def _prepared(site: Path) -> tuple[int, int]:
    page = site / SCHEME / "findings.html"
    html = page.read_text(encoding="utf-8")
    months = "".join(f'<li><a data-month href="{m}/index.html">{m}</a></li>' for m in MONTHS)
    html = re.sub(r'(<ul id="b-plain">).*?(</ul>)', rf"\g<1>{months}\2", html, flags=re.DOTALL)
    html = re.sub(r'<script src="findings/[^>]*></script>', "", html)
    scripts = "".join(f'<script src="findings/{month}.js"></script>' for month in MONTHS)
    html = html.replace(
        '<script src="../assets/findings.js">', f'{scripts}<script src="../assets/findings.js">'
    )
    page.write_text(html, encoding="utf-8")
    written = [_month(number, month).encode() for number, month in enumerate(MONTHS)]
    (site / SCHEME / "findings").mkdir(exist_ok=True)
    for month, rows in zip(MONTHS, written, strict=True):
        (site / SCHEME / "findings" / f"{month}.js").write_bytes(rows)
    return sum(map(len, written)), sum(len(gzip.compress(rows)) for rows in written)


def _month(number: int, month: str) -> str:
    rows = [_row(number * EACH + at, month) for at in range(EACH)]
    strings: dict[str, int] = {}
    columns = {
        name: [
            row[name] if name in {"id", "text"} else strings.setdefault(row[name], len(strings))
            for row in rows
        ]
        for name in rows[0]
    }
    body = {"month": month, "strings": list(strings), "columns": columns}
    return f"(self.findings=self.findings||[]).push({json.dumps(body, ensure_ascii=False)});"


def _row(at: int, month: str) -> dict[str, str]:
    start = at * 7 % len(WORDS)
    rule = at * 31 % RULES
    return {
        "id": f"f-{at:05}",
        "date": f"{month}-{at % 28 + 1:02}",
        "unit": f"u-{at % UNITS}\t第{at % UNITS}局",
        "rule": f"r-{rule}\t第{rule}条计分办法：没有按要求办理的，每项扣0.5分",
        "criterion": f"1.{rule}\t1.{rule} 考评内容",
        "source": f"来源{at % 5}",
        "method": f"方法{at % 4}",
        "place": f"第{at % 13}窗口",
        "state": "已撤回" if at % 50 == 0 else "查实",
        "mending": "限期整改" if at % 3 == 0 else "",
        "due": f"{month}-28" if at % 3 == 0 else "",
        "points": ("-0.5", "-1", "-1/3", "0.5", "0")[at % 5],
        "text": (WORDS + WORDS)[start : start + 24] + f"，第{at}件",
    }


def _load(page: Page, address: str) -> None:
    started = time.perf_counter()
    page.goto(address)
    page.locator("#b-findings tbody tr").first.wait_for()
    print(f"load: {time.perf_counter() - started:.2f} s; {page.locator('.b-count').inner_text()}")


def _choose(page: Page) -> None:
    for name, event in EVENT.items():
        taken = page.evaluate(_timed(name, event))
        print(f"filter by {name}: {taken:.0f} ms; {page.locator('.b-count').inner_text()}")
        page.locator("#b-findings [name=clear]").click()
    print(f"sort by points: {page.evaluate(SORTED):.0f} ms")


def _timed(name: str, event: str) -> str:
    return f"""async () => {{
      const page = document, started = performance.now();
      {CHOICES[name]};
      document.querySelector('[name={name}]').dispatchEvent(new Event('{event}'));
      document.body.getBoundingClientRect();
      return performance.now() - started;
    }}"""


SORTED = """async () => {
  const started = performance.now();
  document.querySelector('#b-findings .b-sort[value=points]').click();
  document.body.getBoundingClientRect();
  return performance.now() - started;
}"""


if __name__ == "__main__":
    main()
