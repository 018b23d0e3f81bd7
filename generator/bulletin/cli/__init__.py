"""The command ``bulletin``: parses, calls, prints, exits."""

from bulletin.cli.main import main

__all__ = ["main"]
