"""How reports and items are told: badges, groups, how far the writing has come, what differs between two texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.choices import Declared, ItemKind, Level, ReportState
from khcn.agency_reports.filling import AnswerChanged, Line, Problem
from khcn.agency_reports.filling.values import FIELDS
from khcn.agency_reports.models import Report
from khcn.indicators.entering import plain

STATE_LOOKS = {
    ReportState.DRAFT: "draft", ReportState.CHECKING: "waiting", ReportState.SENT: "submitted",
    ReportState.RETURNED: "returned", ReportState.ACCEPTED: "accepted",
}  # fmt: skip
LABELS = {
    "nothing": gettext_lazy("Không có phát sinh"),
    "declared": gettext_lazy("Tự đánh giá"),
    "text": gettext_lazy("Nội dung, kết quả"),
    "value": gettext_lazy("Giá trị"),
    "numerator": gettext_lazy("Tử số"),
    "denominator": gettext_lazy("Mẫu số"),
    "unit": gettext_lazy("Đơn vị tính"),
    "money": gettext_lazy("Kinh phí"),
    "obstacle": gettext_lazy("Khó khăn, vướng mắc"),
    "proposal": gettext_lazy("Đề xuất, kiến nghị"),
    "level": gettext_lazy("Cấp giải quyết"),
    "explanation": gettext_lazy("Giải trình"),
}


@dataclass(frozen=True)
class Progress:
    done: int
    total: int

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Progress":
        rows = list(lines)
        return cls(sum(not line.empty for line in rows), len(rows))

    @property
    def note(self) -> str:
        return _("{done} trên {total} mục đã trả lời").format(done=self.done, total=self.total)


def state_look(report: Report) -> tuple[str, str]:
    return STATE_LOOKS[ReportState(report.state)], report.get_state_display()


def group_of(line: Line) -> str:
    if line.item.kind == ItemKind.TASK:
        helps = line.item.role not in ("", "lead")
        return _("Nhiệm vụ phối hợp") if helps else _("Nhiệm vụ chủ trì")
    return (
        _("Chỉ số do đơn vị chịu trách nhiệm") if line.item.kind == ItemKind.INDICATOR else _("Phần lời văn")
    )


def name_of(line: Line) -> str:
    """As it stood when the cycle was opened, with its number in the plan."""
    task = line.item.task
    return (
        f"{task.no}. {line.item.title}"
        if task and not line.item.title.startswith(task.no)
        else line.item.title
    )


def told(name: str, value: Any) -> str:
    """One value in words."""
    if value in ("", None, []) or value is False:
        return "—"
    if name == "nothing":
        return _("Có chọn")
    if name in ("value", "numerator", "denominator"):
        return plain(value)
    if name == "declared":
        return str(Declared(value).label)
    if name == "level":
        return str(Level(value).label)
    if name == "money":
        return _("{count} dòng kinh phí").format(count=len(value))
    return str(value)


def differences(changed: AnswerChanged) -> list[tuple[str, str, str]]:
    """(field, theirs, mine) for each field in which the two differ."""
    return [
        (str(LABELS[name]), told(name, getattr(changed.theirs, name)), told(name, changed.mine[name]))
        for name in FIELDS
        if getattr(changed.theirs, name) != changed.mine[name]
    ]


def said(line: Line) -> list[tuple[str, str]]:
    """What the answer says, for reading."""
    answer = line.answer
    rows = [
        (str(LABELS[name]), told(name, getattr(answer, name)))
        for name in FIELDS
        if name not in ("unit", "money")
    ]
    rows = [(label, value) for label, value in rows if value != "—"]
    if answer.value is not None and answer.unit:
        rows = [
            (label, f"{value} {answer.unit}" if label == LABELS["value"] else value) for label, value in rows
        ]
    return rows


def anchored(found: Iterable[Problem]) -> list[tuple[Problem, str]]:
    """Each problem with the place on the page where it can be put right."""
    return [(one, f"#muc-{one.item.pk}" if one.item else "") for one in found]
