"""What cannot be, and what must be explained, between the figures of a funding line."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Text
from khcn.kernel.registers.values import text_of
from khcn.registers.funding.choices import GROUPS, BudgetLevel, OriginGroup

#: The figures in the order in which money passes through them.
STEPS = ("planned", "allocated", "disbursed", "settled")
LAST_DISTRICT_YEAR = 2025
FARTHEST = 30


def level_fits_the_origin(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """Budget money has a budget level; money from outside the budget has none."""
    origin, level, year = values.get("origin"), values.get("level"), values.get("year")
    group = GROUPS.get(str(origin or ""))
    if not level or group is None:
        return {}
    if group == OriginGroup.STATE and level == BudgetLevel.NONE:
        return {"level": _("Tiền ngân sách phải thuộc một cấp. Hãy chọn Trung ương, Tỉnh, hoặc Xã, phường.")}
    if group == OriginGroup.MOBILISED and level != BudgetLevel.NONE:
        return {"level": _("Vốn huy động không thuộc cấp ngân sách nào. Hãy chọn Ngoài ngân sách.")}
    if level == BudgetLevel.DISTRICT and year and year > LAST_DISTRICT_YEAR:
        return {"level": _("Từ 01/07/2025 không còn cấp huyện. Hãy chọn Tỉnh hoặc Xã, phường.")}
    return {}


def year_can_be(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """Nothing is paid out in a year that has not begun."""
    year, now = values.get("year"), timezone.localdate().year
    if not year:
        return {}
    if year > now + FARTHEST:
        return {"year": _("Năm %(year)s quá xa. Hãy kiểm tra lại năm ngân sách.") % {"year": year}}
    if year <= now:
        return {}
    sentence = _("Năm %(year)s chưa tới nên chưa thể có số này. Hãy sửa năm hoặc bỏ số.") % {"year": year}
    return {name: sentence for name in ("disbursed", "settled") if values.get(name)}


def jumps_are_explained(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """A figure above the one before it happens (money added or carried over), but somebody says why."""
    known = [(name, values[name]) for name in STEPS if values.get(name) is not None]
    jumps = [(before, after) for before, after in pairwise(known) if after[1] > before[1]]
    if not jumps or str(values.get("explanation") or "").strip():
        return {}
    before, after = jumps[0]
    return {
        "explanation": _(
            "%(after)s %(more)s đồng lớn hơn %(before)s %(less)s đồng. Nếu đúng, hãy ghi lý do, ví dụ vốn bổ sung, vốn năm trước chuyển sang."
        )
        % {
            "after": NAMES[after[0]](), "more": text_of(after[1]), "before": NAMES[before[0]](), "less": text_of(before[1])
        }
    }  # fmt: skip


NAMES = {
    "planned": lambda: _("Dự toán"),
    "allocated": lambda: _("Số giao"),
    "disbursed": lambda: _("Số giải ngân"),
    "settled": lambda: _("Số quyết toán"),
}


def totals_name_no_task(values: Mapping[str, Any]) -> Mapping[str, Text]:
    if values.get("control") and values.get("purpose"):
        return {
            "purpose": _(
                "Số tổng để đối chiếu không gắn với một nhiệm vụ. Hãy bỏ nhiệm vụ hoặc bỏ chọn số tổng."
            )
        }
    return {}
