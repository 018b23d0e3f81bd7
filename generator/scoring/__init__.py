"""Records to scores with their trace: exact fractions all the way, no files, clock or git."""

from generator.scoring.awards import award
from generator.scoring.month import score

__all__ = ["award", "score"]
