"""The list of problem codes: what each stands for. The docs' catalogue is made from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: its title and the rule that must hold, in Chinese."""

    id: str
    title: str
    rule: str


_LISTED = (
    Code("Y001", "不是合法的 YAML", "文件必须是合法的 YAML：缩进对齐，冒号后有空格，引号成对。"),
    Code("Y002", "键重复", "同一层里每个键只能写一次。"),
    Code("Y003", "用了不允许的 YAML 写法", "不得使用锚点、引用、标签、指令、合并键和多个文档。"),
    Code("Y004", "有看不见的字符", "不得含有控制字符、双向文字控制符、零宽字符和制表符。"),
    Code("Y005", "不是规范的字符形式", "文字必须是 NFC 规范形式。"),
    Code("Y006", "写法有歧义", "不加引号的值不得有两种读法，例如 on、~、012、1:30、1e5。"),
    Code("Y007", "文件太大或层次太深", "每个文件不超过 64 kB（评分细则不超过 1 MB），嵌套不超过规定层数。"),
    Code("Y008", "不是 UTF-8", "文件必须是不带 BOM 的 UTF-8 文本。"),
    Code("Y009", "不是普通文件", "data/ 下只能有普通文件和文件夹，不得有符号链接。"),
    Code("P001", "文件放错了地方", "data/ 下只能有规定路径和名称的文件。"),
    Code("P002", "缺少文件", "每个考核办法必须有 scheme.yaml 和至少一版评分细则。"),
    Code("S001", "缺少必填项", "必填的键不能少。"),
    Code("S002", "有不认识的键", "只能写规定的键。"),
    Code("S003", "类型不对", "值的类型必须符合规定。"),
    Code("S004", "不在允许的值之内", "值必须是列明的几个之一。"),
    Code("S005", "格式不对", "标识、月份、日期、名称等必须符合规定的格式。"),
    Code("S006", "数值超出范围", "数值必须在规定的范围之内。"),
    Code("S007", "长度或个数不对", "文字不能太长，列表不能太短或太长。"),
    Code("S008", "几个键的搭配不对", "有些键必须一起写，有些键只能选一个。"),
)

CODES = {code.id: code for code in _LISTED}
