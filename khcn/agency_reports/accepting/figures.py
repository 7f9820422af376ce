"""From an accepted answer to a confirmed figure of the indicator, by the acts of `khcn.indicators.entering`."""

from datetime import date

from django.utils.translation import gettext as _

from khcn.agency_reports.accepting.task_updates import sent_on
from khcn.agency_reports.choices import CycleKind
from khcn.agency_reports.models import Answer, Cycle
from khcn.indicators.choices import Origin, ValueState, Vintage
from khcn.indicators.entering import Told, checked, confirm_value, correct_value, record_value, same_place
from khcn.indicators.models import Card, Observation
from khcn.indicators.periods import begins_once, window
from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError
from khcn.kernel.territory.models import Unit

WHOLE_YEARS = (CycleKind.YEAR, CycleKind.MID_TERM, CycleKind.FINAL)
NOTE_LENGTH = 500


def tell_figure(*, answer: Answer, card: Card | None, by: Actor) -> Observation | None:
    """The confirmed figure that says what the answer says. A figure that stands and says another is corrected.

    What a real agency tells is never artificial, even where it takes the place of an artificial figure.
    """
    if card is None or card.territory is None or answer.nothing or answer.value is None:
        return None
    _refuse_other_unit(answer, card)
    told = checked(card, told_by(answer, card, card.territory), today=by.on)
    indicator, cycle = card.indicator, answer.report.request.cycle
    standing = same_place(indicator, told).select_for_update(of=("self",)).first()
    if standing is None:
        row = record_value(
            indicator=indicator, told=told, by=by, origin=Origin.REPORT, artificial=cycle.artificial
        )
    elif _says_the_same(standing, told) and (cycle.artificial or not standing.artificial):
        row = standing
    else:
        row = correct_value(
            observation=standing, told=told, reason=told.source_note, by=by, origin=Origin.REPORT,
            artificial=cycle.artificial,
        )  # fmt: skip
    return confirm_value(observation=row, by=by) if row.state == ValueState.DRAFT else row


def told_by(answer: Answer, card: Card, territory: Unit) -> Told:
    first, last, calendar = interval(answer.report.request.cycle, card)
    report = answer.report
    source = _("Báo cáo của {agency}: {cycle} (bản {version})").format(
        agency=report.request.agency.name, cycle=report.request.cycle.title, version=report.version
    )
    return Told(
        first_day=first, last_day=last, territory=territory, calendar=calendar, value=answer.value,
        numerator=answer.numerator, denominator=answer.denominator, source_note=source[:NOTE_LENGTH],
        note=answer.explanation,
        vintage=Vintage.ESTIMATE if last > sent_on(report) else Vintage.PRELIMINARY,
    )  # fmt: skip


def interval(cycle: Cycle, card: Card) -> tuple[date, date, str]:
    """What the figure covers: a yearly report tells the indicator's own year, shorter ones the window of the cycle."""
    if cycle.kind in WHOLE_YEARS:
        return (*window(card, cycle.year), card.calendar)
    first = card.counted_from if begins_once(card) and card.counted_from else cycle.first_day
    return first, cycle.last_day, cycle.calendar


def _says_the_same(row: Observation, told: Told) -> bool:
    return (row.value, row.numerator, row.denominator) == (told.value, told.numerator, told.denominator)


def _refuse_other_unit(answer: Answer, card: Card) -> None:
    said, due = (" ".join(text.lower().split()) for text in (answer.unit, card.unit))
    if said and said != due:
        sentence = _(
            "Đơn vị ghi “{said}”, phiếu định nghĩa dùng “{due}”. Hãy trả lại báo cáo để sửa đơn vị tính."
        )
        raise DomainError(sentence.format(said=answer.unit, due=card.unit), code="accept.unit")
