"""The template of the notice (反馈单)."""

from collections.abc import Iterable

from tools.letters.paper import KEEP, NEW_PAGE, empty, fields, form, p, parts, table, tag


def notice() -> dict[str, str]:
    """反馈单."""
    return parts(
        p("Title", "{{ 标题 }}"),
        empty(),
        p("a", "{{ 单位 }}："),
        p(
            "Body",
            "依据{{ 依据 }}，对你单位{{ 月份 }}的情况进行了考评，现将结果"
            "{% if 要整改 %}和问题反馈如下，请认真核对、整改。{% else %}反馈如下。{% endif %}",
        ),
        tag("if 本单位暂定"),
        p("Body", "", "{{ 暂定说明 }}"),
        tag("endif"),
        *_standing(),
        *_found(),
        *_what_to_do(),
        p("a", more=KEEP),
        tag("for 名称 in 机关"),
        p("Signed", "{{ 名称 }}"),
        tag("endfor"),
        p("Dated", "　　　　年　　月　　日"),
        *_receipt(),
    )


def _standing() -> Iterable[str]:
    return (
        p("One", "一、得分"),
        p(
            "Lead",
            "{% if 名次 %}总分{{ 总分 }}分{% if 比上月 %}（比上月{{ 比上月 }}分）{% endif %}，"
            "在{{ 排名单位数 }}家单位中排第{{ 名次 }}名。"
            "{% else %}不排名：{{ 未排名原因 }}。{% endif %}"
            "合计扣{{ 扣分 }}分，加{{ 加分 }}分"
            "{% if 计入加分 != 加分 %}（封顶后计{{ 计入加分 }}分）{% endif %}。"
            "{% if 等次 %}等次：{{ 等次 }}。{% endif %}"
            "{% for 名称 in 标记 %}{{ 名称 }}。{% endfor %}",
        ),
        tag("for 项 in 更正"),
        p("Body", "更正第{{ 项.号 }}号：{{ 项.理由 }}。依据：{{ 项.依据 }}。"),
        tag("endfor"),
        table(
            [84, 24, 24, 24],
            ["考评内容", "满分", "得分", "失分"],
            "行 in 得分",
            fields("内容", "满分", "得分", "失分"),
            left="0",
        ),
        tag("if 加分事项"),
        p(
            "Body",
            "加分事项：{% for 项 in 加分事项 %}{{ 项.事项 }}，加{{ 项.加分 }}分"
            "{{ '。' if loop.last else '；' }}{% endfor %}",
        ),
        tag("endif"),
    )


def _found() -> Iterable[str]:
    return (
        p("One", "二、问题"),
        tag("if 问题"),
        p("Lead", "本月查实的问题{{ 问题 | length }}项："),
        table(
            [14, 48, 36, 14, 44],
            ["序号", "问题", "依据和计分", "扣分", "原因、建议和期限"],
            "行 in 问题",
            [
                "{{ 行.序号 }}",
                _PROBLEM,
                "{{ 行.条款 }}：{{ 行.计分办法 }}{% if 行.计算 %}（{{ 行.计算 }}）{% endif %}",
                "{{ 行.扣分 }}",
                _MENDING,
            ],
            left="124",
        ),
        tag("else"),
        p("Body", "本月没有查实的问题。"),
        tag("endif"),
        tag("if 按数据扣分"),
        p("Lead", "按数据和评分扣分{{ 按数据扣分 | length }}项："),
        table(
            [104, 16, 36],
            ["计分办法", "扣分", "说明"],
            "行 in 按数据扣分",
            ["{{ 行.条款 }}：{{ 行.计分办法 }}", "{{ 行.扣分 }}", "{{ 行.说明 }}"],
            left="02",
        ),
        tag("endif"),
        tag("if 尚未整改"),
        p("Lead", "以前各月责令整改、尚未整改的问题{{ 尚未整改 | length }}项："),
        table(
            [14, 76, 40, 26],
            ["序号", "问题", "整改期限", "整改情况"],
            "行 in 尚未整改",
            ["{{ 行.序号 }}", "{{ 行.日期 }}，{{ 行.问题 }}", "{{ 行.期限 }}", "{{ 行.整改情况 }}"],
            left="1",
        ),
        tag("endif"),
    )


_PROBLEM = (
    "{{ 行.日期 }}，{{ 行.地点 }}：{{ 行.问题 }}。{{ 行.详细情况 }}"
    "{% if 行.第几次发现 > 1 %}（第{{ 行.第几次发现 }}次发现）{% endif %}\n编号：{{ 行.编号 }}"
)
_MENDING = (
    "{%p if 行.原因 %}\n原因：{{ 行.原因 }}\n{%p endif %}\n"
    "{%p if 行.建议 %}\n建议：{{ 行.建议 }}\n{%p endif %}\n"
    "期限：{{ 行.期限 }}{% if 行.整改情况 %}（{{ 行.整改情况 }}）{% endif %}"
)


def _what_to_do() -> Iterable[str]:
    return (
        p("One", "三、要求"),
        tag("if 要整改"),
        p(
            "Body",
            "1．请对照问题逐项整改，查清原因，落实责任；写明期限的按期完成，没有写明的在收到本单"
            "后　　日内完成，并将整改情况和佐证材料报送我们。",
        ),
        p("Body", "2．请填写回执并盖章，在收到本单后　　日内交回。"),
        tag("endif"),
        tag("if 再次发现加重"),
        p(
            "Body",
            "3．再次发现同样的问题，适用"
            "{% for 办法 in 再次发现加重 %}“{{ 办法 }}”"
            "{% if not loop.last %}、{% endif %}{% endfor %}。",
        ),
        tag("endif"),
        p(
            "Body",
            "{% if 要整改 %}{{ '4' if 再次发现加重 else '3' }}．{% endif %}"
            "对结果有异议的，在收到本单后　　日内书面提出申诉，写明问题编号、理由和依据。"
            "申诉成立的，更正得分和名次。",
            more=KEEP,
        ),
    )


def _receipt() -> Iterable[str]:
    return (
        tag("if 要整改"),
        p("Title", "回　　执", more=NEW_PAGE),
        empty(),
        form(
            [30, 48, 30, 48],
            [
                ["单位", "{{ 单位 }}", "考评月份", "{{ 月份 }}"],
                ["问题", "{{ 问题 | length }}项", "尚未整改", "{{ 未整改项数 }}项"],
                ["收到日期", "　　年　　月　　日", "收件人", ""],
                ["整改负责人", "", "完成日期", "　　年　　月　　日"],
            ],
        ),
        empty(),
        p("Body", "□　对结果没有异议。"),
        p("Body", "□　对第　　　　　项有异议，申诉材料附后。"),
        empty(),
        p("a", "整改措施和完成情况："),
        *(empty() for _ in range(6)),
        p("Signed", "（盖章）　　　　"),
        p("Dated", "　　　　年　　月　　日"),
        tag("endif"),
    )
