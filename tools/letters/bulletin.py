"""The template of the bulletin (通报)."""

from collections.abc import Iterable

from tools.letters.paper import KEEP, NEW_PAGE, empty, fields, p, parts, table, tag


def bulletin() -> dict[str, str]:
    """通报."""
    return parts(
        tag("for 名称 in 机关"),
        p("Organ", "{{ 名称 }}"),
        tag("endfor"),
        p("Number", "　　　〔　　　〕　　号"),
        empty(),
        p("Title", "{{ 标题 }}"),
        empty(),
        p("a", "各被考评单位："),
        p(
            "Body",
            "{{ 月份 }}，依据{{ 依据 }}对{{ 单位数 }}家单位进行了考评"
            "{% if 计分单位数 < 单位数 %}，其中{{ 单位数 - 计分单位数 }}家没有总分{% endif %}。"
            "现将有关情况通报如下。",
        ),
        tag("if 暂定说明"),
        p("Body", "", "{{ 暂定说明 }}"),
        tag("endif"),
        *_overall(),
        *_problems(),
        *_demands(),
        *_enclosures(),
        p("a", more=KEEP),
        p("a", more=KEEP),
        tag("for 名称 in 机关"),
        p("Signed", "{{ 名称 }}"),
        tag("endfor"),
        p("Dated", "　　　　年　　月　　日"),
        *_ranking(),
        *_open_items(),
        *_awards(),
    )


def _overall() -> Iterable[str]:
    return (
        p("One", "一、总体情况"),
        p(
            "Body",
            "{% if 平均分 %}{{ 计分单位数 }}家单位平均{{ 平均分 }}分{% if 平均分变化 %}，"
            "比{{ 上月 }}{{ 平均分变化 }}{% endif %}"
            "{% if 最高分 == 最低分 %}，得分相同。{% else %}。"
            "最高的是{{ 最高单位 }}，{{ 最高分 }}分；最低的是{{ 最低单位 }}，{{ 最低分 }}分。"
            "{% endif %}{% else %}本月各单位均没有总分。{% endif %}"
            "各单位得分和名次见附件{{ 附件.排名 }}。",
        ),
        p(
            "Body",
            "本月共登记{{ 记录数 }}条记录，其中扣分{{ 扣分记录数 }}条、加分{{ 加分记录数 }}条、"
            "不计分{{ 不计分记录数 }}条"
            "{% if 不得分记录数 %}，使所在内容当月不得分{{ 不得分记录数 }}条{% endif %}"
            "{% if 得分记录数 %}，在所在内容得分{{ 得分记录数 }}条{% endif %}；"
            "合计扣{{ 扣分 }}分{% if 按数据扣分 %}（其中按数据扣{{ 按数据扣分 }}分）{% endif %}，"
            "加{{ 加分 }}分{% if 封顶加分 %}（封顶后计{{ 封顶加分 }}分）{% endif %}。"
            "{% for 项 in 加重 %}{{ 项.次数 }}次扣分适用“{{ 项.办法 }}”。{% endfor %}"
            "{% if 不得分项次 %}{{ 不得分项次 }}项次当月不得分。{% endif %}"
            "{% if 超出满分单位 %}{{ 超出满分单位 }}有内容扣分超过满分，超出的{{ 超出满分扣分 }}分"
            "从总分中扣除。{% endif %}",
        ),
        tag("for 项 in 取消资格"),
        p(
            "Body",
            "{{ 项.单位 }}{{ 项.标记 }}{% if 项.问题 %}，因{{ 项.问题 | join('；') }}{% endif %}。",
        ),
        tag("endfor"),
        tag("for 项 in 更正"),
        p(
            "Body",
            "",
            "更正第{{ 项.号 }}号",
            "{% if 项.日期 %}（{{ 项.日期 }}）{% endif %}：{{ 项.理由 }}。依据：{{ 项.依据 }}。"
            "{% for 行 in 项.单位 %}{{ 行.单位 }}"
            "{% if 行.原总分 != 行.现总分 %}"
            "总分由{{ 行.原总分 }}分改为{{ 行.现总分 }}分，{% endif %}"
            "名次由{{ 行.原名次 }}改为{{ 行.现名次 }}{{ '。' if loop.last else '；' }}{% endfor %}",
        ),
        tag("endfor"),
    )


def _problems() -> Iterable[str]:
    return (
        p("One", "二、存在的主要问题"),
        tag("if 失分内容"),
        p(
            "Body",
            "各单位平均失分较多的是："
            "{% for 项 in 失分内容[:5] %}{{ 项.内容 }}{{ 项.平均失分 }}分"
            "{{ '。' if loop.last else '、' }}{% endfor %}",
        ),
        tag("endif"),
        tag("if not 突出问题"),
        p("Body", "本月没有扣分的问题。"),
        tag("endif"),
        tag("for 类 in 突出问题"),
        p("Two", "（{{ 类.中文序号 }}）{{ 类.内容 }}"),
        tag("for 项 in 类.办法"),
        p(
            "Body",
            "{{ 项.序号 }}．{{ 项.计分办法 }}。涉及{{ 项.单位数 }}家单位，"
            "共{% if 项.整项不得分 %}失{% else %}扣{% endif %}{{ 项.扣分 }}分。"
            "{% if 项.例 %}如："
            "{% for 例 in 项.例 %}{{ 例.单位 }}，{{ 例.问题 }}"
            "{{ '。' if loop.last else '；' }}{% endfor %}{% else %}按数据计分。{% endif %}",
        ),
        tag("endfor"),
        tag("endfor"),
    )


