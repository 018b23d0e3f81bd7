"""The template of an inspection group's report (督察报告)."""

from collections.abc import Iterable

from tools.letters.paper import KEEP, empty, p, parts, tag


def report() -> dict[str, str]:
    """督察报告."""
    return parts(
        p("Title", "{{ 标题 }}"),
        p("Under", "（{{ 轮次 }}　{{ 组名 }}）"),
        empty(),
        p(
            "Body",
            "依据{{ 依据 }}和{{ 轮次 }}的安排，{{ 组名 }}"
            "对{{ 地点 | map(attribute='地点') | join('、') }}进行了督察，现将有关情况报告如下。",
        ),
        *_course(),
        *_problems(),
        *_causes(),
        *_proposals(),
        p("a", more=KEEP),
        p("a", more=KEEP),
        p("Signed", "{{ 组名 }}"),
        p("Dated", "　　　　年　　月　　日"),
    )


def _course() -> Iterable[str]:
    return (
        p("One", "一、督察经过"),
        p(
            "Body",
            "本轮督察自{{ 开始 }}至{{ 结束 }}。本组督察{{ 地点 | length }}处，"
            "抽查{{ 抽查事项数 }}个事项，发现问题{{ 问题数 }}个。",
        ),
        tag("for 处 in 地点"),
        p(
            "Body",
            "{{ 处.序号 }}．{{ 处.地点 }}{% if 处.日期 %}（{{ 处.日期 }}）{% endif %}。"
            "{% for 窗 in 处.窗口 %}{{ 窗.窗口 }}"
            "{% if 窗.事项 %}看了{{ 窗.事项 | join('、') }}{% endif %}"
            "{% if 窗.方式 %}（{{ 窗.方式 | join('、') }}）{% endif %}"
            "{{ '。' if loop.last else '；' }}{% endfor %}"
            "{% if 处.下级地点 %}到了{{ 处.下级地点 | join('、') }}。{% endif %}"
            "{% if not (处.窗口 or 处.下级地点) %}"
            "（没有登记到过的窗口和事项，请补充。）{% endif %}",
        ),
        tag("endfor"),
    )


def _problems() -> Iterable[str]:
    return (
        p("One", "二、发现的问题"),
        tag("for 处 in 地点"),
        p("Two", "（{{ 处.中文序号 }}）{{ 处.地点 }}"),
        tag("for 类 in 处.领域"),
        tag("for 项 in 类.问题"),
        p(
            "Body",
            "{{ 项.编次 }}．{{ 类.领域 }}：{{ 项.问题 }}。{{ 项.详细情况 }}"
            "（{{ 项.日期 }}，{{ 项.地点 }}{% if 项.方式 %}，{{ 项.方式 }}{% endif %}；"
            "依据{{ 项.条款 }}，{{ 项.计分 }}；编号{{ 项.编号 }}）",
        ),
        tag("endfor"),
        tag("endfor"),
        tag("if not 处.领域"),
        p("Body", "没有登记问题。"),
        tag("endif"),
        tag("endfor"),
    )


def _causes() -> Iterable[str]:
    return (
        p("One", "三、原因分析"),
        tag("for 项 in 原因"),
        p("Body", "{{ 项.序号 }}．{{ 项.内容 }}（{{ 项.地点 }}）。"),
        tag("endfor"),
        p("Body", "（督察组补充：共性的、深层次的原因。）"),
    )


def _proposals() -> Iterable[str]:
    return (
        p("One", "四、意见建议"),
        tag("for 项 in 建议"),
        p("Body", "{{ 项.序号 }}．{{ 项.内容 }}（{{ 项.地点 }}）。"),
        tag("endfor"),
        p("Body", "（督察组补充：整改要求、时限和改进工作的建议。）", more=KEEP),
    )
