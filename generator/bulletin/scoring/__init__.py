"""Records to scores with their trace: exact fractions all the way, no files, clock or git."""

from bulletin.scoring.awards import award
from bulletin.scoring.month import score

__all__ = ["award", "score"]
