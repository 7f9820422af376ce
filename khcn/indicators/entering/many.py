"""Many new figures at once: as `record_value` tells each, in a number of queries that does not grow with the rows."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.cards import cards_in_force_of, no_card
from khcn.indicators.choices import Origin, ValueState
from khcn.indicators.entering.acts import stands_already, told_of
from khcn.indicators.entering.checking import Told, checked
from khcn.indicators.models import Card, Indicator, Observation
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor, visible
from khcn.kernel.audit.domain import Telling, record_events
from khcn.kernel.errors import DomainError, NotAllowed

Row = tuple[Indicator, Told]
Ready = tuple[Card, Indicator, Told]
Place = tuple[int, date, date, int, str]

CHUNK = 500


class RowsRefused(DomainError):
    """Some rows cannot be written, so none was. `refused`: why, by the place of the row in what was given."""

    code = "observation.rows_refused"

    def __init__(self, refused: dict[int, DomainError]) -> None:
        first = refused[min(refused)].message
        sentence = _("{count} số không ghi được nên chưa ghi số nào. Số đầu tiên: {first}")
        super().__init__(sentence.format(count=len(refused), first=first))
        self.refused = refused


@transaction.atomic
def record_values(
    *, rows: Sequence[Row], by: Actor, origin: str = Origin.TYPED, confirm: bool = False, artificial: bool = False
) -> list[Observation]:  # fmt: skip
    """Enter drafts, or confirmed figures, all or none; raises RowsRefused with the reason for each row that cannot be.

    Each figure has its own audit events, as if it were told alone; others are told once that figures changed.
    """
    _require("enter", rows, by)
    if confirm:
        _require("confirm", rows, by)
    made: list[Observation] = []
    refused: dict[int, DomainError] = {}
    ready = _checked(rows, by, refused)
    for at in range(0, len(rows), CHUNK):
        places = range(at, min(at + CHUNK, len(rows)))
        _refuse_standing({place: ready[place] for place in places if place in ready}, refused)
    if refused:
        raise RowsRefused(refused)
    for at in range(0, len(rows), CHUNK):
        chunk = {place: ready[place] for place in range(at, min(at + CHUNK, len(rows)))}
        made += _written(chunk, by, origin, artificial)
    if confirm:
        _confirmed(made, by)
    return made


def _require(right: str, rows: Sequence[Row], by: Actor) -> None:
    """As `require` does for each indicator, with one query at most."""
    name = f"indicators.observation.{right}"
    keys = {indicator.pk for indicator, _told in rows}
    if visible(by, name, Indicator.objects.filter(pk__in=keys)).count() != len(keys):
        raise NotAllowed(
            _("Tài khoản của bạn không có quyền thực hiện việc này. Hãy liên hệ quản trị hoặc Sở KH&CN."),
            code=f"not_allowed:{name}",
        )


def _checked(rows: Sequence[Row], by: Actor, refused: dict[int, DomainError]) -> dict[int, Ready]:
    """Rows that may be kept, by their place; of two for the same place the second is refused."""
    cards = cards_in_force_of({indicator.pk for indicator, _told in rows})
    ready: dict[int, Ready] = {}
    seen: set[Place] = set()
    for place, (indicator, told) in enumerate(rows):
        card = cards.get(indicator.pk)
        if card is None:
            refused[place] = no_card(indicator)
            continue
        try:
            ready[place] = (card, indicator, checked(card, told, today=by.on))
        except DomainError as refusal:
            refused[place] = refusal
            continue
        if (here := _place(indicator, told)) in seen:
            sentence = _("Số này có hai lần trong cùng một lần ghi. Hãy bỏ bớt một.")
            refused[place] = DomainError(sentence, code="observation.told_twice")
        seen.add(here)
    return ready


def _place(indicator: Indicator, told: Told) -> Place:
    return indicator.pk, told.first_day, told.last_day, told.territory.pk, told.vintage


def _refuse_standing(chunk: dict[int, Ready], refused: dict[int, DomainError]) -> None:
    """One query: current figures of the same period, territory and vintage are corrected, not told again."""
    standing = _standing([(indicator, told) for _card, indicator, told in chunk.values()])
    for place, (_card, indicator, told) in chunk.items():
        if (row := standing.get(_place(indicator, told))) is not None:
            refused.setdefault(place, stands_already(row))


def _standing(rows: Iterable[Row]) -> dict[Place, Observation]:
    wanted = {_place(indicator, told) for indicator, told in rows}
    found = Observation.objects.filter(
        indicator__in={place[0] for place in wanted}, last_day__in={place[2] for place in wanted},
        territory__in={place[3] for place in wanted}, current=True, withdrawn=False,
    )  # fmt: skip
    here = {
        (row.indicator_id, row.first_day, row.last_day, row.territory_id, row.vintage): row for row in found
    }
    return {place: here[place] for place in wanted & here.keys()}


def _written(chunk: dict[int, Ready], by: Actor, origin: str, artificial: bool) -> list[Observation]:
    rows = [
        Observation(
            indicator=indicator, card=card, **told.__dict__, origin=origin, artificial=artificial, created_by_id=by.user_id
        )
        for card, indicator, told in chunk.values()
    ]  # fmt: skip
    try:
        with transaction.atomic():
            Observation.objects.bulk_create(rows)
    except IntegrityError as error:
        raise _overtaken(chunk) from error
    record_events([Telling("observation.add", row.indicator, after=told_of(row)) for row in rows], by=by)
    return rows


def _overtaken(chunk: dict[int, Ready]) -> DomainError:
    """Somebody else wrote one of these figures since they were compared."""
    refused: dict[int, DomainError] = {}
    _refuse_standing(chunk, refused)
    if refused:
        return RowsRefused(refused)
    return DomainError(
        _("Người khác vừa ghi số của một kỳ trong số này nên chưa ghi số nào. Hãy thử lại."),
        code="observation.exists",
    )


def _confirmed(rows: Sequence[Observation], by: Actor) -> None:
    """As `confirm_value` does for each."""
    now = timezone.now()
    for at in range(0, len(rows), CHUNK):
        chunk = rows[at : at + CHUNK]
        for row in chunk:
            row.state, row.confirmed_by_id, row.confirmed_at = ValueState.CONFIRMED, by.user_id, now
        Observation.objects.filter(pk__in=[row.pk for row in chunk]).update(
            state=ValueState.CONFIRMED, confirmed_by_id=by.user_id, confirmed_at=now
        )
        record_events(
            [Telling("observation.confirm", row.indicator, after=told_of(row)) for row in chunk], by=by
        )
    if rows:
        figures_changed.send(sender=Observation, indicators=sorted({row.indicator_id for row in rows}), by=by)
