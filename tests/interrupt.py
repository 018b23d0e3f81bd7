"""Ctrl-C at any moment ends ``bulletin`` with one line in Chinese, and no traceback.

``python -m tests.interrupt [N]`` stops N commands, one after another at a later moment.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.cases import BASE

SHORTEST, LONGEST = 0.01, 1.2
"""Seconds from when the command has begun until it is done on most machines."""
PROGRAM = """\
import sys
from bulletin.__main__ import main
print("begun", flush=True)
main()
"""
"""What the console script does; before it Python starts, and prints what it likes."""


def stopped(root: Path, after: float) -> tuple[int, str]:
    """Stop a command some seconds after it begins; its exit code, and its lines on stderr."""
    command = [sys.executable, "-c", PROGRAM, "--root", str(root), "check"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        time.sleep(after)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    return running.returncode, said.decode().strip()


def is_quiet(code: int, said: str) -> bool:
    """Tell whether a command was stopped in one line, or was done and Python ended meanwhile."""
    done = code in {0, -signal.SIGINT} and said.startswith("检查完毕")
    return done or (code, said) == (130, "已中止")


def main(words: Sequence[str]) -> int:
    """Stop many commands; print what was not quiet."""
    times = int(words[0]) if words else 100
    loud = 0
    for number in range(times):
        after = max(SHORTEST, number * LONGEST / times)
        code, said = stopped(BASE, after)
        if not is_quiet(code, said):
            loud += 1
            sys.stdout.write(f"{after:.3f} s: {code}\n{said}\n")
    sys.stdout.write(f"{times} stopped, {loud} not quietly\n")
    return int(loud > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
