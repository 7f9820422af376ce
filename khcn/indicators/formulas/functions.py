"""The functions of the language: how many values each takes, and what it is told to people."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_YEARS = 50
MOST_DIGITS = 12


@dataclass(frozen=True)
class Function:
    """`values` least and most arguments; `count` least and most of the whole number that follows them."""

    name: str
    values: tuple[int, int]
    help: str | Promise
    count: tuple[int, int] | None = None
    count_default: int | None = None


_MANY = (1, 40)

FUNCTIONS = {
    function.name: function
    for function in (
        Function("sum", _MANY, _("tổng của các giá trị; thiếu một giá trị thì không tính")),
        Function("min", _MANY, _("giá trị nhỏ nhất")),
        Function("max", _MANY, _("giá trị lớn nhất")),
        Function("mean", _MANY, _("trung bình cộng")),
        Function("abs", (1, 1), _("giá trị tuyệt đối")),
        Function(
            "round", (1, 1), _("làm tròn đến n chữ số thập phân, nửa thì làm tròn lên"), (0, MOST_DIGITS), 0
        ),
        Function(
            "prev", (1, 1), _("giá trị của n năm trước; không ghi n là năm trước liền kề"), (1, MOST_YEARS), 1
        ),
        Function("growth", (1, 1), _("tốc độ tăng so với năm trước, %")),
        Function("cagr", (1, 1), _("tốc độ tăng bình quân mỗi năm trong n năm qua, %"), (1, MOST_YEARS)),
        Function(
            "growth_mean",
            (1, 1),
            _("trung bình nhân của tốc độ tăng (%) trong n năm, tính cả năm nay, %"),
            (1, MOST_YEARS),
        ),
        Function("share", (2, 2), _("tỷ trọng của phần trong tổng, %; giữ lại tử số và mẫu số")),
    )
}
