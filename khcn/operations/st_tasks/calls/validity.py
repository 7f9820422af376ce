"""What the platform can tell about the validity of a dossier before a person judges it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.calls.common import days_of
from khcn.operations.st_tasks.choices import TeamRole
from khcn.operations.st_tasks.models import Application, TeamMember
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.running.obligations import Obligation, obligations_of


@dataclass(frozen=True)
class Remark:
    """`against`: it speaks against the dossier; otherwise it is something to look at."""

    text: str
    against: bool = True


def leader_of(application: Application) -> TeamMember | None:
    rows = TeamMember.objects.filter(application=application, role=TeamRole.LEADER, removed_at=None)
    return rows.select_related("person").first()


def owed_by(application: Application, leader: TeamMember | None, on: date) -> list[Obligation]:
    """What host and leader owe from other tasks, and what bars them."""
    person = leader.person if leader else None
    outline = outline_of(application.procedure)
    return obligations_of(application.organisation, person, on, outline=outline, but=application.task)


def remarks(application: Application, leader: TeamMember | None, owed: Iterable[Obligation]) -> list[Remark]:
    """Facts about the host; the leader's conditions are told in `leading`. What papers say, people check."""
    told = []
    if leader is None:
        told.append(Remark(_("Hồ sơ chưa nêu chủ nhiệm.")))
    if application.organisation is None:
        told.append(Remark(_("Hồ sơ chưa nêu tổ chức đăng ký chủ trì.")))
    of_host = (one for one in owed if not one.of_leader)
    return [*told, *(Remark(str(one), against=one.bars) for one in of_host), *_to_check(application)]


def _to_check(application: Application) -> list[Remark]:
    days = days_of(outline_of(application.procedure), "quotation.days")
    if days is None:
        return []
    text = _("Kiểm tra báo giá trong hồ sơ: không cũ hơn %s ngày tính đến ngày nộp.") % days
    return [Remark(text, against=False)]
