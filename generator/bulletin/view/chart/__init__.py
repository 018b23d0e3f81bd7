"""Charts, drawn when the page is printed: a record says what is shown, a picture where it stands.

Places across are in hundredths of the width, so that text keeps its size on a phone; places down
are in pixels. The part ``_charts.md.j2`` writes each kind of picture.
"""

from bulletin.view.chart.bars import Bar, BarPicture, Bars, DrawnBar, bars
from bulletin.view.chart.spread import Spread, SpreadPicture, SpreadTotal, spread
from bulletin.view.chart.trend import Level, Series, Trend, TrendPicture, trend

__all__ = [
    "Bar",
    "BarPicture",
    "Bars",
    "DrawnBar",
    "Level",
    "Series",
    "Spread",
    "SpreadPicture",
    "SpreadTotal",
    "Trend",
    "TrendPicture",
    "bars",
    "spread",
    "trend",
]
