from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from khcn.kernel.agencies.models import AgencyName, Succession
from khcn.kernel.agencies.queries import Edge, SuccessionMap, name_on, responsible_on
from tests.factories import AgencyFactory, succeed

BEFORE, MERGED = date(2025, 2, 28), date(2025, 3, 1)


@pytest.mark.django_db
def test_merged_agency_is_followed_through_two_steps():
    planning, finance, joined = AgencyFactory(), AgencyFactory(), AgencyFactory()
    succeed(planning, finance, MERGED)
    succeed(finance, joined, date(2025, 7, 1), kind="rename")
    assert responsible_on(planning, BEFORE).agency_id == planning.pk
    assert responsible_on(planning, MERGED).agency_id == finance.pk
    assert responsible_on(planning, date(2025, 7, 1)).path == (planning.pk, finance.pk, joined.pk)


@pytest.mark.django_db
def test_split_stops_and_names_the_candidates():
    district, commune, department = AgencyFactory(), AgencyFactory(), AgencyFactory()
    succeed(district, commune, date(2025, 7, 1), kind="split")
    succeed(district, department, date(2025, 7, 1), kind="split")
    answer = responsible_on(district, date(2026, 1, 1))
    assert answer.agency_id is None
    assert answer.reason == "split"
    assert set(answer.candidates) == {commune.pk, department.pk}


@pytest.mark.django_db
def test_body_whose_functions_went_three_ways_asks_a_person():
    labour, home, education = AgencyFactory(), AgencyFactory(), AgencyFactory()
    succeed(labour, home, MERGED, function="lao động, việc làm")
    succeed(labour, education, MERGED, kind="transfer", function="giáo dục nghề nghiệp")
    answer = responsible_on(labour, MERGED)
    assert (answer.agency_id, answer.reason) == (None, "split")
    assert answer.candidates == (home.pk, education.pk)


@pytest.mark.django_db
def test_a_function_that_moves_does_not_move_the_agency():
    home, faith = AgencyFactory(), AgencyFactory()
    succeed(home, faith, MERGED, kind="transfer", function="tôn giáo")
    assert responsible_on(home, MERGED).agency_id == home.pk


@pytest.mark.django_db
def test_dissolved_without_heir_is_told_apart_from_split():
    board = AgencyFactory()
    succeed(board, None, MERGED, kind="dissolve")
    assert responsible_on(board, MERGED).reason == "dissolved"


@pytest.mark.django_db
def test_old_documents_keep_the_old_name():
    agency = AgencyFactory(name="Sở Mới")
    AgencyName.objects.create(agency=agency, name="Sở Cũ", valid_to=BEFORE)
    AgencyName.objects.create(agency=agency, name="Sở Mới", valid_from=MERGED)
    assert name_on(agency, date(2023, 3, 27)) == "Sở Cũ"
    assert name_on(agency, MERGED) == "Sở Mới"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["merge", "split", "transfer"])
def test_database_refuses_an_agency_that_succeeds_itself(kind):
    agency = AgencyFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(predecessor=agency, successor=agency, kind=kind, effective_on=MERGED)


edges = st.lists(
    st.builds(
        Edge,
        predecessor=st.integers(1, 8),
        successor=st.none() | st.integers(1, 8),
        kind=st.sampled_from(["merge", "split", "rename", "transfer", "dissolve"]),
        on=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        function=st.sampled_from(["", "báo chí"]),
    ),
    max_size=20,
)


@given(edges, st.integers(1, 8), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_walk_always_ends_with_an_agency_or_a_reason(some, asked, day):
    answer = SuccessionMap(some).responsible_on(asked, day)
    assert (answer.agency_id is None) == (answer.reason in ("split", "dissolved", "cycle"))
    assert answer.path[0] == asked
    assert len(set(answer.path)) == len(answer.path)


@given(edges, st.integers(1, 8), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_agency_answers_to_at_most_one(some, asked, day):
    succession = SuccessionMap(some)
    holders = [one for one in range(1, 9) if asked in succession.answers_for(one, day)]
    answer = succession.responsible_on(asked, day).agency_id
    assert holders == ([answer] if answer is not None else [])
