"""How a rating of a target looks in a chart: a word, a tone and one letter that colour does not carry."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Rating:
    """`tone` is a key of `palette.TONES` and the suffix of a `tone-…` class; `letter` stands in small cells."""

    code: str
    label: str | Promise
    tone: str
    letter: str


_RATINGS = (
    Rating("exceeded", _("Vượt"), "best", "+"),
    Rating("reached", _("Đạt"), "best", "Đ"),
    Rating("achieved", _("Đạt"), "good", "Đ"),
    Rating("met", _("Đạt"), "good", "Đ"),
    Rating("on_track", _("Đúng tiến độ"), "good", "T"),
    Rating("moderate", _("Có tiến triển"), "warn", "~"),
    Rating("at_risk", _("Có nguy cơ"), "warn", "N"),
    Rating("limited", _("Tiến triển chậm"), "warn", "C"),
    Rating("off_track", _("Chệch tiến độ"), "late", "X"),
    Rating("deterioration", _("Đi lùi"), "late", "L"),
    Rating("missed", _("Không đạt"), "late", "K"),
    Rating("overdue", _("Quá hạn"), "late", "H"),
    Rating("not_due", _("Chưa đến hạn"), "quiet", "–"),
    Rating("not_enough_data", _("Chưa đủ dữ liệu"), "quiet", "?"),
    Rating("not_available", _("Chưa có số liệu"), "quiet", "?"),
)
RATINGS = {rating.code: rating for rating in _RATINGS}


def rating_of(code: str, label: str = "") -> Rating:
    """The rating of a code; a code that is not known is shown quietly with the label given."""
    found = RATINGS.get(code)
    if found is None:
        return Rating(code, label or code, "quiet", "•")
    return Rating(code, label, found.tone, found.letter) if label else found