def _demands() -> Iterable[str]:
    return (
        p("One", "三、整改要求"),
        p("Two", "（一）按期整改到位"),
        p(
            "Body",
            "截至{{ 整改.截止日 }}，{% if 整改.到期未整改 %}"
            "到期未整改的问题有{{ 整改.到期未整改 }}项"
            "（本月到期{{ 整改.本月到期 }}项，以前各月到期{{ 整改.以前到期 }}项），"
            "涉及{{ 整改.涉及单位 }}{% else %}没有到期未整改的问题{% endif %}；"
            "限期整改中的{{ 整改.限期整改中 }}项；本月完成整改{{ 整改.本月完成 }}项。"
            "{% if 扣分记录数 or 不得分记录数 or 整改.清单 or 整改.以前各月 %}"
            "各有关单位要对照反馈单逐项整改，按期报送整改情况"
            "{% if 整改.到期未整改 %}；到期未整改的要立即整改，并说明原因{% endif %}。{% endif %}"
            "{% if 附件.整改 %}清单见附件{{ 附件.整改 }}。{% endif %}",
        ),
        p("Two", "（二）防止问题反复"),
        p(
            "Body",
            "{% if 重复发现 %}本月重复发现的问题有{{ 重复发现 | length }}项："
            "{% for 项 in 重复发现 %}{{ 项.单位 }}，{{ 项.问题 }}（第{{ 项.次数 }}次发现）"
            "{{ '。' if loop.last else '；' }}{% endfor %}"
            "有关单位要从制度上查找原因，防止再次发生。"
            "{% else %}本月没有重复发现的问题。各单位要巩固整改成果，防止问题反复。{% endif %}",
        ),
        p("Two", "（三）举一反三自查"),
        tag("if 热点问题"),
        p(
            "Body",
            "多家单位都有、或者接连几个月都有的热点问题是："
            "{% for 项 in 热点问题[:5] %}{{ 项.计分办法 }}（{{ 项.单位数 }}家，{{ 项.问题数 }}项"
            "{% if 项.连续月数 > 1 %}，连续{{ 项.连续月数 }}个月{% endif %}）"
            "{{ '。' if loop.last else '；' }}{% endfor %}",
        ),
        tag("endif"),
        p(
            "Body",
            "各单位要对照本通报指出的问题开展自查，对普遍存在的问题一并改进。",
            more=KEEP,
        ),
    )


def _enclosures() -> Iterable[str]:
    indent = f'{KEEP}<w:ind w:leftChars="200" w:left="640"/>'
    return (
        p("a", more=KEEP),
        p("a", "附件：{{ 附件.排名 }}．{{ 月份 }}各单位得分排名", more=indent),
        tag("if 附件.整改"),
        p("a", "　　　{{ 附件.整改 }}．责令整改的问题清单", more=indent),
        tag("endif"),
        tag("if 附件.评优"),
        p("a", "　　　{{ 附件.评优 }}．{{ 年 }}年度评优结果", more=indent),
        tag("endif"),
    )


def _ranking() -> Iterable[str]:
    return (
        p("Enclosed", "附件{{ 附件.排名 }}", more=NEW_PAGE),
        p("Title", "{{ 月份 }}各单位得分排名"),
        tag("for 组 in 排名"),
        p("Cell", "{{ 组.组名 }}", more="<w:keepNext/>"),
        table(
            [13, 43, 22, 18, 14, 14, 32],
            ["名次", "单位", "总分", "较上月", "扣分", "加分", "备注"],
            "行 in 组.单位",
            fields("名次", "单位", "总分", "分数变化", "扣分", "加分", "备注"),
            left="1",
        ),
        tag("if 组.未排名"),
        p(
            "CellLeft",
            "未排名：{% for 行 in 组.未排名 %}{{ 行.单位 }}（{{ 行.原因 }}）"
            "{{ '。' if loop.last else '、' }}{% endfor %}",
        ),
        tag("endif"),
        tag("endfor"),
    )


def _open_items() -> Iterable[str]:
    return (
        tag("if 附件.整改"),
        p("Enclosed", "附件{{ 附件.整改 }}", more=NEW_PAGE),
        p("Title", "责令整改的问题清单"),
        p("Cell", "（截至{{ 整改.截止日 }}）", more="<w:keepNext/>"),
        table(
            [14, 28, 48, 40, 26],
            ["序号", "单位", "问题", "整改期限", "整改情况"],
            "行 in 整改.清单",
            fields("序号", "单位", "问题", "期限", "整改情况"),
            left="12",
        ),
        tag("if 整改.以前各月"),
        p(
            "CellLeft",
            "另有以前各月到期仍未整改的："
            "{% for 行 in 整改.以前各月 %}{{ 行.单位 }}{{ 行.项数 }}项"
            "{{ '。' if loop.last else '、' }}{% endfor %}",
        ),
        tag("endif"),
        tag("endif"),
    )


def _awards() -> Iterable[str]:
    return (
        tag("for 奖 in 评优"),
        p("Enclosed", "附件{{ 附件.评优 }}", more=NEW_PAGE),
        p("Title", "{{ 奖.年份 }}年度评优结果{% if 奖.暂定 %}（暂定）{% endif %}"),
        p("Cell", "{{ 奖.奖项 }}", more="<w:keepNext/>"),
        p(
            "Lead",
            "参加排名{{ 奖.参加单位数 }}家，名额{{ 奖.名额 }}个。入选{{ 奖.入选 | length }}家："
            "{{ 奖.入选 | join('、') }}。",
        ),
        table(
            [18, 62, 30, 46],
            ["名次", "单位", "全年成绩", "结果"],
            "行 in 奖.单位",
            fields("名次", "单位", "成绩", "结果"),
            left="1",
        ),
        tag("endfor"),
    )
