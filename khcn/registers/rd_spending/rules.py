"""How the parts of a spending must fit together."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Rule, Text
from khcn.kernel.registers.values import text_of

SOURCES = ("own_money", "state_money", "foreign_money", "other_money")
KINDS = ("basic", "applied", "experimental")


def sums_to_total(*parts: str) -> Rule:
    """All parts known: they add up to the total. Some missing: those known do not exceed it."""

    def rule(values: Mapping[str, Any]) -> Mapping[str, Text]:
        total = values.get("total")
        known = [values[name] for name in parts if values.get(name) is not None]
        if total is None or not known:
            return {}
        added = sum(known)
        complete = len(known) == len(parts)
        if added == total or (added < total and not complete):
            return {}
        return {
            "total": _("Chi R&D %(total)s đồng không khớp tổng các phần %(sum)s đồng. Hãy xem lại.")
            % {"total": text_of(total), "sum": text_of(added)}
        }

    return rule


def fund_is_part_of_the_spending(values: Mapping[str, Any]) -> Mapping[str, Text]:
    fund, total = values.get("from_fund"), values.get("total")
    spent = (total or 0) + (values.get("innovation") or 0)
    if fund is None or total is None or fund <= spent:
        return {}
    return {"from_fund": _("Phần chi từ quỹ không được lớn hơn tổng chi R&D và đổi mới sáng tạo.")}


def same_year_as_the_round(values: Mapping[str, Any]) -> Mapping[str, Text]:
    round_, year = values.get("round"), values.get("year")
    if round_ is None or year is None or round_.year == year:
        return {}
    return {"year": _("Đợt thu thập này lấy số liệu năm %(year)s.") % {"year": round_.year}}
