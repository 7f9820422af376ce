"""Charts drawn on the server as SVG, each with its table of numbers; the same picture for page and report.

A chart is a dataclass. `.picture()` is for a page (`{% chart picture %}`), `.standalone()` an SVG file.
"""

from khcn.outputs.charts.bullet import Bullet
from khcn.outputs.charts.data import Baseline, ForecastPoint, Goal, Milestone, Point, Series
from khcn.outputs.charts.dot_plot import DotPlot, Target
from khcn.outputs.charts.fan import Fan
from khcn.outputs.charts.heat_map import Heat, HeatMap, HeatRow
from khcn.outputs.charts.money import Funding, MoneyBars
from khcn.outputs.charts.picture import Picture, Table
from khcn.outputs.charts.ratings import Rating, rating_of
from khcn.outputs.charts.slope import Slope, Way
from khcn.outputs.charts.spark import Spark
from khcn.outputs.charts.territory import Place, TerritoryBars, ordered

__all__ = [
    "Baseline",
    "Bullet",
    "DotPlot",
    "Fan",
    "ForecastPoint",
    "Funding",
    "Goal",
    "Heat",
    "HeatMap",
    "HeatRow",
    "Milestone",
    "MoneyBars",
    "Picture",
    "Place",
    "Point",
    "Rating",
    "Series",
    "Slope",
    "Spark",
    "Table",
    "Target",
    "TerritoryBars",
    "Way",
    "ordered",
    "rating_of",
]
