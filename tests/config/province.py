"""A small province to fill with demonstration data."""

from khcn.kernel.territory.models import Unit
from khcn.operations.st_tasks.procedures.loading import load_procedures
from tests.factories import AgencyFactory
from tests.operations.st_tasks.packs import shipped_pack


def make_province(communes=True):
    AgencyFactory(kind="so")
    load_procedures(shipped_pack())
    province = Unit.objects.create(code="tinh-mau", level="province", name="Tỉnh Mẫu")
    if communes:
        for n in range(1, 5):
            Unit.objects.create(code=f"xa-mau-{n}", level="commune", name=f"Xã Mẫu {n}", parent=province)
