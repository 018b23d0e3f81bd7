"""Being stopped by Ctrl-C; nothing heavy is loaded here.

Loading the libraries takes a third of a second, in which there is nothing to clean up.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

STOPPED = "已中止"
INTERRUPTED = 128 + signal.SIGINT
"""The exit code that shells expect after Ctrl-C."""


@contextmanager
def loading() -> Iterator[None]:
    """End the process at once on Ctrl-C: half-loaded libraries would hide or break it."""
    if current_thread() is not main_thread():  # Ctrl-C is not for other threads
        yield
        return
    before = signal.signal(signal.SIGINT, quit_now)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def quit_now(_number: int, _frame: FrameType | None) -> None:
    """Say one line and end, whatever is going on."""
    os.write(2, f"{STOPPED}\n".encode())
    os._exit(INTERRUPTED)
