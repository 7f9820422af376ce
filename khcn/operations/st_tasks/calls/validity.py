"""What the platform can tell about the validity of a dossier before a person judges it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.calls.common import days_of
from khcn.operations.st_tasks.choices import TeamRole
from khcn.operations.st_tasks.models import Application, TeamMember
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.running.obligations import obligations_of


@dataclass(frozen=True)
class Remark:
    """`against`: it speaks against the dossier; otherwise it is something to look at."""

    text: str
    against: bool = True


def remarks(application: Application, on: date) -> list[Remark]:
    """Facts about the leader and the host; what papers say, people check."""
    leader = (
        TeamMember.objects.filter(application=application, role=TeamRole.LEADER, removed_at=None)
        .select_related("person")
        .first()
    )
    told = _of_leader(application, leader, on)
    if application.organisation is None:
        told.append(Remark(_("Hồ sơ chưa nêu tổ chức đăng ký chủ trì.")))
    return [*told, *_owed(application, leader, on), *_to_check(application)]


def _of_leader(application: Application, leader: TeamMember | None, on: date) -> list[Remark]:
    if leader is None:
        return [Remark(_("Hồ sơ chưa nêu chủ nhiệm."))]
    told = []
    active = days_of(outline_of(application.procedure), "leader.active_years")
    if leader.degree_year is None:
        told.append(
            Remark(
                _("Chưa ghi năm tốt nghiệp đại học trở lên của chủ nhiệm %s.") % leader.name, against=False
            )
        )
    elif active is not None and leader.degree_year + active > on.year:
        told.append(
            Remark(
                _("Chủ nhiệm tốt nghiệp năm %(year)s, chưa đủ %(count)s năm hoạt động; hãy kiểm tra lý lịch.")
                % {"year": leader.degree_year, "count": active},
                against=False,
            )
        )
    return told


def _owed(application: Application, leader: TeamMember | None, on: date) -> list[Remark]:
    """What the host and the leader owe from other tasks, and what they are barred by."""
    person = leader.person if leader is not None else None
    found = obligations_of(
        application.organisation, person, on, outline=outline_of(application.procedure), but=application.task
    )
    return [Remark(str(one), against=one.bars) for one in found]


def _to_check(application: Application) -> list[Remark]:
    days = days_of(outline_of(application.procedure), "quotation.days")
    if days is None:
        return []
    text = _("Kiểm tra báo giá trong hồ sơ: không cũ hơn %s ngày tính đến ngày nộp.") % days
    return [Remark(text, against=False)]
