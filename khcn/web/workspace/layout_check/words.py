"""What the page says of a report: rows for the table, names of the parts that were recognised."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking import Deviation, Report
from khcn.outputs.official_documents.checking.telling import place_words
from khcn.outputs.official_documents.layout import Layout

SHOWN_PLACES, SHOWN_ROWS = 5, 200
_VERDICTS = {"conforms": "met", "deviates": "missed", "undetermined": "unknown"}
_SEVERITIES = {"error": "missed", "advice": "medium"}


@dataclass(frozen=True)
class Row:
    """One deviation as the table shows it."""

    badge: str
    label: str
    message: str
    places: list[str]
    more: int
    found: str
    expected: str
    article: str


def rows(report: Report) -> list[Row]:
    """Deviations before advice, each in the order of the document."""
    return [_row(one) for one in (*report.errors, *report.advice)[:SHOWN_ROWS]]


def _row(one: Deviation) -> Row:
    return Row(
        badge=_SEVERITIES[one.severity],
        label=_("Sai") if one.severity == "error" else _("Nên xem"),
        message=one.message,
        places=[place_words(place) for place in one.places[:SHOWN_PLACES]],
        more=max(one.count - SHOWN_PLACES, 0),
        found=one.found,
        expected=one.expected,
        article=one.article,
    )


def verdict(report: Report) -> tuple[str, str]:
    """Badge code and word."""
    words = {
        "conforms": _("Đúng thể thức"),
        "deviates": _("Chưa đúng thể thức"),
        "undetermined": _("Chưa kết luận được"),
    }
    return _VERDICTS[report.verdict], words[report.verdict]


def recognised(report: Report) -> list[tuple[str, str]]:
    """The parts found, so that a person sees whether the right lines were measured."""
    return [(_name(report.layout, code), text) for code, text in report.parts.items()]


def _name(layout: Layout, code: str) -> str:
    others = {"signing": _("Người ký"), "annexes": _("Phụ lục")}
    return others.get(code) or layout.element(code).name


def open_lines(report: Report) -> Iterator[str]:
    """What the file did not let us decide."""
    for one in report.undetermined:
        yield f"{one.part}: {one.message}"
