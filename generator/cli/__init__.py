"""The command ``bulletin``: parses, calls, prints, exits."""

from generator.cli.main import main

__all__ = ["main"]
