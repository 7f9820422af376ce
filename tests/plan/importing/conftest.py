import pytest

from khcn.kernel.access import Actor
from khcn.plan.importing.domain import confirm_import
from khcn.plan.importing.reading import take_in
from khcn.plan.importing.understanding import understand
from khcn.plan.models import Plan, PlanImport
from khcn.plan.pack import load_pack_once
from tests.conftest import ROOT
from tests.factories import actor_for, seat


@pytest.fixture
def by(db) -> Actor:
    """A coordinator at work."""
    return actor_for(seat("coordinator", _home()))


def _home():
    from tests.factories import AgencyFactory

    return AgencyFactory(code="so-khcn-thu", name="Sở Thử của điều phối")


@pytest.fixture
def pack(db) -> Plan:
    load_pack_once(ROOT / "packs" / "tuyen-quang")
    return Plan.objects.get(code="57-kh-ubnd-2023")


@pytest.fixture
def read(by, tmp_path):
    """`read(text)` or `read(path)` gives an import ready for review."""

    def take(source, name="ke-hoach.txt", plan=None) -> PlanImport:
        path = source
        if isinstance(source, str):
            path = tmp_path / name
            path.write_text(source, encoding="utf-8")
        row = PlanImport.objects.create(file_name=path.name, started_by_id=by.user_id)
        return take_in(row, understand(path), plan=plan)

    return take


@pytest.fixture
def bring_in(read, by):
    """`bring_in(text)` reads and confirms at once; gives the import, whose `.plan` is the plan."""

    def act(source, **more) -> PlanImport:
        row = read(source, **more)
        confirm_import(plan_import=row, by=by)
        row.refresh_from_db()
        return row

    return act
