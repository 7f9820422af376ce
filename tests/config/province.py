"""A small province to fill with demonstration data."""

from khcn.kernel.territory.models import Unit
from tests.factories import AgencyFactory


def make_province(communes=True):
    AgencyFactory(kind="so")
    province = Unit.objects.create(code="tinh-mau", level="province", name="Tỉnh Mẫu")
    if communes:
        for n in range(1, 5):
            Unit.objects.create(code=f"xa-mau-{n}", level="commune", name=f"Xã Mẫu {n}", parent=province)
