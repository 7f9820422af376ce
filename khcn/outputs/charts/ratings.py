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
    icon: str = "help-circle"


_RATINGS = (
    Rating("exceeded", _("Vượt"), "best", "+", "trending-up"),
    Rating("reached", _("Đã đạt"), "best", "Đ", "circle-check"),
    Rating("achieved", _("Đạt"), "good", "Đ", "circle-check"),
    Rating("met", _("Đạt"), "good", "Đ", "circle-check"),
    Rating("on_track", _("Đúng tiến độ"), "good", "T", "trending-up"),
    Rating("moderate", _("Có tiến triển"), "warn", "~", "trending-up"),
    Rating("at_risk", _("Có nguy cơ"), "warn", "N", "alert-triangle"),
    Rating("limited", _("Tiến triển chậm"), "warn", "C", "clock-exclamation"),
    Rating("off_track", _("Chệch hướng"), "late", "X", "trending-down"),
    Rating("deterioration", _("Đi lùi"), "late", "L", "trending-down"),
    Rating("missed", _("Không đạt"), "late", "K", "circle-x"),
    Rating("overdue", _("Quá hạn"), "late", "H", "alert-triangle"),
    Rating("contested", _("Chưa thống nhất cách tính"), "info", "≠", "scale"),
    Rating("not_due", _("Chưa đến hạn"), "quiet", "–", "clock"),
    Rating("not_enough", _("Chưa đủ dữ liệu"), "quiet", "?"),
    Rating("not_available", _("Chưa có số liệu"), "quiet", "?"),
)
RATINGS = {rating.code: rating for rating in _RATINGS}


def rating_of(code: str, label: str = "") -> Rating:
    """The rating of a code; a code that is not known is shown quietly with the label given."""
    found = RATINGS.get(code)
    if found is None:
        return Rating(code, label or code, "quiet", "•", "circle-dashed")
    return Rating(code, label, found.tone, found.letter, found.icon) if label else found
