"""Why the history cannot be read whole, in Chinese, and what to do about it."""

from collections.abc import Mapping

from bulletin.history.gap import Gap, Lack

OPTION = "--no-history"
"""The option by which a command is told that there is no history to be read."""

_WORDS: Mapping[Lack, tuple[str, str]] = {
    Lack.NO_GIT: ("没有 git 程序，或者不能运行", "先安装 git，再运行一次"),
    Lack.NO_REPOSITORY: (
        "这个文件夹不是 git 库，没有 .git（解开的压缩包就是这样）",
        "用 git clone 取完整的库，在那里运行",
    ),
    Lack.BROKEN: (
        ".git 指向的地方没有库，或者库坏了",
        "子模块用 git submodule update --init，工作树用 git worktree repair，或者重新 git clone",
    ),
    Lack.FOREIGN: (
        "库属于另一个用户，git 不肯读",
        'git config --global --add safe.directory "$(pwd)"，或者换库的主人来运行',
    ),
    Lack.ELSEWHERE: (
        "环境变量指向别处的库，不是这个文件夹的",
        "先 unset GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR GIT_OBJECT_DIRECTORY，再运行一次",
    ),
    Lack.OUTSIDE: (
        "这个文件夹在别的 git 库里，那个库从来没有提交过这里的 data/",
        "到数据自己的库里运行；就是这个库的，先把 data/ 提交入库",
    ),
    Lack.NESTED: (
        "data/ 另有自己的 git 库（子模块或者库中之库）",
        "数据和网站设置放在同一个库里；用 git clone 取整个库",
    ),
    Lack.SHALLOW: (
        "这是浅克隆，只有最近的提交",
        "git fetch --unshallow；持续集成里取全部历史（fetch-depth: 0，GIT_DEPTH: 0）",
    ),
    Lack.GRAFTED: (
        ".git/info/grafts 改写了提交的先后",
        "删去 .git/info/grafts，再运行一次",
    ),
    Lack.INDEX: ("git 的索引 .git/index 读不出来", "删去 .git/index，运行 git reset，再运行一次"),
    Lack.LOST: (
        "库里缺了对象，或者对象坏了",
        "用 git fsck --full 查看缺什么，从完整的库取回（git fetch --refetch），或者重新 git clone",
    ),
    Lack.PARTIAL: (
        "这是部分克隆（partial clone），没有取来的内容现在取不到",
        "连上原来的库再运行一次，或者不加 --filter 重新 git clone",
    ),
    Lack.FAILED: ("git 没有答复", "照 git 的话排除原因（git fsck --full），再运行一次"),
}


def reason(gap: Gap) -> str:
    """Say why the history cannot be read."""
    words, _ = _WORDS[gap.reason]
    return f"{words}：{gap.message}" if gap.message else words


def remedy(gap: Gap) -> str:
    """Say what to do."""
    return _WORDS[gap.reason][1]
