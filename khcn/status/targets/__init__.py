"""How the targets of plans stand: read, judged, and each change of status kept with its cause."""

from khcn.status.targets.judging import Outcome, judge
from khcn.status.targets.standing import Standing, standings, standings_by_year

__all__ = ["Outcome", "Standing", "judge", "standings", "standings_by_year"]
