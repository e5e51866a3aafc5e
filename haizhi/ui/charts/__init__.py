"""Charts as inline SVG, each with its table: readable without colour, without script and on paper.

Every mark carries its number in words, so that neither colour nor length alone says anything; the picture has a title
and a description for who does not see it (SVG 2, WAI-ARIA graphics), and the same figures stand in the table below.
"""

from haizhi.ui.charts.bars import Bars
from haizhi.ui.charts.chart import WITHHELD, Chart, Mark
from haizhi.ui.charts.columns import Columns
from haizhi.ui.charts.dots import Dots
from haizhi.ui.charts.funnel import Funnel
from haizhi.ui.charts.timeline import Happening, Span, Timeline

__all__ = ["WITHHELD", "Bars", "Chart", "Columns", "Dots", "Funnel", "Happening", "Mark", "Span", "Timeline"]
