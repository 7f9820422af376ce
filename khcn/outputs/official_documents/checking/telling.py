"""A report as lines of text, for the command line."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking.findings import Deviation, Place, Report

_MOST_PLACES = 3


def told(report: Report) -> Iterator[str]:
    """The verdict, then one paragraph for each deviation."""
    yield verdict_words(report)
    for one in report.deviations:
        yield from _deviation(one)
    for open_one in report.undetermined:
        yield _("? Không xác định được — %(part)s: %(message)s") % {
            "part": open_one.part,
            "message": open_one.message,
        }
    notes = (
        [*report.notes, report.layout.note] if report.layout.confirmation == "to_confirm" else report.notes
    )
    for note in notes:
        yield _("* Ghi chú: %s") % note


def verdict_words(report: Report) -> str:
    """One sentence on the whole document."""
    counted = {"errors": len(report.errors), "advice": len(report.advice)}
    if report.verdict == "conforms":
        return _("Đúng thể thức trong phạm vi kiểm tra được; %(advice)d điểm nên xem.") % counted
    if report.verdict == "undetermined":
        return _("Không nhận ra đây là văn bản hành chính; chưa kết luận được về thể thức.")
    return _("Có %(errors)d điểm sai thể thức, %(advice)d điểm nên xem.") % counted


def _deviation(one: Deviation) -> Iterator[str]:
    sign = "x" if one.severity == "error" else "!"
    yield f"{sign} {one.message} [{one.article}]"
    for place in one.places[:_MOST_PLACES]:
        yield f"    {place_words(place)}"
    if one.count > _MOST_PLACES:
        yield "    " + _("… và %d chỗ khác") % (one.count - _MOST_PLACES)


def place_words(place: Place) -> str:
    """`Nội dung, đoạn 12: “Thực hiện …”`."""
    where = (
        place.part
        if place.paragraph is None
        else _("%(part)s, đoạn %(number)d") % {"part": place.part, "number": place.paragraph}
    )
    return f"{where}: “{place.text}”" if place.text else where
