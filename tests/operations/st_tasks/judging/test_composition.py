from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.operations.st_tasks.judging.composition import SeatFacts, check_composition
from khcn.operations.st_tasks.judging.steps import Fault

from .old_regime import ACCEPTING, FINANCE, IDENTIFYING, SELECTING, TT11, TT20, council


def codes(faults: Iterable[Fault]) -> list[str]:
    return [fault.code for fault in faults]


@pytest.mark.parametrize("size", [7, 8, 9])
def test_tt_20_2023_a_selection_council_has_seven_to_nine_members(size):
    assert check_composition(rule=SELECTING, seats=council(size)) == ()


def test_a_council_too_small_or_too_large_is_told_with_both_numbers():
    assert check_composition(rule=SELECTING, seats=council(6)) == (
        Fault("composition.too_few", {"found": 6, "needed": 7}, TT20),
    )
    assert check_composition(rule=SELECTING, seats=council(10)) == (
        Fault("composition.too_many", {"found": 10, "most": 9}, TT20),
    )


def test_an_administrative_secretary_is_no_member():
    clerk = SeatFacts("clerk", "admin_secretary")
    assert codes(check_composition(rule=SELECTING, seats=council(9, clerk=clerk))) == []
    assert codes(check_composition(rule=SELECTING, seats=council(6, clerk=clerk))) == ["composition.too_few"]


def test_only_the_sizes_of_the_rule_are_allowed():
    rule = replace(SELECTING, maximum=11, allowed_sizes=(7, 9, 11))
    assert codes(check_composition(rule=rule, seats=council(9))) == []
    assert codes(check_composition(rule=rule, seats=council(8))) == ["composition.size_not_allowed"]


def test_two_chairs_or_none_are_a_fault():
    two = council(8, m9=SeatFacts("m9", "chair"))
    assert check_composition(rule=SELECTING, seats=two) == (
        Fault("composition.role_count", {"role": "chair", "found": 2, "needed": 1}, TT20),
    )
    none = council(9, c=SeatFacts("c", "member"))
    assert check_composition(rule=SELECTING, seats=none) == (
        Fault("composition.role_count", {"role": "chair", "found": 0, "needed": 1}, TT20),
    )


def test_one_reviewer_is_not_two():
    seats = council(9, r2=SeatFacts("r2", "member"))
    assert check_composition(rule=SELECTING, seats=seats) == (
        Fault("composition.role_count", {"role": "reviewer", "found": 1, "needed": 2}, TT20),
    )


def test_tt_06_2023_each_proposal_has_two_reviewers_who_sit():
    fine = {"P1": {"m1", "m2"}, "P2": {"m2", "r1"}}
    assert check_composition(rule=IDENTIFYING, seats=council(11), reviewers_of=fine) == ()
    poor = {"P1": {"m1"}, "P2": {"m2", "stranger"}}
    assert [
        (fault.code, fault.values["item"])
        for fault in check_composition(rule=IDENTIFYING, seats=council(11), reviewers_of=poor)
    ] == [
        ("composition.reviewer_count", "P1"),
        ("composition.reviewer_count", "P2"),
        ("composition.reviewer_not_seated", "P2"),
    ]


def test_somebody_seated_twice_is_named():
    seats = [*council(8), SeatFacts("c", "member")]
    assert check_composition(rule=SELECTING, seats=seats) == (
        Fault("composition.twice", {"member": "c"}, TT20),
    )


def test_tt_11_2014_an_acceptance_council_is_six_experts_and_three_managers_with_one_from_the_earlier_council():
    assert check_composition(rule=ACCEPTING, seats=council(9)) == ()
    other_side = council(9, m1=SeatFacts("m1", "member", "expert", in_register=True))
    assert check_composition(rule=ACCEPTING, seats=other_side) == (
        Fault("composition.side_count", {"side": "expert", "found": 7, "needed": 6}, TT11),
        Fault("composition.side_count", {"side": "manager", "found": 2, "needed": 3}, TT11),
    )
    all_new = council(9, v=SeatFacts("v", "vice", "manager"))
    assert codes(check_composition(rule=ACCEPTING, seats=all_new)) == ["composition.nobody_from_earlier"]


@pytest.mark.parametrize("key", ["c", "v", "r1", "r2", "s"])
def test_tt_11_2014_the_hosts_people_may_only_be_ordinary_members(key):
    seats = {seat.key: seat for seat in council(9)}
    member = replace(seats["m2"], of_host=True)
    assert check_composition(rule=ACCEPTING, seats=council(9, m2=member)) == ()
    barred = replace(seats[key], of_host=True)
    assert check_composition(rule=ACCEPTING, seats=council(9, **{key: barred})) == (
        Fault("composition.host_barred", {"member": key, "role": barred.role}, TT11),
    )


def test_tt_11_2014_experts_come_from_the_database_and_managers_need_not():
    unknown_expert = SeatFacts("m2", "member", "expert")
    assert check_composition(rule=ACCEPTING, seats=council(9, m2=unknown_expert)) == (
        Fault("composition.outside_register", {"member": "m2"}, TT11),
    )
    unknown_manager = SeatFacts("m1", "member", "manager")
    assert check_composition(rule=ACCEPTING, seats=council(9, m1=unknown_manager)) == ()


def test_tt_20_2023_a_finance_group_is_five_with_one_person_of_the_council():
    roles = ("head", "deputy", "member", "council_person", "group_secretary")
    seats = [SeatFacts(role, role) for role in roles]
    assert check_composition(rule=FINANCE, seats=seats) == ()
    without = [*seats[:3], SeatFacts("x", "member"), seats[4]]
    assert check_composition(rule=FINANCE, seats=without) == (
        Fault("composition.role_count", {"role": "council_person", "found": 0, "needed": 1}, TT20),
    )


def test_an_empty_council_has_faults_and_no_crash():
    assert "composition.too_few" in codes(check_composition(rule=SELECTING, seats=[]))


ROLES = st.sampled_from(["chair", "vice", "reviewer", "secretary", "member", "admin_secretary"])
SEATS = st.lists(
    st.builds(
        SeatFacts,
        key=st.integers(0, 12),
        role=ROLES,
        side=st.sampled_from(["expert", "manager", ""]),
        of_host=st.booleans(),
        in_earlier=st.booleans(),
        in_register=st.booleans(),
    ),
    max_size=12,
)


@given(SEATS, st.randoms())
def test_the_order_of_seats_changes_nothing(seats, chance):
    mixed = list(seats)
    chance.shuffle(mixed)

    def seen(found):
        return sorted((fault.code, sorted(map(str, fault.values.items()))) for fault in found)

    assert seen(check_composition(rule=ACCEPTING, seats=seats)) == seen(
        check_composition(rule=ACCEPTING, seats=mixed)
    )


@given(SEATS)
def test_a_council_without_faults_is_what_tt_11_2014_asks_for(seats):
    voting = [seat for seat in seats if seat.role != "admin_secretary"]
    roles = sorted(seat.role for seat in voting)
    wanted = sorted(["chair", "vice", "reviewer", "reviewer", "secretary", *["member"] * 4])
    fine = (
        roles == wanted
        and len({seat.key for seat in seats}) == len(seats)
        and sum(seat.side == "expert" for seat in voting) == 6
        and sum(seat.side == "manager" for seat in voting) == 3
        and any(seat.in_earlier for seat in voting)
        and not any(seat.of_host and seat.role != "member" for seat in voting)
        and all(seat.in_register for seat in voting if seat.side == "expert")
    )
    assert (check_composition(rule=ACCEPTING, seats=seats) == ()) == fine
