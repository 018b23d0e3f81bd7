"""Git: who changed what when, what was written before, and what is published; its only caller."""

from generator.history.trail import NONE, History, history

__all__ = ["NONE", "History", "history"]
