"""Who sees whom. `visible_identity` alone decides; pages, exports, mails, notices, file names and metadata ask it.

| record | who sees the names |
| --- | --- |
| application | its team; the department; members of a council that is not blind, after declaring; nobody else |
| task before approval | its proposers; the department; members of a council that is not blind, after declaring |
| task from approval on | everybody who sees the task |
| seat | the department, the clerk, the member; fellow members unless the rule set hides members from each other; the applicants unless the council is blind |

Somebody who sits in a blind council stays blind to what it has not concluded, whatever other office that person holds.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, visible
from khcn.operations.st_tasks.blinding.masking import HIDDEN, Mask
from khcn.operations.st_tasks.choices import CouncilState, Purpose
from khcn.operations.st_tasks.models import (
    Application,
    Conflict,
    Council,
    CouncilItem,
    Declaration,
    Seat,
    StTask,
    TeamMember,
)
from khcn.operations.st_tasks.models.tasks import BEFORE_APPROVAL
from khcn.operations.st_tasks.procedures.keeping import outline_of

AT_WORK = (CouncilState.APPOINTED, CouncilState.CLOSED)


@dataclass(frozen=True)
class Identity:
    """Whether names are shown, and the words to use: names if they are, else what stands for them."""

    shown: bool
    label: str


def visible_identity(actor: Actor, record: Model) -> Identity:
    """Whether this person may see who stands behind an application, a task or a seat."""
    if isinstance(record, Application):
        return _told(_sees_application(actor, record), _bidder(record), blind_name(record))
    if isinstance(record, StTask):
        return _told(_sees_task(actor, record), _behind(record), HIDDEN)
    if isinstance(record, Seat):
        return _told(
            _sees_seat(actor, record), record.name, _("Thành viên %(number)s") % {"number": record.order + 1}
        )
    raise TypeError(f"nobody hides behind a {type(record).__name__}")


def _told(shown: bool, name: str, instead: str) -> Identity:
    return Identity(shown, name if shown else instead)


# --- who -------------------------------------------------------------------------------------------------------------


def _sees_application(actor: Actor, record: Application) -> bool:
    if not actor.user_id:
        return False
    if _in_team(actor, record.pk):
        return True
    if _blind_to(actor, Q(task=record.task_id) & (Q(dossier=record.pk) | Q(dossier=None))):
        return False
    if visible(actor, "st_tasks.application.view", Application.objects.filter(pk=record.pk)).exists():
        return True
    return _may_judge(
        actor, Q(dossier=record.pk) if record.purpose == Purpose.DOSSIER else Q(task=record.task_id)
    )


def _sees_task(actor: Actor, record: StTask) -> bool:
    if record.state not in BEFORE_APPROVAL:
        return not _blind_to(actor, Q(task=record.pk))
    if not actor.user_id:
        return False
    if _blind_to(actor, Q(task=record.pk)):
        return False
    if visible(actor, "st_tasks.sttask.follow", StTask.objects.filter(pk=record.pk)).exists():
        return True
    return _may_judge(actor, Q(task=record.pk, dossier=None))


def _sees_seat(actor: Actor, record: Seat) -> bool:
    if not actor.user_id:
        return False
    if record.user_id == actor.user_id:
        return True
    council = record.council
    if visible(actor, "st_tasks.council.manage", Council.objects.filter(pk=council.pk)).exists():
        return True
    fellow = Seat.objects.filter(council=council, user=actor.user_id, left_on=None).exists()
    if fellow:
        kind = outline_of(council.procedure).council(council.kind)
        return not (kind and kind.rule.get("members_blind"))
    if not visible(actor, "st_tasks.council.view", Council.objects.filter(pk=council.pk)).exists():
        own = TeamMember.objects.filter(user=actor.user_id, removed_at=None)
        judged = council.items.filter(task__applications__in=own.values("application")).exists()
        return judged and not council.blind and council.state in AT_WORK
    return True


def _in_team(actor: Actor, application: int) -> bool:
    return TeamMember.objects.filter(user=actor.user_id, application=application, removed_at=None).exists()


def own_seats(actor: Actor) -> QuerySet[Seat]:
    """Where this person sits now."""
    if not actor.user_id:
        return Seat.objects.none()
    return Seat.objects.filter(user=actor.user_id, left_on=None)


def _blind_to(actor: Actor, items: Q) -> bool:
    """Whether the person sits in a blind council that has such an item and has not concluded it."""
    judged = CouncilItem.objects.filter(items, council__blind=True, concluded_at=None)
    return (
        judged.filter(council__in=own_seats(actor).values("council"))
        .exclude(council__state=CouncilState.CANCELLED)
        .exists()
    )


def _may_judge(actor: Actor, items: Q) -> bool:
    """Whether the person sits in a council that is not blind (or has concluded), declared, and nothing bars them."""
    open_items = CouncilItem.objects.filter(items, council__state__in=AT_WORK).filter(
        Q(council__blind=False) | Q(concluded_at__isnull=False)
    )
    declared = Declaration.objects.filter(seat__in=own_seats(actor), item__in=open_items)
    barred = Conflict.objects.filter(seat__in=own_seats(actor), bars=True, waived_at=None)
    return declared.exclude(item__in=barred.values("item")).exists()


# --- words -----------------------------------------------------------------------------------------------------------


def _bidder(record: Application) -> str:
    """Whose application it is, by name."""
    if record.organisation:
        return record.organisation.name
    return record.agency.name if record.agency else record.owner.full_name


def _behind(record: StTask) -> str:
    if record.state in BEFORE_APPROVAL:
        return record.proposer or (record.proposer_organisation.name if record.proposer_organisation else "")
    return record.host.name if record.host else record.leader_name


def blind_name(record: Application) -> str:
    """What an application is called where its authors are hidden."""
    if record.blind_code:
        return _("Hồ sơ %(code)s") % {"code": record.blind_code}
    return _("Đề xuất ẩn danh") if record.purpose == Purpose.PROPOSAL else _("Hồ sơ ẩn danh")


def shown_title(item: CouncilItem) -> str:
    """What an item is called towards members before they declare, and towards everybody where the council is blind."""
    title = item.task.name
    if item.council.blind:
        title = Mask(names_behind(item.task_id))(title)
    if item.dossier is None:
        return title
    label = blind_name(item.dossier)
    return (
        f"{label}: {title}"
        if item.dossier.blind_code
        else title
        if not item.council.blind
        else f"{label}: {title}"
    )


@transaction.atomic
def give_blind_codes(tasks: Iterable[int | None]) -> None:
    """Codes HS-01… for the dossiers of these tasks, in an order that tells nothing of when or by whom they were sent."""
    for task in sorted({one for one in tasks if one}):
        rows = list(
            Application.objects.select_for_update()
            .filter(task=task, purpose=Purpose.DOSSIER)
            .exclude(state__in=["draft", "withdrawn"])
        )
        taken = {row.blind_code for row in rows if row.blind_code}
        new = [row for row in rows if not row.blind_code]
        random.SystemRandom().shuffle(new)
        codes = (
            code
            for number in range(1, len(rows) + len(taken) + 1)
            if (code := f"HS-{number:02d}") not in taken
        )
        for row, code in zip(new, codes, strict=False):
            row.blind_code = code
            row.save(update_fields=["blind_code"])


# --- names that must not appear --------------------------------------------------------------------------------------


def names_behind(task: int | None) -> list[str]:
    """Every name that could tell who wrote an application for the task: people, organisations with other names, mails."""
    rows = Application.objects.filter(task=task) if task else Application.objects.none()
    return _names(rows)


def names_behind_all(tasks: Iterable[int | None]) -> list[str]:
    """The same for several tasks, in as many queries as for one."""
    return _names(Application.objects.filter(task__in={one for one in tasks if one}))


def names_of(record: Application) -> list[str]:
    """The same for one application, and for its rivals where it has a task."""
    if record.task_id:
        return names_behind(record.task_id)
    return _names(Application.objects.filter(pk=record.pk))


def _names(rows: QuerySet[Application]) -> list[str]:
    found: list[str] = []
    tasks = set()
    for row in rows.select_related("owner", "organisation", "agency", "task").prefetch_related("partners"):
        found += [row.owner.full_name, row.owner.email]
        found += _organisation_names(row.organisation)
        for partner in row.partners.all():
            found += _organisation_names(partner)
        if row.agency:
            found += [row.agency.name, row.agency.short_name, *map(str, row.agency.aliases or ())]
        if row.task and row.task_id not in tasks:
            tasks.add(row.task_id)
            found += [row.task.proposer, row.task.leader_name]
    team = TeamMember.objects.filter(application__in=rows).select_related("user", "person", "organisation")
    for member in team:
        found += [member.name, member.email]
        found += [member.user.full_name, member.user.email] if member.user else []
        found += [member.person.name, member.person.email] if member.person else []
        found += _organisation_names(member.organisation)
    return list(dict.fromkeys(name.strip() for name in found if name and name.strip()))


def _organisation_names(organisation: Any) -> list[str]:
    if organisation is None:
        return []
    former = organisation.former_names.replace(";", "\n").splitlines()
    return [
        organisation.name, organisation.short_name, organisation.foreign_name, organisation.email, organisation.leader,
        organisation.tax_code, *former,
    ]  # fmt: skip
