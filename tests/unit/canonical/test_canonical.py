import pytest
from bulletin.canonical import canonical
from bulletin.yamlfile import is_canonical_shape

MESSY = """\
# yaml-language-server: $schema=x.json
# 窗口暗访

summary: "a # no"   # 一句话
# 谁
unit: 'shi-kewei'
detail: |
  # 不是注释
  第二行: 有冒号
# 申诉
appeal: {filed: 2017-08-01, grounds: 'it''s'} # 尾注
extra: 1
evidence:
  # 第一份
  - title: t   # 名称
    kind: 照片
  - {kind: 录音, title: "5"}
# 完
"""
TIDY = """\
# yaml-language-server: $schema=x.json
# 窗口暗访
# 谁
unit: shi-kewei
# 一句话
summary: "a # no"
detail: "# 不是注释\\n第二行: 有冒号\\n"
evidence:
  # 第一份
  # 名称
  - kind: 照片
    title: t
  - kind: 录音
    title: "5"
# 申诉
# 尾注
appeal:
  filed: 2017-08-01
  grounds: "it's"
extra: 1
# 完
"""


def test_a_file_is_put_in_order() -> None:
    assert canonical(MESSY, "finding") == TIDY
    assert canonical(TIDY, "finding") == TIDY


def test_every_line_is_of_the_shape_that_the_fast_reader_takes() -> None:
    assert is_canonical_shape(canonical(MESSY.replace("detail: |\n", "detail: >-\n"), "finding"))


RUBRIC = """\
criteria:
- title: 办事指南
  points: 10
  id: "1"
  rules:
  - deduct:
      metric: late
      points: {county: 0.50, city: 1}
      above: 3
    id: late
    clause: 第一条
    text: 逾期的
    applies_to: {tags: [a, b]}
title: 细则
readings:
  - id: r
    options: [{set: {rules.late.months: [2017-08, 2017-09]}, title: 甲}]
    question: 怎样
    chosen: 这样
"""
RUBRIC_TIDY = """\
title: 细则
criteria:
  - id: "1"
    title: 办事指南
    points: 10
    rules:
      - id: late
        text: 逾期的
        clause: 第一条
        deduct: {points: {county: 0.50, city: 1}, metric: late, above: 3}
        applies_to:
          tags:
            - a
            - b
readings:
  - id: r
    question: 怎样
    chosen: 这样
    options:
      - title: 甲
        set:
          rules.late.months: [2017-08, 2017-09]
"""


def test_short_actions_stay_in_braces() -> None:
    assert canonical(RUBRIC, "rubric") == RUBRIC_TIDY


def test_an_action_that_needs_quotes_or_is_long_goes_below_its_key() -> None:
    rule = '- rules:\n    - tiers: {names: {"5": 1}, sign: award}\n'
    expected = "criteria:\n  - rules:\n      - tiers:\n          names:\n"
    assert canonical(f"criteria:\n{rule}", "rubric").startswith(expected)


def test_yes_and_no_are_plain_only_where_they_are_answers() -> None:
    text = "- metric: m\n  values: {a: 'yes', b: no}\n  source: 'no'\n"
    expected = '- metric: m\n  source: "no"\n  values:\n    a: yes\n    b: no\n'
    assert canonical(text, "measurements") == expected


def test_an_empty_list_is_written_so() -> None:
    assert canonical("[ ]\n", "marks") == "[]\n"


def test_what_the_reader_refuses_is_not_formatted() -> None:
    with pytest.raises(ValueError, match="每个键只能写一次"):
        canonical("unit: a\nunit: b\n", "finding")
