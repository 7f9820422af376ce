"""Done, not done, overdue: no pace, no score."""

from django.utils.translation import gettext as _

from khcn.indicators.progress import model
from khcn.indicators.progress.case import Case
from khcn.indicators.progress.model import NotRated, Rating
from khcn.indicators.progress.words import say_when

RULE = "own.milestone"


def rate_milestone(case: Case) -> Rating:
    """Done when an official value says so; a milestone nobody confirmed after its year is overdue."""
    found, bar = case.evidence, case.goal.bar
    if found.unusable:
        raise NotRated(found.fault)
    done = next((point for point in found.official if point.value >= (bar if bar else 1)), None)
    if done is not None:
        reason = _("Đã hoàn thành: xác nhận %s.") % say_when(done)
        return case.rating(RULE, model.ACHIEVED, reason, done)
    if case.overdue:
        reason = _("Quá hạn: hạn là năm %s, chưa có xác nhận hoàn thành.") % case.goal.year
        return case.rating(RULE, model.OVERDUE, reason)
    return case.rating(RULE, model.NOT_AVAILABLE, _waiting(case))


def _waiting(case: Case) -> str:
    if case.goal.year is None:
        return _("Chưa hoàn thành; cột mốc chưa có hạn.")
    return _("Chưa hoàn thành; hạn là năm %(year)s, còn %(left)s năm. Cột mốc không có nhịp để xếp loại.") % {
        "year": case.goal.year,
        "left": case.goal.year - case.today,
    }
