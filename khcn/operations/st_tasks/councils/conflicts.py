"""What keeps a member from judging an item: found in the data, declared, or both, each with the fact that it rests on.

| kind | found by | bars |
| --- | --- | --- |
| team, competing | the same person or account, or the same e-mail address, in an application for the task | always, never waived |
| organisation | employer in the seat, in the directory or of an account: the applicant, its partner, or kin of them | yes; at acceptance only in the roles that the rule set closes to the host's people |
| coauthor | both in the team of another task within some years | yes |
| family | named as family in the application, or declared | yes |
| sanction | a sanction of the person is in force | yes |
| same_name | the same name, nothing else known | no: to be looked at |
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.accounts.models import Membership
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.months import add_months
from khcn.lib.vn_text import fold
from khcn.operations.st_tasks.choices import ConflictKind
from khcn.operations.st_tasks.councils.authors import Authorship, Who, who
from khcn.operations.st_tasks.councils.kin import Kin
from khcn.operations.st_tasks.councils.kinds import Kind, kind_of
from khcn.operations.st_tasks.models import (
    Conflict,
    Council,
    CouncilItem,
    Sanction,
    Seat,
    TeamMember,
)
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.registers.directory.models import Organisation

#: Nobody waives these: who takes part in a bid does not judge it.
NEVER_WAIVED = (ConflictKind.TEAM, ConflictKind.COMPETING)
#: For how long somebody who worked with an author stays one, where the rule set has no figure of that code.
COAUTHOR_FIGURE, COAUTHOR_YEARS = "conflict.coauthor_years", 5
#: Fields of a dossier in which applicants name their families.
FAMILY_FIELDS = ("family", "relatives")
REASON_LENGTH = 500


@dataclass(frozen=True)
class Found:
    """A ground, before it is kept."""

    seat: int
    item: int
    kind: str
    reason: str
    bars: bool = True

    @property
    def key(self) -> tuple[int, int, str, str]:
        return self.seat, self.item, self.kind, self.reason


@transaction.atomic
def find_conflicts(council: Council, *, by: Actor | None = None) -> list[Conflict]:
    """Compute the conflicts anew and keep them; those pinned, waived or declared stay. The number of queries is constant.

    Gives back all that stand, whether they bar or only ask to be looked at.
    """
    council = (
        Council.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .defer("procedure__definition")
        .get(pk=council.pk)
    )
    wanted = {found.key: found for found in Finder(council).all()}
    stale = []
    for row in Conflict.objects.filter(item__council=council):
        found = wanted.pop((row.seat_id, row.item_id, row.kind, row.reason), None)
        if found is None and not (row.pinned or row.declared or row.waived_at):
            stale.append(row.pk)
    Conflict.objects.filter(pk__in=stale).delete()
    Conflict.objects.bulk_create(
        Conflict(seat_id=one.seat, item_id=one.item, kind=one.kind, reason=one.reason, bars=one.bars)
        for one in wanted.values()
    )
    if by is not None and (wanted or stale):
        record_event("council.conflicts", council, by=by, after={"found": len(wanted), "gone": len(stale)})
    return list(standing(council))


def standing(council: Council) -> list[Conflict]:
    """All conflicts that are not waived, with seat and item."""
    rows = Conflict.objects.filter(item__council=council, waived_at=None, seat__left_on=None)
    return list(rows.select_related("seat", "item__task", "item__dossier").order_by("item", "seat", "kind"))


def barring(seat: Seat, item: CouncilItem) -> list[Conflict]:
    """What keeps this member from judging this item now."""
    return list(Conflict.objects.filter(seat=seat, item=item, bars=True, waived_at=None))


@transaction.atomic
def pin(*, conflict: Conflict, pinned: bool = True, by: Actor) -> Conflict:
    """Keep a ground when conflicts are computed anew, or let go of it."""
    conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
    conflict.pinned = pinned
    conflict.save(update_fields=["pinned"])
    record_event("conflict.pin", conflict, by=by, after={"pinned": pinned})
    return conflict


@transaction.atomic
def waive(*, conflict: Conflict, reason: str, by: Actor) -> Conflict:
    """Let the member judge all the same. Needs a reason; never for somebody who takes part in an application."""
    conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if conflict.kind in NEVER_WAIVED:
        raise DomainError(
            _("Người tham gia hồ sơ không được chấm nhiệm vụ đó; căn cứ này không được bỏ qua."),
            code="conflict.never_waived",
        )
    if not reason.strip():
        sentence = _("Hãy ghi lý do cho phép thành viên chấm.")
        raise DomainError(sentence, code="conflict.reason", fields={"reason": sentence})
    conflict.waived_at, conflict.waived_by_id = timezone.now(), by.user_id
    conflict.waiver_reason = reason.strip()
    conflict.save(update_fields=["waived_at", "waived_by", "waiver_reason"])
    record_event("conflict.waive", conflict, by=by, after={"reason": conflict.waiver_reason})
    return conflict


class Finder:
    """All facts about the seats of a council, read once; `all` walks every pair of seat and item."""

    def __init__(self, council: Council, on: date | None = None) -> None:
        self.council, self.on = council, on or timezone.localdate()
        self.kind: Kind = kind_of(council)
        self.seats = list(council.seats.filter(left_on=None).select_related("person", "user"))
        self.keys = {seat.pk: who(seat.person_id, seat.user_id) for seat in self.seats}
        self.work = Authorship(council)
        self.kin = Kin()
        self.employers = self._employers()
        self.sanctions = self._sanctions()
        self.coworkers = self._coworkers()
        self.organisation_names = self._names()
        self._item_facts()

    def all(self) -> Iterator[Found]:
        for item in self.work.items:
            for seat in self.seats:
                yield from self._of(seat, item)

    def _of(self, seat: Seat, item: CouncilItem) -> Iterator[Found]:
        yield from self._teams(seat, item)
        yield from self._organisations(seat, item)
        yield from self._worked_together(seat, item)
        yield from self._family(seat, item)
        for sanction in self.sanctions.get(seat.person_id or 0, ()):
            reason = _("Đang trong thời hạn bị xử lý đến hết ngày %(day)s (%(symbol)s).") % {
                "day": f"{sanction.valid_to:%d/%m/%Y}",
                "symbol": sanction.symbol or sanction.reason,
            }
            yield _found(seat, item, ConflictKind.SANCTION, reason)

    # --- facts ---

    def _item_facts(self) -> None:
        judges = self.kind.judges
        self.own = {item.pk: {bid.row.pk for bid in self.work.own_bids(item)} for item in self.work.items}
        self.named = {seat.pk: self._named(seat) for seat in self.seats}
        self.people = {item.pk: self.work.people_of(item) for item in self.work.items}
        self.hosts = {item.pk: self.work.organisations_of(item, judges) for item in self.work.items}
        self.folded = {pk: [(fold(one.name), one) for one in people] for pk, people in self.people.items()}
        self.families = {
            item.pk: " ".join(_family_text(bid.row.answers) for bid in self.work.own_bids(item))
            for item in self.work.items
        }

    def _named(self, seat: Seat) -> list[int]:
        """The applications in which this member has a part, by account, by entry of the directory or by e-mail address."""
        keys = self.keys[seat.pk]
        mails = {one.email.lower() for one in (seat.user, seat.person) if one and one.email}
        return [
            pk
            for pk, bid in self.work.bids.items()
            if any(keys & one.keys or (one.email and one.email.lower() in mails) for one in bid.authors)
        ]

    def _employers(self) -> dict[int, set[int]]:
        """Where each member works: as the seat says, as the directory says, and for whom the account sits."""
        found: dict[int, set[int]] = {
            seat.pk: {
                one
                for one in (seat.organisation_id, seat.person.organisation_id if seat.person else None)
                if one
            }
            for seat in self.seats
        }
        by_user = {seat.user_id: seat.pk for seat in self.seats if seat.user_id}
        rows = Membership.objects.filter(user__in=by_user, agency__isnull=False).valid_on(self.on)
        for user, agency in rows.values_list("user_id", "agency_id"):
            if organisation := self.kin.of_agency.get(agency):
                found[by_user[user]].add(organisation)
        return found

    def _sanctions(self) -> dict[int, list[Sanction]]:
        found: dict[int, list[Sanction]] = defaultdict(list)
        people = [seat.person_id for seat in self.seats if seat.person_id]
        rows = Sanction.objects.filter(person__in=people, valid_from__lte=self.on, valid_to__gte=self.on)
        for row in rows:
            found[row.person_id or 0].append(row)
        return found

    def _coworkers(self) -> dict[int, dict[Who, tuple[str, int]]]:
        """For each member the people of the teams in which they sat within the years: name of the work and its task."""
        outline = outline_of(self.council.procedure)
        figure = outline.figure_by_code.get(COAUTHOR_FIGURE)
        since = add_months(self.on, -12 * int(figure.value if figure else COAUTHOR_YEARS))
        mine = TeamMember.objects.filter(application__sent_at__date__gte=since)
        people = [seat.person_id for seat in self.seats if seat.person_id]
        users = [seat.user_id for seat in self.seats if seat.user_id]
        worked = mine.filter(person__in=people) | mine.filter(user__in=users)
        rows = list(
            TeamMember.objects.filter(application__in=worked.values("application")).values_list(
                "application_id", "person_id", "user_id", "application__title", "application__task_id"
            )
        )
        teams: dict[int, list[tuple[frozenset[Who], str, int]]] = defaultdict(list)
        for application, person, user, title, task in rows:
            teams[application].append((who(person, user), title, task or 0))
        found: dict[int, dict[Who, tuple[str, int]]] = {seat.pk: {} for seat in self.seats}
        for seat in self.seats:
            for team in teams.values():
                if any(self.keys[seat.pk] & keys for keys, _title, _task in team):
                    found[seat.pk].update({key: (title, task) for keys, title, task in team for key in keys})
        return found

    def _names(self) -> dict[int, str]:
        wanted = {one for bid in self.work.bids.values() for one in bid.organisations}
        wanted |= {one for employers in self.employers.values() for one in employers}
        wanted |= {item.task.host_id for item in self.work.items if item.task.host_id}
        wanted |= {one for partners in self.work.partners.values() for one in partners}
        wanted |= {
            item.task.proposer_organisation_id
            for item in self.work.items
            if item.task.proposer_organisation_id
        }
        return dict(Organisation.objects.filter(pk__in=wanted).order_by().values_list("pk", "name"))

    # --- grounds ---

    def _teams(self, seat: Seat, item: CouncilItem) -> Iterator[Found]:
        own, named = self.own[item.pk], self.named[seat.pk]
        leader = item.task.leader_id is not None and item.task.leader_id == seat.person_id
        mine = next((pk for pk in named if pk in own), None)
        rival = next(
            (pk for pk in named if pk not in own and self.work.bids[pk].row.task_id == item.task_id), None
        )
        if mine is not None or leader:
            yield _found(seat, item, ConflictKind.TEAM, _in_team_of(self.work, mine))
        elif rival is not None:
            row = self.work.bids[rival].row
            reason = _("Có tên trong hồ sơ khác của cùng nhiệm vụ: “%(title)s”.") % {
                "title": row.receipt or row.title
            }
            yield _found(seat, item, ConflictKind.COMPETING, reason)
        else:
            yield from self._same_name(seat, item)

    def _same_name(self, seat: Seat, item: CouncilItem) -> Iterator[Found]:
        folded = fold(seat.name)
        for name, author in self.folded[item.pk]:
            different = seat.person_id and author.person and seat.person_id != author.person
            if name == folded and not different:
                reason = _(
                    "Trùng họ tên với %(name)s trong hồ sơ; cần kiểm tra có phải cùng một người không."
                ) % {"name": author.name}
                yield _found(seat, item, ConflictKind.SAME_NAME, reason, bars=False)
                return

    def _organisations(self, seat: Seat, item: CouncilItem) -> Iterator[Found]:
        hosts = self.hosts[item.pk]
        pair = self.kin.first_related(self.employers[seat.pk], hosts) if hosts else None
        if pair is None:
            pair = self._by_workplace(seat, hosts)
        if pair is None:
            return
        names = {
            "employer": self.organisation_names.get(pair[0], seat.workplace),
            "host": self.organisation_names.get(pair[1], ""),
        }
        if pair[0] == pair[1]:
            reason = _("Công tác tại %(host)s là bên đề xuất, chủ trì hoặc phối hợp.") % names
        else:
            reason = (
                _(
                    "Công tác tại %(employer)s, cùng hệ thống tổ chức (cấp trên, cấp dưới hoặc kế thừa) với %(host)s."
                )
                % names
            )
        yield _found(seat, item, ConflictKind.ORGANISATION, reason, bars=self._host_bars(seat))

    def _by_workplace(self, seat: Seat, hosts: set[int]) -> tuple[int, int] | None:
        """A workplace typed as text that is called like one of the organisations."""
        workplace = fold(seat.workplace or (seat.person.workplace if seat.person else ""))
        if not workplace:
            return None
        return next((
            (host, host) for host in sorted(hosts) if fold(self.organisation_names.get(host, "\0")) in workplace
        ), None)  # fmt: skip

    def _host_bars(self, seat: Seat) -> bool:
        """Where the rule set closes some roles to the host's people, it leaves the others open to them."""
        rule = self.kind.composition
        if rule is None or not rule.host_barred_roles:
            return True
        return seat.role in rule.host_barred_roles

    def _worked_together(self, seat: Seat, item: CouncilItem) -> Iterator[Found]:
        known = self.coworkers[seat.pk]
        for author in self.people[item.pk]:
            for key in author.keys & known.keys():
                title, task = known[key]
                if task != item.task_id and not self.keys[seat.pk] & author.keys:
                    reason = _("Cùng thực hiện “%(title)s” với %(name)s.") % {
                        "title": title,
                        "name": author.name,
                    }
                    yield _found(seat, item, ConflictKind.COAUTHOR, reason)
                    return

    def _family(self, seat: Seat, item: CouncilItem) -> Iterator[Found]:
        text = self.families[item.pk]
        if text and f" {fold(seat.name)} " in text:
            reason = _("Hồ sơ khai có quan hệ gia đình với %(name)s.") % {"name": seat.name}
            yield _found(seat, item, ConflictKind.FAMILY, reason)


def _found(seat: Seat, item: CouncilItem, kind: ConflictKind, reason: str, *, bars: bool = True) -> Found:
    return Found(seat.pk, item.pk, kind.value, reason[:REASON_LENGTH], bars)


def _in_team_of(work: Authorship, application: int | None) -> str:
    if application is None:
        return _("Là chủ nhiệm của nhiệm vụ.")
    row = work.bids[application].row
    if row.purpose == "proposal":
        return _("Có tên trong nhóm đề xuất nhiệm vụ.")
    return _("Có tên trong nhóm thực hiện của hồ sơ %(receipt)s.") % {"receipt": row.receipt or row.title}


def _family_text(answers: dict[str, object]) -> str:
    """The folded words of the fields on family, with a blank at both ends."""
    said = " ".join(str(answers.get(name) or "") for name in FAMILY_FIELDS)
    words = "".join(char if char.isalnum() else " " for char in fold(said)).split()
    return f" {' '.join(words)} " if words else ""
