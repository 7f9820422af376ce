"""What a cycle expects, and of whom: worked out from the duties in the plan, for the agencies of one day.

A pure read with the same number of queries however many agencies there are. What a person has to decide comes back
as `unresolved` (open classes such as "các sở, ngành liên quan") and `undecided` (an agency that was divided, ended, or
never matched; an indicator without owner).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleKind, ItemKind
from khcn.agency_reports.cycles.windows import years_of
from khcn.agency_reports.models import Cycle, PartyMembers
from khcn.indicators.choices import CardState, Frequency, Origin
from khcn.indicators.models import Card, Indicator
from khcn.kernel.agencies.models import Agency
from khcn.plan.choices import PartyKind, PartyRole, Schedule
from khcn.plan.models import Party, Plan, Task
from khcn.plan.queries.answering import Answerer, Successions
from khcn.plan.task_life.years import runs_in

#: What is asked of an owner in a cycle of each kind; rarer figures may be given, but nobody is reminded of them.
ASKED: dict[str, tuple[str, ...]] = {
    CycleKind.MONTH: (Frequency.MONTHLY,),
    CycleKind.HALF_YEAR: (Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY),
    CycleKind.AD_HOC: (),
}
RARE = (Frequency.TWO_YEARLY, Frequency.FIVE_YEARLY, Frequency.IRREGULAR)


@dataclass(frozen=True)
class Item:
    """One thing an agency will be asked. Whoever leads must answer; whoever helps may."""

    kind: str
    title: str
    required: bool
    task: Task | None = None
    role: str = ""
    indicator: Indicator | None = None
    section: str = ""


@dataclass(frozen=True)
class Open:
    """Something that a person has to decide before the cycle can open; `key` names it in forms."""

    key: str
    where: str
    name: str
    reason: str
    party: Party | None = None
    indicator: Indicator | None = None
    candidates: tuple[Agency, ...] = ()


@dataclass
class Expected:
    """`unasked` are parties that a text names without meaning an agency, and those a person said nobody reports for."""

    cycle: Cycle
    day: date
    requests: list[tuple[Agency, list[Item]]] = field(default_factory=list)
    unresolved: list[Party] = field(default_factory=list)
    undecided: list[Open] = field(default_factory=list)
    unasked: list[Party] = field(default_factory=list)
    decided: list[PartyMembers] = field(default_factory=list)

    @property
    def open_questions(self) -> list[Open]:
        """Everything undecided, open classes included, in one form."""
        classes = [Open(f"p{one.pk}", place_of(one), one.name, "class", one) for one in self.unresolved]
        return classes + self.undecided

    @property
    def item_count(self) -> int:
        return sum(len(items) for _agency, items in self.requests)


def expected(cycle: Cycle, *, on: date | None = None) -> Expected:
    """What would be asked if the cycle were opened on that day (today, when none is given)."""
    day = on or timezone.localdate()
    found = Expected(cycle, day)
    wanted = _Wanted()
    successions = Successions.load(day)
    _of_parties(cycle, found, wanted, successions)
    _of_indicators(cycle, found, wanted, successions)
    found.requests = wanted.requests(cycle)
    return found


def place_of(party: Party) -> str:
    """Where the plan names the party, in words."""
    if party.task is not None:
        role = PartyRole(party.role).label.lower()
        return _("Nhiệm vụ {no} ({role})").format(no=party.task.no, role=role)
    owner = party.duty or party.reporting_duty
    return _("Mục {clause}").format(clause=owner.clause) if owner and owner.clause else str(owner or "")


def parties_asked(plan: Plan) -> Iterable[Party]:
    """All parties in force of tasks, duties and reporting duties, in the order of the document."""
    mine = (
        Q(task__plan=plan, task__withdrawn=False)
        | Q(duty__plan=plan, duty__withdrawn=False)
        | Q(reporting_duty__plan=plan, reporting_duty__withdrawn=False)
    )
    rows = Party.objects.filter(mine).select_related(
        "agency", "agency_class", "taken_over_by", "task", "duty", "reporting_duty"
    )
    return rows.defer("task__official_text", "duty__official_text", "reporting_duty__official_text").order_by(
        "task__order", "task_id", "duty__order", "reporting_duty__order", "role", "order", "id"
    )


class _Wanted:
    """Items by agency; an agency named twice for a task is asked once, as the lead if it leads."""

    def __init__(self) -> None:
        self.agencies: dict[int, Agency] = {}
        self.tasks: dict[int, dict[int, Item]] = defaultdict(dict)
        self.indicators: dict[int, list[Item]] = defaultdict(list)

    def name(self, agency: Agency) -> None:
        self.agencies.setdefault(agency.pk, agency)

    def task(self, agency: Agency, task: Task, role: str) -> None:
        self.name(agency)
        known = self.tasks[agency.pk].get(task.pk)
        if known is None or (role == PartyRole.LEAD and known.role != PartyRole.LEAD):
            leads = role == PartyRole.LEAD
            self.tasks[agency.pk][task.pk] = Item(ItemKind.TASK, str(task)[:500], leads, task=task, role=role)

    def requests(self, cycle: Cycle) -> list[tuple[Agency, list[Item]]]:
        sections = [
            Item(ItemKind.SECTION, part["title"], bool(part.get("required")), section=part["code"])
            for part in cycle.template.sections
        ]
        agencies = sorted(self.agencies.values(), key=lambda one: (one.order, one.name, one.pk))
        return [(one, self._of_tasks(one) + self.indicators[one.pk] + sections) for one in agencies]

    def _of_tasks(self, agency: Agency) -> list[Item]:
        items = self.tasks[agency.pk].values()
        return sorted(items, key=lambda item: (item.task.order, item.task.pk) if item.task else (0, 0))


def _of_parties(cycle: Cycle, found: Expected, wanted: _Wanted, successions: Successions) -> None:
    parties = list(parties_asked(cycle.plan))
    members = _members(parties)
    found.decided = list(members.values())
    for party in parties:
        if party.task is not None:
            party.task.plan = cycle.plan
            if not runs_in_cycle(party.task, cycle):
                continue
        for agency in _agencies_of(party, members.get(party.pk), found, successions):
            if party.task is None:
                wanted.name(agency)
            else:
                wanted.task(agency, party.task, party.role)


def runs_in_cycle(task: Task, cycle: Cycle) -> bool:
    """The task has work to show in the years the cycle asks about, and had not ended before them."""
    if task.withdrawn or (task.closed_on is not None and task.closed_on < cycle.first_day):
        return False
    years = years_of(cycle.kind, cycle.first_day, cycle.last_day)
    if task.schedule == Schedule.DATES:
        return any(text[:4].isdigit() and int(text[:4]) in years for text in task.dates)
    return any(runs_in(task, year) for year in years)


def _members(parties: Iterable[Party]) -> dict[int, PartyMembers]:
    rows = PartyMembers.objects.filter(party__in=[party.pk for party in parties]).prefetch_related("agencies")
    by_party = {row.party_id: row for row in rows}
    for party in parties:
        if row := by_party.get(party.pk):
            row.party = party
    return by_party


def _agencies_of(
    party: Party, told: PartyMembers | None, found: Expected, successions: Successions
) -> Iterator[Agency]:
    """Who answers for the party; what nobody has decided is put into `found`."""
    if told is None:
        yield from _answering(party, successions.answerer(party), found)
        return
    agencies = list(told.agencies.all())
    if not agencies:
        found.unasked.append(party)
    for agency in agencies:
        stand_in = Party(pk=party.pk, kind=PartyKind.AGENCY, agency=agency, name=agency.name)
        yield from _answering(party, successions.answerer(stand_in), found)


def _answering(party: Party, answer: Answerer, found: Expected) -> Iterator[Agency]:
    agency = answer.agency
    if agency is not None and agency.valid_to is not None and agency.valid_to < found.day:
        found.undecided.append(_open(party, "ended", ()))
    elif agency is not None:
        yield agency
    elif answer.open_reason == PartyKind.CLASS:
        found.unresolved.append(party)
    elif answer.undecided:
        found.undecided.append(_open(party, answer.open_reason, answer.candidates))
    else:
        found.unasked.append(party)


def _open(party: Party, reason: str, candidates: tuple[Agency, ...]) -> Open:
    return Open(f"p{party.pk}", place_of(party), party.name, reason, party, candidates=candidates)


def _of_indicators(cycle: Cycle, found: Expected, wanted: _Wanted, successions: Successions) -> None:
    """Indicators whose figures agencies report; what the house counts itself is asked of nobody."""
    cards = Card.objects.filter(state=CardState.IN_FORCE, source=Origin.REPORT)
    asked = ASKED.get(cycle.kind)
    if asked is not None:
        cards = cards.filter(frequency__in=asked)
    rows = cards.select_related("indicator__owner").order_by("indicator__order", "indicator__code")
    for card in rows:
        indicator = card.indicator
        key = f"i{indicator.pk}"
        where = _("Chỉ số {code}").format(code=indicator.code)
        if indicator.owner is None:
            found.undecided.append(Open(key, where, indicator.name, "no_owner", indicator=indicator))
            continue
        stand_in = Party(kind=PartyKind.AGENCY, agency=indicator.owner, name=indicator.owner.name)
        answer = successions.answerer(stand_in)
        if answer.agency is None:
            reason, heirs = answer.open_reason, answer.candidates
            found.undecided.append(
                Open(key, where, indicator.name, reason, indicator=indicator, candidates=heirs)
            )
            continue
        wanted.name(answer.agency)
        required = card.frequency not in RARE
        item = Item(ItemKind.INDICATOR, indicator.name, required, indicator=indicator)
        wanted.indicators[answer.agency.pk].append(item)
