from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from khcn.kernel.form_fields import DayField, FigureField, read_figure


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("8,5", "8.5"),
        ("8.5", "8.5"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("1 234 567", "1234567"),
        ("1.234.567", "1234567"),
        ("0", "0"),
        ("-3,25", "-3.25"),
        ("12.5", "12.5"),
        ("1234.56", "1234.56"),
    ],
)
def test_figures_as_people_in_viet_nam_write_them(typed, figure):
    assert read_figure(typed) == Decimal(figure)


@pytest.mark.parametrize("typed", ["ba", "1,2,3", "nan", "inf", "1e400", "5 %", "12/2026"])
def test_what_is_no_figure_is_said_with_the_text(typed):
    with pytest.raises(ValidationError) as caught:
        FigureField(required=False).clean(typed)
    assert typed[:10] in caught.value.messages[0]


def test_nothing_is_not_zero():
    field = FigureField(required=False)
    assert field.clean("") is None
    assert field.clean("0") == 0
    assert field.clean(Decimal("2.50")) == Decimal("2.5")
    assert field.prepare_value(Decimal("2.5000")) == "2,5"


@pytest.mark.parametrize("typed", ["2026-12-05", "05/12/2026", "5/12/2026", "05-12-2026", "05.12.2026"])
def test_days_are_read_day_first(typed):
    assert DayField().clean(typed) == date(2026, 12, 5)


@pytest.mark.parametrize("typed", ["31/02/2026", "12/25/2026", "hôm nay"])
def test_a_day_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError):
        DayField().clean(typed)
