"""What the platform can tell about the validity of a dossier before a person judges it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from khcn.operations.st_tasks.calls.common import days_of
from khcn.operations.st_tasks.choices import TeamRole
from khcn.operations.st_tasks.models import Application, Sanction, StTask, TeamMember
from khcn.operations.st_tasks.procedures.keeping import outline_of

#: Phases in which a leader leads a task.
LEADING = ("approved", "running", "paused", "accepting")


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
    return [*_of_leader(application, leader, on), *_of_host(application, on), *_to_check(application)]


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
    for task in _led_by(leader, application):
        told.append(
            Remark(
                _("Chủ nhiệm đang chủ nhiệm nhiệm vụ %(code)s %(name)s.")
                % {"code": task.code or f"#{task.pk}", "name": task.name}
            )
        )
    if leader.person_id:
        told += _sanctions(Q(person=leader.person_id), on)
    return told


def _led_by(leader: TeamMember, application: Application) -> list[StTask]:
    if leader.person_id is None:
        return []
    others = StTask.objects.filter(leader=leader.person_id, state__in=LEADING)
    return [one for one in others.order_by("pk") if one.pk != application.task_id]


def _of_host(application: Application, on: date) -> list[Remark]:
    if application.organisation_id is None:
        return [Remark(_("Hồ sơ chưa nêu tổ chức đăng ký chủ trì."))]
    return _sanctions(Q(organisation=application.organisation_id), on) + _owed(application, on)


def _sanctions(whom: Q, on: date) -> list[Remark]:
    rows = Sanction.objects.filter(whom, valid_from__lte=on, valid_to__gte=on)
    return [
        Remark(
            _("Đang bị hạn chế tham gia đến hết %(day)s: %(reason)s.")
            % {"day": f"{one.valid_to:%d/%m/%Y}", "reason": one.reason}
        )
        for one in rows
    ]


def _owed(application: Application, on: date) -> list[Remark]:
    """What the host owes from earlier tasks: results not registered, dossiers late, money not returned."""
    late = StTask.objects.filter(host=application.organisation_id)
    unregistered = late.filter(step="registration", step_due__lt=on)
    undelivered = late.filter(step="dossier", acceptance_due_on__lt=on)
    told = [
        Remark(_("Tổ chức chủ trì chưa đăng ký kết quả của nhiệm vụ %s dù đã quá hạn.") % task)
        for task in unregistered
    ]
    told += [
        Remark(_("Tổ chức chủ trì nộp muộn hồ sơ nghiệm thu của nhiệm vụ %s.") % task) for task in undelivered
    ]
    return told


def _to_check(application: Application) -> list[Remark]:
    days = days_of(outline_of(application.procedure), "quotation.days")
    if days is None:
        return []
    text = _("Kiểm tra báo giá trong hồ sơ: không cũ hơn %s ngày tính đến ngày nộp.") % days
    return [Remark(text, against=False)]
