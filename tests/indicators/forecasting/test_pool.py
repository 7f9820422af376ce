"""The pool of errors: what is shipped, and how it is read."""

import itertools

import pytest

from khcn.indicators.forecasting.pool import FARTHEST, FILE, ErrorPool, shipped

LEVELS = [0.1, 0.5, 0.9]
POOL = ErrorPool(
    "small", 99, LEVELS, {4: [[-1.0, 0.0, 2.0], [-0.5, 0.0, 3.0]], 10: [[-0.1, 0.0, 0.1], [-0.2, 0.0, 0.2]]}
)


def test_a_later_year_is_never_surer_than_an_earlier_one():
    assert POOL.spread(4, 80, 2) == [(-1.0, pytest.approx(2.0)), (-1.0, pytest.approx(3.0))]


def test_the_history_in_the_pool_is_not_longer_than_that_of_the_series():
    assert POOL.spread(9, 80, 1) == POOL.spread(4, 80, 1)
    assert POOL.spread(10, 80, 1) == POOL.spread(40, 80, 1) == [(-0.1, pytest.approx(0.1))]


def test_the_share_reaching_falls_from_nearly_one_to_nearly_nought():
    shares = [POOL.share_reaching(4, 1, offset) for offset in (-9, -1, 0, 1, 2, 9)]
    assert shares == pytest.approx([0.99, 0.9, 0.5, 0.3, 0.01, 0.01])


def test_a_small_pool_widens_its_tails():
    few = ErrorPool("few", 5, [0.01, 0.5, 0.99], {4: [[-9.0, 0.0, 9.0]]})
    many = ErrorPool("many", 5000, few.levels, few.cells)
    assert few.spread(4, 80, 1)[0][1] > many.spread(4, 80, 1)[0][1]


def test_every_cell_of_the_shipped_pool_is_whole_and_ascending():
    pool = shipped()
    assert sorted(pool.cells) == [4, 5, 6, 7, 8, 10, 12, 14]
    for rows in pool.cells.values():
        assert len(rows) == FARTHEST
        for row in rows:
            assert len(row) == len(pool.levels)
            assert all(one < other for one, other in itertools.pairwise(row))
            assert row[0] < 0 < row[-1]


def test_the_shipped_pool_stays_compact():
    assert FILE.stat().st_size < 100_000


@pytest.mark.parametrize("n", [4, 5, 10, 30])
@pytest.mark.parametrize("level", [1, 50, 80, 95, 99])
def test_intervals_of_the_shipped_pool_contain_the_point_and_widen(n, level):
    spread = shipped().spread(n, level, FARTHEST)
    lows, highs = zip(*spread, strict=True)
    assert list(lows) == sorted(lows, reverse=True) and list(highs) == sorted(highs)
    assert all(low <= 0 <= high for low, high in spread)
