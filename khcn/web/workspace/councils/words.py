"""How councils, meetings, seats and sheets are told."""

from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.choices import CouncilState, MeetingState
from khcn.operations.st_tasks.models import CouncilItem, Seat

COUNCIL_LOOKS: dict[str, str] = {
    CouncilState.DRAFT: "draft", CouncilState.APPOINTED: "in_force", CouncilState.CLOSED: "closed",
    CouncilState.CANCELLED: "cancelled",
}  # fmt: skip
MEETING_LOOKS: dict[str, str] = {
    MeetingState.PLANNED: "not_due", MeetingState.OPEN: "in_progress", MeetingState.CLOSED: "done",
    MeetingState.CANCELLED: "cancelled",
}  # fmt: skip


def seat_line(seat: Seat) -> str:
    """A member as minutes name them: titles first."""
    return f"{seat.title} {seat.name}".strip()


def workplace_of(seat: Seat) -> str:
    return seat.organisation.name if seat.organisation_id and seat.organisation else seat.workplace


def task_of(item: CouncilItem) -> str:
    return item.task.name


RESULT_LOOKS = {
    "recommended": ("accepted", _("Đề nghị thực hiện")),
    "not_recommended": ("returned", _("Không đề nghị thực hiện")),
    "winner": ("reached", _("Trúng tuyển")),
    "passed": ("achieved", _("Đủ điểm, không trúng tuyển")),
    "failed": ("returned", _("Không đủ điều kiện trúng tuyển")),
    "undecided": ("contested", _("Ngang nhau, chờ hội đồng kiến nghị")),
    "agreed": ("accepted", _("Thống nhất dự toán")),
    "not_agreed": ("returned", _("Chưa thống nhất dự toán")),
    "excellent": ("reached", _("Xuất sắc")),
    "pass": ("achieved", _("Đạt")),
    "fail": ("missed", _("Không đạt")),
}


def result_word(item: CouncilItem) -> tuple[str, str] | None:
    """The badge of a concluded item."""
    if not item.concluded_at:
        return None
    look, word = RESULT_LOOKS.get(item.result, (item.result, item.result))
    return look, str(word)


def code_of(item: CouncilItem) -> str:
    """The code by which a dossier is called on pages of who serves the council."""
    return (item.dossier.blind_code or item.dossier.receipt) if item.dossier else item.task.name


def bidder_of(item: CouncilItem) -> str:
    """Who applies, for readers who may know it."""
    return str(item.dossier.organisation or item.dossier.title) if item.dossier else ""


def dossier_label(item: CouncilItem) -> str:
    return " – ".join(filter(None, (code_of(item), bidder_of(item))))
