"""A repository of two rubrics: ranks, panels, voids, a scaled criterion, departments, readings.

``python -m tests.unit.pages.turning`` writes the pages in ``turned/`` anew; read the difference.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.language import CHINESE, Language
from bulletin.pages import Edition, render
from bulletin.publish.mirror import mirror
from bulletin.publish.program import templates
from bulletin.publish.site import tried
from bulletin.repository.opened import Repository, open_repository

EXPECTED = Path(__file__).parent / "turned"
SCHEME = "data/schemes/demo"
_RUBRIC = """\
title: {title}
document: 示范〔2017〕{number}号
metrics:
  online:
    title: 网上办件率
    unit: "%"
    provider: 市数据局
criteria:
  - id: "1"
    title: 网上服务
    points: 10
    out_of: 20
    responsible: [a-bureau]
    criteria:
      - id: "1.1"
        title: 办件
        points: 10
        rules:
          - id: online-rank
            text: 按网上办件率排名，第一名得10分，每低一名少{lose}分
            clause: 第1项
            rank: {{points: 10, metric: online, best: highest, lose: {lose}}}
          - id: online-late
            text: 工作滞后的，当月不得分
            clause: 第1项
            void: criterion
      - id: "1.2"
        title: 窗口
        points: 10
        rules:
          - id: window
            text: 由各组评分，满分10分
            clause: 第2项
            status: provisional
            reason: 评分标准待定
            judge: {{points: 10}}
  - id: "2"
    title: 加分
    rules:
      - id: praise
        text: 受到表扬的，每次加3分
        clause: 第3项
        months: ["{month}"]
        award: {{points: 3, per: 次}}
totals: {{overflow: drop, normalise: participating, bonus_cap: 4, floor: none, places: 2}}
readings:
  - id: steps
    clause: 第1项
    question: 每低一名少几分?
    chosen: 少{lose}分
    options:
      - title: 少{lose}分
        set: {{rules.online-rank.rank.lose: {lose}}}
      - title: 少10分
        set: {{rules.online-rank.rank.lose: 10}}
    why: 照文件
"""
_FILES = {
    "data/site.yaml": "title: 示范通报\npublisher: 示范办\ndemo: true\n",
    "data/units/demo.yaml": """\
- {id: east, name: 东区, kind: district}
- {id: west, name: 西区, kind: district}
- {id: north, name: 北区, kind: district}
- {id: a-bureau, name: 东区数据局, kind: department, parent: east}
- {id: east-town, name: 东镇, kind: township, parent: east}
""",
    f"{SCHEME}/scheme.yaml": """\
title: 示范评价
document: 示范〔2017〕1号
months: [2017-10, 2017-11]
units: {register: demo, kind: district}
ties: competition
""",
    f"{SCHEME}/rubrics/2017-10.yaml": _RUBRIC.format(
        title="示范细则", number=1, lose=3, month="2017-10"
    ),
    f"{SCHEME}/rubrics/2017-11.yaml": _RUBRIC.format(
        title="示范细则（修订）", number=2, lose=2, month="2017-11"
    ),
    f"{SCHEME}/2017-10/measurements.yaml": """\
- metric: online
  values: {east: 80, west: 80, north: 70}
""",
    f"{SCHEME}/2017-10/marks.yaml": """\
- unit: east
  rule: window
  place: east-town
  panel:
    - {group: 一组, points: 9, reason: 指示清楚}
    - {group: 二组, points: 8.5}
    - {group: 三组, points: 5, reason: 排队很久}
  agreed: {points: 8, reason: 三组意见折中}
- unit: east
  rule: window
  panel:
    - {group: 一组, points: 7}
    - {group: 二组, points: 9}
- {unit: west, rule: window, agreed: {points: 6}}
""",
    f"{SCHEME}/2017-10/participation.yaml": """\
- {unit: north, criterion: "1.2", reason: 没有窗口}
""",
    f"{SCHEME}/2017-10/findings/west/w-1.yaml": """\
unit: west
rule: online-late
date: 2017-10-20
summary: 系统没有按期上线
""",
    f"{SCHEME}/2017-10/findings/east/e-1.yaml": """\
unit: east
rule: praise
date: 2017-10-21
count: 2
summary: 两次受到表扬
""",
    f"{SCHEME}/2017-11/measurements.yaml": """\
- metric: online
  values: {east: 85, west: 90}
""",
    f"{SCHEME}/2017-11/marks.yaml": """\
- {unit: east, rule: window, agreed: {points: 9}}
- {unit: west, rule: window, agreed: {points: 9}}
""",
    f"{SCHEME}/2017-11/participation.yaml": """\
- {unit: north, reason: 本月撤并}
""",
}


def _write(root: Path) -> None:
    for name, text in _FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _edition(repository: Repository, root: Path) -> Edition:
    book = repository.book
    return Edition(
        site=book.site,
        units=book.units,
        assessment=book.assessments["demo"],
        scores=repository.scores("demo"),
        trials=tried(root, repository)["demo"],
    )


def edition() -> Edition:
    """The repository, ready to be printed."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root)
        repository = open_repository(root)
        assert repository.is_good, [problem.message for problem in repository.problems]
        return _edition(repository, root)


def pages(language: Language = CHINESE) -> Mapping[str, str]:
    """Every page of the repository."""
    made = edition()
    return render(made.site, [made], templates(), language)


if __name__ == "__main__":
    mirror(EXPECTED, pages())
