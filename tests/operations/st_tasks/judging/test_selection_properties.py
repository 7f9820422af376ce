"""Random councils against the slow reference, and what must hold for all of them."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from khcn.operations.st_tasks.judging.rules import Criterion, Grid
from khcn.operations.st_tasks.judging.selection import Bid, Outcome, Sheet, tally

from . import reference
from .old_regime import ONE_LINE, SELECTION

MAXIMA = (20, 30, 50)
CONTENT = (False, True, False)
GRID = Grid(
    code="three",
    name="three",
    criteria=tuple(
        Criterion(code=f"k{number}", name="", maximum=Decimal(maximum), is_content=CONTENT[number])
        for number, maximum in enumerate(MAXIMA)
    ),
    total=Decimal(100),
)


class Case(NamedTuple):
    """Ballots by bid and member in hundredths, members present, and what each bidder brings."""

    ballots: dict[str, reference.Votes]
    present: int
    bids: dict[str, tuple[int, bool, bool]]


def points(maximum: int) -> st.SearchStrategy[int | None]:
    """Often good and close together, so that bids pass and tie; zeros, open criteria and oddities in between."""
    good = [maximum * 70, maximum * 75, maximum * 80, maximum * 85, maximum * 100]
    return st.one_of(
        st.sampled_from(good),
        st.sampled_from(good),
        st.integers(0, maximum * 100),
        st.sampled_from([0, None]),
    )


def ballots(members: list[str]) -> st.SearchStrategy[reference.Votes]:
    ballot = st.tuples(*(points(maximum) for maximum in MAXIMA)).map(list)
    same = st.sampled_from(MAXIMA).map(lambda _: [maximum * 80 for maximum in MAXIMA])
    return st.dictionaries(st.sampled_from(members), st.one_of(ballot, same, same), max_size=len(members))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    members = [f"m{number}" for number in range(draw(st.integers(1, 9)))]
    names = [f"b{number}" for number in range(draw(st.integers(1, 4)))]
    told = st.tuples(st.sampled_from([100, 200]), st.booleans(), st.booleans())
    return Case(
        {name: draw(ballots(members)) for name in names},
        len(members) + draw(st.integers(0, 2)),
        {name: draw(told) for name in names},
    )


def sheets_of(case: Case) -> list[Sheet]:
    return [
        Sheet(
            member,
            bid,
            {
                f"k{number}": None if given is None else Decimal(given) / 100
                for number, given in enumerate(ballot)
            },
        )
        for bid, votes in case.ballots.items()
        for member, ballot in votes.items()
    ]


def bids_of(case: Case) -> list[Bid]:
    return [Bid(name, *told) for name, told in case.bids.items()]


def computed(case: Case) -> Outcome:
    return tally(rule=SELECTION, grid=GRID, sheets=sheets_of(case), bids=bids_of(case), present=case.present)


def seen(outcome: Outcome) -> dict[object, object]:
    """What the result is, apart from the order in which things were handed in."""
    return {
        one.key: (
            one.place,
            one.mean_all,
            one.mean_valid,
            one.final,
            one.content,
            one.passes,
            frozenset(one.invalid),
        )
        for one in outcome.ranking
    } | {"winner": (outcome.winner, outcome.reason)}


def ratio(value: Fraction | None) -> reference.Ratio | None:
    return None if value is None else (value.numerator, value.denominator)


@given(cases())
@settings(max_examples=300, deadline=None)
def test_every_selection_is_what_the_slow_reference_says(case):
    outcome = computed(case)
    scored = {}
    for name, (budget, proposed, excellent) in case.bids.items():
        expected = reference.score_of(case.ballots[name], case.present, list(CONTENT), proposed)
        found = outcome.of(name)
        assert {
            "mean_all": ratio(found.mean_all),
            "invalid": set(found.invalid),
            "barred": {
                int(str(s.values["criterion"])[1:]) for s in found.steps if s.code == "selection.zeros"
            },
            "mean_valid": ratio(found.mean_valid),
            "final": ratio(found.final),
            "content": ratio(found.content),
            "passes": found.passes,
        } == expected
        scored[name] = expected | {"budget": budget, "excellent": excellent}
    places = reference.places(scored)
    assert {one.key: one.place for one in outcome.ranking if one.place} == places
    assert outcome.winner == reference.winner_of(places)


@given(cases(), st.randoms())
@settings(deadline=None)
def test_the_order_of_members_and_bids_changes_nothing(case, chance):
    sheets, bids = sheets_of(case), bids_of(case)
    chance.shuffle(sheets)
    chance.shuffle(bids)
    mixed = tally(rule=SELECTION, grid=GRID, sheets=sheets, bids=bids, present=case.present)
    assert seen(mixed) == seen(computed(case))


@given(cases())
@settings(deadline=None)
def test_other_names_of_members_change_nothing(case):
    renamed = case._replace(
        ballots={bid: {f"x-{key}": one for key, one in votes.items()} for bid, votes in case.ballots.items()}
    )
    before, after = computed(case), computed(renamed)
    assert after.winner == before.winner
    assert [one.final for one in after.ranking] == [one.final for one in before.ranking]


@given(
    st.sampled_from([1, 2, 4, 5, 8]).flatmap(
        lambda size: st.lists(st.integers(0, 100), min_size=size, max_size=size)
    )
)
def test_a_member_who_votes_the_mean_leaves_means_and_validity_as_they_were(totals):
    sheets = [Sheet(member, "A", {"content": total}) for member, total in enumerate(totals)]
    mean = Decimal(sum(totals)) / len(totals)  # exact: the sizes divide powers of ten
    more = [*sheets, Sheet("new", "A", {"content": mean})]
    old, new = (
        tally(rule=SELECTION, grid=ONE_LINE, sheets=one, bids=[Bid("A", 1)]).of("A") for one in (sheets, more)
    )
    assert (new.mean_all, new.invalid) == (old.mean_all, old.invalid)


@given(cases())
@settings(deadline=None)
def test_an_incomplete_ballot_changes_no_mean(case):
    opened = {
        bid: votes | ({"late": [None, *[maximum * 100 for maximum in MAXIMA[1:]]]})
        for bid, votes in case.ballots.items()
    }
    roomy = case._replace(present=case.present + 1)
    before, after = computed(roomy), computed(roomy._replace(ballots=opened))
    assert seen(after) == seen(before)
    assert all("late" in one.uncounted for one in after.ranking)


@given(cases())
@settings(deadline=None)
def test_a_criterion_left_open_never_becomes_a_zero(case):
    for one in computed(case).ranking:
        written = sum(ballot.count(0) for ballot in case.ballots[str(one.key)].values())
        assert sum(count for _, count in one.zeros) == written


@given(cases())
@settings(deadline=None)
def test_the_winner_passes_and_nobody_who_passes_has_more(case):
    outcome = computed(case)
    if outcome.winner is None:
        return
    best = outcome.of(outcome.winner)
    assert best.passes
    assert all(one.final <= best.final for one in outcome.ranking if one.passes)
