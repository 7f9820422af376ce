"""Incubation: survival of ventures, milestones with their evidence."""

from datetime import date

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, move_record
from khcn.registers.incubation.models import survived
from khcn.registers.incubation.rules import alive_before_closing
from tests.factories import AgencyFactory, actor_for, seat

MILESTONES, COHORTS, VENTURES = (
    registers.get(code) for code in ("trung-tam-uom-tao-moc", "khoa-uom-tao", "du-an-uom-tao")
)
LEFT = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("closed_on", "alive_on", "after_12"),
    [
        (None, None, None),
        (None, date(2025, 2, 27), None),
        (None, date(2025, 2, 28), True),
        (date(2025, 2, 27), date(2025, 2, 1), False),
        (date(2025, 2, 28), None, True),
    ],
)
def test_venture_survived_only_when_known_to_work_on_the_day_or_after(closed_on, alive_on, after_12):
    assert survived(12, LEFT, closed_on, alive_on) is after_12


def test_survival_of_a_venture_still_incubated_is_unknown():
    assert survived(12, None, None, date(2030, 1, 1)) is None


def test_nobody_is_seen_at_work_after_closing():
    told = alive_before_closing({"closed_on": date(2025, 1, 1), "alive_on": date(2025, 1, 2)})
    assert list(told) == ["alive_on"]


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()))


def test_later_news_of_a_venture_settles_its_survival(coordinator):
    cohort = add_record(COHORTS, by=coordinator, values={"code": "UT-1", "name": "Khóa mẫu số 1"})
    values = {
        "cohort": cohort,
        "code": "DA-1",
        "name": "Dự án Mẫu số 1",
        "valid_from": date(2023, 9, 1),
        "graduated_on": LEFT,
    }
    venture = add_record(VENTURES, by=coordinator, values=values)
    venture = edit_record(VENTURES, venture, by=coordinator, values={"alive_on": date(2025, 6, 1)})
    assert (venture.survived_12, venture.survived_24) == (True, None)


def test_milestone_is_not_done_without_its_evidence(coordinator):
    values = {"centre": "Trung tâm Mẫu", "step": "founding", "name": "Quyết định thành lập"}
    step = add_record(MILESTONES, by=coordinator, values=values)
    with pytest.raises(DomainError) as refusal:
        move_record(
            MILESTONES,
            step,
            "finish",
            by=coordinator,
            on=date(2026, 3, 1),
            values={"valid_from": date(2026, 3, 1)},
        )
    assert refusal.value.code == "record.field_missing"


def test_centre_counts_as_founded_from_the_day_of_the_decision(coordinator):
    values = {"centre": "Trung tâm Mẫu", "step": "founding", "name": "Quyết định thành lập"}
    step = add_record(MILESTONES, by=coordinator, values=values)
    done = {"valid_from": date(2026, 3, 1), "evidence": "01/QĐ-MẪU"}
    move_record(MILESTONES, step, "finish", by=coordinator, on=date(2026, 3, 5), values=done)
    days = (date(2026, 2, 28), date(2026, 3, 1))
    assert [MILESTONES.model.objects.in_force(day).count() for day in days] == [0, 1]
