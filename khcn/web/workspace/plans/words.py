"""Figures and times of a plan in Vietnamese words, as people say them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.plan.choices import Horizon, Operator, Schedule, TargetKind
from khcn.plan.models import Plan, ReportingDuty, Target, Task
from khcn.web.templatetags.khcn_ui import MISSING, vn_date, vn_number

HARD_SPACE = "\N{NO-BREAK SPACE}"
#: Kinds whose readings exclude each other.
CLASHES = ("contradiction", "contradictory_figures")
FINDING_KINDS = {
    "contradictory_figures": gettext_lazy("Hai con số khác nhau"),
    "shares_do_not_add_up": gettext_lazy("Tỷ lệ không khép kín"),
    "baseline_not_comparable": gettext_lazy("Số gốc không so sánh được"),
    "growth_measured_as_count": gettext_lazy("Tên là tốc độ, số là số đếm"),
    "baseline_missing": gettext_lazy("Thiếu giá trị gốc"),
    "target_unquantified": gettext_lazy("Chỉ tiêu không có con số"),
    "owner_missing": gettext_lazy("Thiếu cơ quan chủ trì"),
    "owner_collective": gettext_lazy("Chủ trì là một nhóm"),
    "owner_not_state": gettext_lazy("Chủ trì không phải cơ quan nhà nước"),
    "schedule_missing": gettext_lazy("Thiếu thời hạn"),
    "schedule_expired": gettext_lazy("Nhiệm vụ hết thời hạn"),
    "schedule_before_issue": gettext_lazy("Bắt đầu trước ngày ban hành"),
    "output_missing": gettext_lazy("Thiếu sản phẩm đầu ra"),
    "report_date_missing": gettext_lazy("Thiếu ngày báo cáo"),
    "review_due_passed": gettext_lazy("Sơ kết, tổng kết đã đến hạn"),
    "contradiction": gettext_lazy("Mâu thuẫn"),
    "ambiguity": gettext_lazy("Chưa rõ nghĩa"),
    "gap": gettext_lazy("Còn thiếu"),
    "expired": gettext_lazy("Hết thời hạn"),
    "succession": gettext_lazy("Cơ quan đã thay đổi"),
    "territory": gettext_lazy("Phạm vi địa bàn"),
    "overlap": gettext_lazy("Trùng lặp"),
}


def amount(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """“60 %”, “5–7”, “1,5 % GRDP”; a missing figure is a dash."""
    if low is None and high is None:
        return MISSING
    figures = "–".join(vn_number(one) for one in (low, high) if one is not None)
    return f"{figures}{HARD_SPACE}{unit.strip()}" if unit.strip() else figures


def is_qualitative(target: Target) -> bool:
    return target.kind == TargetKind.QUALITATIVE


def level(target: Target) -> str:
    """The promise with its comparison: “trên 60 %”, “5–7”, “khoảng 1,5 %”, “ít nhất 2–3”."""
    if is_qualitative(target):
        return _("định tính, không nêu con số") if target.governing else _("theo từng phần")
    figures = amount(target.low, target.high, target.unit)
    if figures == MISSING:
        return _("hoàn thành") if target.kind == TargetKind.MILESTONE else MISSING
    if target.operator in ("", Operator.BETWEEN):
        return figures
    return f"{target.get_operator_display()} {figures}"


def horizon(target: Target) -> str:
    """“đến năm 2030”, “hằng năm”, “bình quân thời kỳ đến 2030”."""
    words = target.get_horizon_display()
    if target.year is None:
        return words
    if target.horizon == Horizon.EACH_YEAR:
        return _("{words}, đến {year}").format(words=words, year=target.year)
    return f"{words} {target.year}"


def baseline(target: Target) -> str:
    """The starting value; its period is always told with it."""
    if target.baseline_value is None:
        return MISSING
    return amount(target.baseline_value, None, target.baseline_unit or target.unit)


def schedule(task: Task) -> str:
    """The time of a task in words, an extension included."""
    told = _schedule(task)
    if task.extended_to:
        return _("{told}; gia hạn đến {year}").format(told=told, year=task.extended_to)
    return told


def _schedule(task: Task) -> str:
    if task.schedule == Schedule.YEARLY:
        years = f" {task.from_year}–{task.to_year}" if task.from_year and task.to_year else ""
        return _("Hằng năm") + years
    if task.schedule == Schedule.UNTIL and task.to_year:
        return _("Đến {year}").format(year=task.to_year)
    if task.schedule == Schedule.RANGE and task.from_year and task.to_year:
        return f"{task.from_year}–{task.to_year}"
    if task.schedule == Schedule.DATES and task.dates:
        return ", ".join(date_words(one) for one in task.dates)
    return task.schedule_text or task.get_schedule_display()


def date_words(told: Any) -> str:
    """An ISO day in the way people write it; anything else as it stands."""
    try:
        return vn_date(date.fromisoformat(str(told)))
    except ValueError:
        return str(told)


def due_words(duty: ReportingDuty) -> str:
    """“05/12 hằng năm”, “một lần, năm 2025”."""
    if duty.due_day and duty.due_month:
        day = f"{duty.due_day:02d}/{duty.due_month:02d}"
        return f"{day}/{duty.year}" if duty.year else _("{day} hằng năm").format(day=day)
    if duty.year:
        return _("một lần, trong năm {year}").format(year=duty.year)
    return _("văn bản không nêu ngày")


def years_words(plan: Plan) -> str:
    if plan.from_year and plan.to_year:
        return f"{plan.from_year}–{plan.to_year}"
    return str(plan.to_year or plan.from_year or MISSING)


def finding_kind(kind: str) -> str:
    return str(FINDING_KINDS.get(kind, kind))
