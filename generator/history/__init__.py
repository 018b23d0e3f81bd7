"""Git: who changed what when, what was written before, and what is published; its only caller."""

from generator.history.trail import NONE, Commit, History, history

__all__ = ["NONE", "Commit", "History", "history"]
