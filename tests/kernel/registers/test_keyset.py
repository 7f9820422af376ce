"""Walking a list forth and back page by page meets every row once, in the order told."""

from datetime import date
from itertools import product

import pytest

from khcn.kernel.registers.keyset import Order, page, read_place
from khcn.registers.directory.models import Organisation

pytestmark = pytest.mark.django_db
FIRST = date(2020, 1, 1)


@pytest.fixture
def rows():
    """Eleven with three dates and four without any: ties and missing values."""
    for number in range(11):
        day = [None, date(2021, 5, 1), FIRST, date(2023, 1, 1)][number % 4] if number else None
        Organisation.objects.create(name=f"Đơn vị {number % 5}", kind="other", state="active", valid_from=day)
    return Organisation.objects.all()


def walked(rows, order, size):
    """Forth to the end, then back to the start."""
    pages = [page(rows, order, size)]
    while pages[-1].next:
        pages.append(page(rows, order, size, after=pages[-1].next))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(page(rows, order, size, before=back[-1].previous))
    return pages, back[::-1]


@pytest.mark.parametrize(
    ("field", "down", "size"), list(product(("valid_from", "order_key"), (False, True), (1, 2, 3, 4, 11, 20)))
)
def test_every_row_comes_once_forth_and_back(rows, field, down, size):
    forth, back = walked(rows, Order(field, down), size)
    keys = [one.pk for slice in forth for one in slice.rows]
    sign = -1 if down else 1
    told = sorted(rows, key=lambda one: one.pk * sign)
    told = sorted(
        (one for one in told if getattr(one, field) is not None),
        key=lambda one: getattr(one, field),
        reverse=down,
    ) + [one for one in told if getattr(one, field) is None]
    assert keys == [one.pk for one in told]
    assert sorted(one.pk for slice in back for one in slice.rows) == sorted(keys)
    assert [[one.pk for one in slice.rows] for slice in back][-1] == [one.pk for one in forth[-1].rows]


def test_first_page_has_nothing_before_and_last_nothing_after(rows):
    forth, _back = walked(rows, Order("valid_from"), 4)
    assert (forth[0].previous, forth[-1].next) == (None, None)


@pytest.mark.parametrize("told", ["", "x", "W10", "WyJ4IiwxXQ", "éé", "W251bGwsIC0xXQ", "A" * 5000])
def test_cursor_that_makes_no_sense_is_no_cursor(told):
    assert read_place(told, Organisation._meta.get_field("valid_from")) is None


def test_row_that_goes_missing_does_not_lose_the_place(rows):
    first = page(rows, Order("order_key"), 3)
    gone = first.rows[-1]
    second = [one.pk for one in page(rows, Order("order_key"), 3, after=first.next).rows]
    gone.delete()
    assert [one.pk for one in page(rows, Order("order_key"), 3, after=first.next).rows] == second
