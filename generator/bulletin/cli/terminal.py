"""What the command line asks of its process: UTF-8 in and out, and an end that tidies up."""

import io
import signal
import sys
from types import FrameType
from typing import NoReturn

_ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""The signals by which a process is asked to end; each system knows some of them."""
_BY_SIGNAL = 128
"""A program that a signal ends has this and the signal's number as its exit code."""


def speak_utf8() -> None:
    r"""Read and write UTF-8 with plain line ends, whatever the system's own encoding.

    A Chinese Windows takes what is piped as GBK, which lacks signs that we print ("−"). What is
    no text at all, as an odd byte in a file name, is printed as ``\udcXX``.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8")


def end_tidily() -> None:
    """Let a signal to end leave as ``sys.exit`` does: temporary folders go, halves are undone."""
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # a second one would break off the tidying
    sys.exit(_BY_SIGNAL + number)
