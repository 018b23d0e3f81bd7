"""The page of what a Word template may name, with examples."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.exchange.word import bulletin, notice, report
from bulletin.exchange.word.figures import Values
from bulletin.pages import Edition
from bulletin.publish.site import edition_of
from bulletin.repository.opened import open_repository
from bulletin.view.findings import Register
from bulletin.view.trail import NONE

from tests.cases import BAD, Repo, laid_over_base
from tests.unit.pages import tiny

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "templates.md"
Month = tuple[Edition, Register, str]
HEAD = """\
# 怎样改公文模板

`bulletin word 2017-12`（或者 `make bulletin MONTH=2017-12`）用三个 Word 模板生成通报、反馈单和督察
报告。要改红头、字体、版式、措辞，不用写程序：

1. 把程序自带的模板（`site_templates/word/` 里的 `通报.docx`、`反馈单.docx`、`督察报告.docx`）复制到
   `data/templates/`，名称不变；不改的不用复制。
2. 用 Word 打开来改。文字照常修改；字体、字号、间距最好在“样式”里改（公文标题、公文正文、一级标题、
   表格文字等），一改全改。页边距、页码同平常一样改。
3. 大括号里是标记，生成时换成这个月的内容：

   | 写法 | 用处 |
   | --- | --- |
   | `{{ 月份 }}` | 换成一项内容 |
   | `{% if 暂定说明 %}` … `{% endif %}` | 有这项内容才出现；中间可以写 `{% else %}` |
   | `{% for 项 in 重复发现 %}` … `{{ 项.单位 }}` … `{% endfor %}` | 每一项写一遍 |
   | `{%p if … %}`、`{%p for … %}`，`{%p endif %}`、`{%p endfor %}` | 独占一段，管中间的各段 |
   | `{%tr for 行 in 组.单位 %}`、`{%tr endfor %}` | 独占表格的一行，管中间的整行 |

4. 运行一次看结果。写错了会说明是哪个文件、哪个标记、可以写什么，什么文件也不生成。

“演示数据”“征求意见稿（暂定）”由程序加在第一行，模板里不写。数字都由程序算好、取好位数，模板里不做加减。
文号、日期、印章、签收由人在 Word 里填写；已经生成的文件改过以后，再次运行不会覆盖。

下面列出每个模板可以写的内容和例子，取自演示数据和测试数据；“每项”下面的，写在 `for` 循环里。
本页由 `python -m tools.letters` 生成，不要手改。
"""


def page() -> str:
    """The whole page."""
    months = list(_months())
    made = {
        "通报": [bulletin.values(e, r, month) for e, r, month in months],
        "反馈单": [
            notice.values(e, r, month, score)
            for e, r, month in months
            for score in e.scores[month].units
        ],
        "督察报告": list(_reports()),
    }
    return HEAD + "".join(_table(title, _merged(values)) for title, values in made.items())


def _months() -> Iterator[Month]:
    """The sealed months of the demonstration, which do not change, then a made-up year."""
    repository = open_repository(ROOT)
    for name, assessment in repository.book.assessments.items():
        edition = edition_of(repository, name, NONE, {})
        register = Register(edition)
        yield from ((edition, register, m) for m, held in assessment.months.items() if held.seal)
    edition = tiny.edition()
    scheme = replace(edition.assessment.scheme, months=edition.months)
    edition = replace(edition, assessment=replace(edition.assessment, scheme=scheme))
    yield from ((edition, Register(edition), month) for month in edition.months)


def _reports() -> Iterator[Values]:
    with TemporaryDirectory() as root:
        made = Repo(laid_over_base(BAD / "D016" / "right", Path(root)))
        path = "2017-08/findings/jiaoyu/jy-02.yaml"
        made.write(
            path, f"{made.text(f'{made.folder}/{path}')}cause: 无人负责\nproposal: 专人负责\n"
        )
        repository = open_repository(made.root)
    edition = edition_of(repository, "demo", NONE, {})
    for month in edition.months:
        for round_ in edition.assessment.months[month].rounds.values():
            for team in round_.groups:
                yield report.values(edition, Register(edition), round_, team)


def _merged(made: Iterable[object]) -> object:
    """One value of several: the first that says anything, and so on inside."""
    said = [one for one in made if one not in ("", None, [], 0, False, "—")]
    if not said:
        return ""
    if isinstance(said[0], Mapping):
        held = [one for one in said if isinstance(one, Mapping)]
        return {name: _merged(one.get(name) for one in held) for name in held[0]}
    if isinstance(said[0], list):
        return [_merged(item for one in said if isinstance(one, list) for item in one)]
    return said[0]


def _table(title: str, values: object) -> str:
    assert isinstance(values, Mapping)
    rows = "".join(f"| {name} | {example} |\n" for name, example in _rows(values, 0))
    return f"\n## {title}\n\n| 写法 | 例 |\n| --- | --- |\n{rows}"


def _rows(values: Mapping[str, object], level: int) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        shown = f"{'　　' * level}`{name}`"
        inside = value[0] if isinstance(value, list) else value
        if isinstance(inside, Mapping):
            yield shown, "每项：" if isinstance(value, list) else "其中："
            yield from _rows(inside, level + 1)
        else:
            many = "（多个）" if isinstance(value, list) else ""
            yield shown, f"{_example(inside)}{many}"


def _example(value: object) -> str:
    text = {True: "是", False: "否"}.get(value, value) if isinstance(value, bool) else value
    return str(text).replace("|", "\\|").replace("\n", "")[:80]
