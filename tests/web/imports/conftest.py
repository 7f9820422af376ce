import pytest

from khcn.plan.importing.reading import take_in
from khcn.plan.importing.understanding import understand
from khcn.plan.models import PlanImport
from tests.factories import AgencyFactory, seat
from tests.plan.importing.texts import plan_text


@pytest.fixture
def agency(db):
    return AgencyFactory(code="so-thu", name="Sở Thử nghiệm")


@pytest.fixture
def coordinator(agency):
    return seat("coordinator", agency)


@pytest.fixture
def page(sign_in, coordinator):
    """A browser in which the coordinator is signed in."""
    return sign_in(coordinator)


@pytest.fixture
def make(coordinator, tmp_path):
    """`make(text)` gives an import ready for review."""

    def make_one(text: str = "", **fields) -> PlanImport:
        path = tmp_path / "ke-hoach.txt"
        path.write_text(text or plan_text(), encoding="utf-8")
        row = PlanImport.objects.create(file_name="ke-hoach.txt", started_by=coordinator)
        return take_in(row, understand(path))

    return make_one
