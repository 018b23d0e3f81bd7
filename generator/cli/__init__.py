"""The command ``bulletin``: parses, calls, prints, exits."""

import sys

try:
    from generator.cli.main import main
except KeyboardInterrupt:  # the libraries take a moment to load, in which one may think better
    sys.stderr.buffer.write("已中止\n".encode())
    sys.exit(2)

__all__ = ["main"]
