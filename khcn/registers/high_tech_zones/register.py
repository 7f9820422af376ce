"""High-tech agricultural zones as registers: zones and yearly results."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Register, registers, section
from khcn.kernel.registers.facts import count, share, total
from khcn.registers.high_tech_zones.models import HighTechZone, ZoneYear
from khcn.registers.high_tech_zones.rules import boundary_is_geojson, share_within_whole, value_in_right_unit

ZONES = _("khu, vùng")
#: A refused proposal ended without ever having been in force.
ISSUED = Q(valid_from__isnull=False)


@registers.add
class HighTechZones(Register):
    model = HighTechZone
    code = "vung-nong-nghiep-cnc"
    name = _("Khu, vùng nông nghiệp ứng dụng công nghệ cao")
    group = "san-pham"
    icon = "map"
    about = _(
        "Khu, vùng sản xuất nông lâm nghiệp, thủy sản ứng dụng công nghệ cao được đề xuất, công nhận, theo dõi."
    )
    legal_basis = ("Luật Công nghệ cao", "QĐ 66/2015/QĐ-TTg")
    identity = ("number", ("name", "crop"))
    subject = "organisation"
    similar = ("name",)
    sections = (
        section(_("Khu, vùng"), "name", "kind", "branch", "crop", "place", "area", "boundary"),
        section(_("Công nghệ, tổ chức sản xuất"), "technology", "directions", "organisation", "households", "contract_share"),
        section(_("Công nhận"), "submitted_on", "number", "valid_from", "issuer", "decision", "legal_basis", "confirmation"),
    )  # fmt: skip
    labels = {"number": _("Số quyết định công nhận"), "valid_from": _("Ngày công nhận")}
    helps = {
        "boundary": _("Dán tọa độ ranh giới dạng GeoJSON (hệ WGS 84, kinh độ trước), nếu có."),
        "contract_share": _("Phần sản lượng bán qua hợp đồng liên kết, tính bằng %."),
        "organisation": _("Doanh nghiệp, hợp tác xã tổ chức sản xuất và bao tiêu sản phẩm của vùng."),
    }
    examples = {
        "name": "Vùng chè mẫu số 1",
        "crop": "Chè mẫu số 1",
        "number": "QĐ-001",
        "area": "120,5",
        "contract_share": "60",
        "boundary": '{"type": "Polygon", "coordinates": [[[105.1, 22.1], [105.2, 22.1], [105.2, 22.2], [105.1, 22.1]]]}',
    }
    imports = {
        "Tên vùng": "name",
        "Cây trồng": "crop",
        "Sản phẩm": "crop",
        "Diện tích (ha)": "area",
        "Số quyết định": "number",
        "Ngày quyết định": "valid_from",
        "Doanh nghiệp đầu mối": "organisation",
    }
    columns = ("name", "branch", "crop", "area", "organisation", "valid_from", "state")
    filters = ("state", "kind", "branch", "territory", "directions")
    rules = (share_within_whole, boundary_is_geojson)
    public = ("name", "kind", "branch", "crop", "technology", "directions", "place", "area", "organisation", "number", "valid_from", "territory", "boundary")  # fmt: skip
    facts = (
        count("high_tech_zones.recognised", _("Khu, vùng ứng dụng công nghệ cao đang được công nhận"), unit=ZONES, where=ISSUED),
        count("high_tech_zones.added", _("Khu, vùng ứng dụng công nghệ cao được công nhận trong kỳ"), unit=ZONES, over="valid_from", where=ISSUED),
        total("high_tech_zones.area", _("Diện tích khu, vùng ứng dụng công nghệ cao"), "area", unit="ha", where=ISSUED),
    )  # fmt: skip
    activities = (Activity("application", date="valid_from"),)


@registers.add
class ZoneYears(Register):
    model = ZoneYear
    code = "vung-nong-nghiep-cnc-nam"
    name = _("Kết quả năm của khu, vùng công nghệ cao")
    group = "san-pham"
    icon = "calendar"
    about = _("Diện tích, sản lượng, giá trị trên 1 ha từng năm, so với sản xuất thông thường.")
    legal_basis = ("QĐ 66/2015/QĐ-TTg",)
    identity = (("zone", "year"),)
    subject = "zone__organisation"
    parent = "zone"
    sections = (
        section(_("Kỳ số liệu"), "zone", "year", "reported_on", "criteria_met"),
        section(_("Sản xuất"), "area", "output", "workers", "contract_share"),
        section(_("Giá trị"), "value", "normal_per_ha"),
    )
    helps = {
        "value": _("Giá trị trên 1 ha được tính từ giá trị sản xuất và diện tích."),
        "normal_per_ha": _("Giá trị trên 1 ha của cùng loại sản phẩm, sản xuất thông thường trên địa bàn; ghi nguồn ở ghi chú."),
    }  # fmt: skip
    examples = {
        "area": "100",
        "output": "500",
        "value": "30 tỷ",
        "normal_per_ha": "200 triệu",
        "contract_share": "60",
    }
    imports = {"Vùng": "zone", "Diện tích (ha)": "area", "Sản lượng (tấn)": "output", "Giá trị": "value"}
    columns = ("zone", "year", "area", "output", "value_per_ha", "normal_per_ha", "gain")
    computed = ("value_per_ha", "gain")
    filters = ("year", "zone", "criteria_met")
    sorts = ("year",)
    rules = (share_within_whole, value_in_right_unit)
    public = ("zone", "year", "area", "output", "value", "normal_per_ha", "contract_share")
    facts = (
        total("high_tech_zones.value", _("Giá trị sản xuất của khu, vùng công nghệ cao"), "value", unit=_("đồng"), over="year"),
        total("high_tech_zones.output", _("Sản lượng của khu, vùng công nghệ cao"), "output", unit=_("tấn"), over="year"),
        share(
            "high_tech_zones.above_normal", _("Tỷ lệ khu, vùng có giá trị trên 1 ha cao hơn sản xuất thông thường"),
            Q(gain__gt=0), over="year", where=Q(gain__isnull=False),
        ),
    )  # fmt: skip
