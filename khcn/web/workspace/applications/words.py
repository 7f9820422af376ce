"""How applications are told: badges, where they are, who holds them, until when, what is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.waiting import who_holds
from khcn.operations.st_tasks.applications.answers import problems_of
from khcn.operations.st_tasks.applications.saving import form_of
from khcn.operations.st_tasks.calls.times import last_moment
from khcn.operations.st_tasks.choices import ApplicationState, Purpose
from khcn.operations.st_tasks.models import Application

LOOKS = {
    ApplicationState.DRAFT: "draft", ApplicationState.SENT: "submitted", ApplicationState.RETURNED: "returned",
    ApplicationState.WITHDRAWN: "cancelled", ApplicationState.VALID: "accepted", ApplicationState.INVALID: "missed",
    ApplicationState.CHOSEN: "met", ApplicationState.NOT_CHOSEN: "closed",
}  # fmt: skip
AT_WORK = (ApplicationState.DRAFT, ApplicationState.RETURNED)


@dataclass(frozen=True)
class Standing:
    """One line for its people: what it is, in whose hands, until when, what they have to do."""

    look: tuple[str, str]
    purpose: str
    where: str
    holder: str
    due: date | None
    until: datetime | None
    late: bool
    left: str
    missing: str


def state_look(application: Application) -> tuple[str, str]:
    return LOOKS[ApplicationState(application.state)], application.get_state_display()


def standing_of(application: Application, day: date) -> Standing:
    """Nothing is asked of the database that the list has not read."""
    at_work = application.state in AT_WORK
    told = who_holds(application.task, day) if application.task is not None else None
    mine = at_work or told is None
    return Standing(
        look=state_look(application),
        purpose=str(Purpose(application.purpose).label),
        where=_("Đang soạn") if mine and told is None else (told.for_applicant if told else ""),
        holder=_("Nhóm soạn hồ sơ") if mine else (told.who if told else ""),
        due=None if told is None or application.state == ApplicationState.DRAFT else told.due,
        until=_until(application) if at_work else None,
        late=bool(told and told.late and not at_work),
        left=told.left if told and not at_work else "",
        missing=_missing(application) if at_work else "",
    )


def _until(application: Application) -> datetime | None:
    return last_moment(application.call, application) if application.call is not None else None


def _missing(application: Application) -> str:
    count = sum(1 for _one in problems_of(form_of(application), application.answers, complete=True))
    if count:
        return _("Còn %(count)s ô phải điền hoặc sửa") % {"count": count}
    return _("Đã đủ các ô, chưa gửi")
