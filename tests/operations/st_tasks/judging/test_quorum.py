from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from khcn.operations.st_tasks.judging.composition import SeatFacts
from khcn.operations.st_tasks.judging.quorum import quorum
from khcn.operations.st_tasks.judging.rules import QuorumRule
from khcn.operations.st_tasks.judging.steps import Fault, Step

from .old_regime import FINANCE_MEETING, MEETING, ND08, council
from .reference import meeting_valid

FIRST_SIX = {"c", "v", "r1", "r2", "s", "m1"}


def test_nd_08_2014_six_of_nine_with_all_roles_make_a_valid_meeting():
    found = quorum(rule=MEETING, seats=council(9), present=FIRST_SIX)
    assert (found.valid, found.needed, found.present, found.missing) == (True, 6, 6, ())
    assert found.steps == (
        Step("quorum.share", {"present": 6, "size": 9, "share": Fraction(2, 3), "needed": 6}, ND08),
        Step("quorum.valid", {}, ND08),
    )


def test_one_fewer_than_two_thirds_is_not_valid():
    found = quorum(rule=MEETING, seats=council(9), present=FIRST_SIX - {"m1"})
    assert (found.valid, found.missing) == (False, ("quorum.share_missing",))


def test_two_thirds_of_seven_are_five():
    assert quorum(rule=MEETING, seats=council(7), present={"c", "r1", "r2", "s", "v"}).needed == 5


def test_the_vice_chair_counts_for_the_chair_only_when_authorised():
    present = FIRST_SIX - {"c"} | {"m2"}
    refused = quorum(rule=MEETING, seats=council(9), present=present)
    assert (refused.valid, refused.missing) == (False, ("quorum.vice_not_authorised",))
    assert quorum(rule=MEETING, seats=council(9), present=present, authorised_vice=True).valid


def test_without_chair_and_vice_chair_an_authorisation_helps_nobody():
    present = {"r1", "r2", "s", "m1", "m2", "m3"}
    found = quorum(rule=MEETING, seats=council(9), present=present, authorised_vice=True)
    assert found.missing == ("quorum.chair_missing",)


def test_an_absent_reviewer_is_named():
    found = quorum(rule=MEETING, seats=council(9), present=FIRST_SIX - {"r2"} | {"m2"})
    assert not found.valid
    assert found.steps[1] == Fault("quorum.reviewer_missing", {"member": "r2"}, ND08)


def test_the_reviewers_of_the_proposal_count_where_they_differ():
    present = FIRST_SIX - {"r2"} | {"m2"}
    assert quorum(rule=MEETING, seats=council(9), present=present, item_reviewers={"m1", "m2"}).valid
    absent = quorum(rule=MEETING, seats=council(9), present=present, item_reviewers={"m1", "m4"})
    assert absent.missing == ("quorum.reviewer_missing",)
    stranger = quorum(rule=MEETING, seats=council(9), present=present | {"x"}, item_reviewers={"m1", "x"})
    assert stranger.missing == ("quorum.reviewer_missing",)


def test_without_the_scientific_secretary_nothing_is_valid():
    found = quorum(rule=MEETING, seats=council(9), present=FIRST_SIX - {"s"} | {"m2"})
    assert found.missing == ("quorum.role_missing",)


def test_reviewers_whom_nobody_named_are_missing_and_not_excused():
    nobody = council(9, r1=SeatFacts("r1", "member"), r2=SeatFacts("r2", "member"))
    everyone = {seat.key for seat in nobody}
    assert quorum(rule=MEETING, seats=nobody, present=everyone).missing == ("quorum.role_missing",)
    found = quorum(rule=MEETING, seats=council(9), present=everyone, item_reviewers=set())
    assert (found.valid, found.missing) == (False, ("quorum.role_missing",))


def test_guests_and_the_administrative_secretary_do_not_count():
    seats = council(9, clerk=SeatFacts("clerk", "admin_secretary"))
    found = quorum(rule=MEETING, seats=seats, present=FIRST_SIX - {"m1"} | {"clerk", "guest"})
    assert (found.valid, found.present) == (False, 5)


def test_tt_20_2023_a_finance_group_needs_four_of_five_with_the_councils_person():
    roles = ("head", "deputy", "member", "council_person", "group_secretary")
    seats = [SeatFacts(role, role) for role in roles]
    assert quorum(rule=FINANCE_MEETING, seats=seats, present=set(roles) - {"deputy"}).valid
    without = quorum(rule=FINANCE_MEETING, seats=seats, present=set(roles) - {"council_person"})
    assert (without.valid, without.present, without.missing) == (False, 4, ("quorum.role_missing",))
    three = quorum(rule=FINANCE_MEETING, seats=seats, present={"head", "deputy", "council_person"})
    assert three.missing == ("quorum.share_missing",)


def test_a_council_without_seats_never_meets():
    assert not quorum(rule=QuorumRule(share=Fraction(0)), seats=[], present=set()).valid


@given(st.data())
def test_quorum_is_what_the_slow_reference_says(data):
    roles = data.draw(
        st.dictionaries(
            st.sampled_from("abcdefghijk"),
            st.sampled_from(["chair", "vice", "reviewer", "secretary", "member", "admin_secretary"]),
        )
    )
    present = data.draw(st.sets(st.sampled_from("abcdefghijkxyz")))
    authorised = data.draw(st.booleans())
    seats = data.draw(st.permutations([SeatFacts(key, role) for key, role in roles.items()]))
    found = quorum(rule=MEETING, seats=seats, present=present, authorised_vice=authorised)
    assert found.valid == meeting_valid(roles, present, authorised)


@given(st.sets(st.sampled_from(["c", "v", "r1", "r2", "s", "m1", "m2", "m3", "m4"])), st.booleans())
def test_one_more_person_never_makes_a_valid_meeting_invalid(present, authorised):
    if quorum(rule=MEETING, seats=council(9), present=present, authorised_vice=authorised).valid:
        for key in ("c", "v", "m1", "m4"):
            assert quorum(
                rule=MEETING, seats=council(9), present=present | {key}, authorised_vice=authorised
            ).valid
