"""What the answers of a survey must obey."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Text

COMPONENTS = ("equipment_score", "operation_score", "management_score", "research_score", "innovation_score")


def scores_are_not_negative(values: Mapping[str, Any]) -> Mapping[str, Text]:
    names = (*COMPONENTS, "total_score")
    return {name: _("Điểm không được âm.") for name in names if (values.get(name) or 0) < 0}


def total_covers_the_components(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """When all five components are known the total is their sum; a missing component leaves it open."""
    parts = [values.get(name) for name in COMPONENTS]
    total = values.get("total_score")
    if total is None or None in parts:
        return {}
    added = sum(part for part in parts if part is not None)
    if added == total:
        return {}
    return {
        "total_score": _("Tổng điểm %(total)s khác tổng năm nhóm điểm %(sum)s. Hãy xem lại.")
        % {"total": f"{total:f}", "sum": f"{added:f}"}
    }


def same_year_as_the_round(values: Mapping[str, Any]) -> Mapping[str, Text]:
    survey, year = values.get("survey"), values.get("year")
    if survey is None or year is None or survey.year == year:
        return {}
    return {"year": _("Đợt khảo sát này của năm %(year)s.") % {"year": survey.year}}
