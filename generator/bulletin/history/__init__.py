"""Git: who changed what when, what was written before, and what is published; its only caller."""

from bulletin.history.trail import NONE, History, history

__all__ = ["NONE", "History", "history"]
