"""How changes and contradictions are told."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.accepting.changes import DECLARED, JUMP, NEW, TEXT
from khcn.agency_reports.accepting.conflicts import AMOUNT, COUNTED, VALUE, Conflict
from khcn.agency_reports.accepting.conflicts import DECLARED as DECLARED_APART
from khcn.agency_reports.models import Answer, Ruling
from khcn.indicators.entering import plain
from khcn.registers.funding.choices import Origin
from khcn.web.workspace.reports.words import told

KINDS = {
    DECLARED: gettext_lazy("Tự đánh giá khác"),
    JUMP: gettext_lazy("Số liệu nhảy"),
    TEXT: gettext_lazy("Lời văn khác"),
    NEW: gettext_lazy("Kỳ trước chưa báo cáo"),
}
GROUNDS = {
    DECLARED_APART: gettext_lazy("Tự đánh giá khác nhau"),
    AMOUNT: gettext_lazy("Kết quả bằng số khác nhau"),
    VALUE: gettext_lazy("Giá trị khác nhau"),
    COUNTED: gettext_lazy("Khác số hệ thống tính"),
}
AMOUNTS = {
    "planned": gettext_lazy("kế hoạch"),
    "allocated": gettext_lazy("được giao"),
    "disbursed": gettext_lazy("giải ngân"),
    "settled": gettext_lazy("quyết toán"),
}


def figure(answer: Answer | None) -> str:
    """A value with its unit, or a dash."""
    if answer is None or answer.value is None:
        return "—"
    return f"{plain(answer.value)} {answer.unit}".strip()


def declared(answer: Answer | None) -> str:
    if answer is None:
        return "—"
    return _("Không có phát sinh") if answer.nothing else told("declared", answer.declared)


def percent(value: Decimal | None) -> str:
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{plain(abs(value).quantize(Decimal('0.1')))}%"


def money(answer: Answer) -> list[str]:
    """Each line of money in words: source, and the amounts that were told."""
    return [_money_line(row) for row in answer.money]


def _money_line(row: dict[str, Any]) -> str:
    amounts = [
        f"{label} {plain(Decimal(row[name]))}" for name, label in AMOUNTS.items() if row.get(name) is not None
    ]
    source = str(dict(Origin.choices).get(row.get("origin", ""), row.get("origin", "")))
    return _("{source}: {amounts} đồng").format(source=source, amounts="; ".join(amounts))


def grounds_told(conflict: Conflict) -> list[str]:
    return [str(GROUNDS[one]) for one in conflict.grounds]


def choice_of(answer: Answer) -> str:
    """An answer as one of the choices of a decision."""
    parts = [
        declared(answer) if answer.declared or answer.nothing else "",
        figure(answer) if answer.value is not None else "",
    ]
    said = ", ".join(part for part in parts if part) or "—"
    return _("Lấy theo {agency}: {said}").format(agency=who(answer), said=said)


def who(answer: Answer) -> str:
    """The agency, with the unit that wrote where the report came in parts."""
    agency, part = answer.report.request.agency.name, answer.report.part
    return f"{agency} ({part})" if part else agency


def ruling_told(ruling: Ruling, answers: list[Answer]) -> str:
    """What was decided, in a sentence."""
    if ruling.answer is None:
        return str(ruling.get_outcome_display())
    named = [one for one in answers if one.item_id == ruling.answer.item_id]
    return choice_of(named[0]) if named else str(ruling.get_outcome_display())
