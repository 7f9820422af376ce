"""The register of commune funding."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import distinct, total
from khcn.registers.commune_funding.models import CommuneFunding
from khcn.registers.commune_funding.rules import unit_of_the_lower_level


@registers.add
class CommuneFundings(Register):
    model = CommuneFunding
    code = "kinh-phi-xa"
    name = _("Kinh phí KH&CN của xã, phường")
    group = "quan-ly"
    icon = "coin"
    about = _(
        "Mỗi xã, phường dành bao nhiêu ngân sách cho KH,CN&ĐMST từng năm; trước 01/07/2025 là cấp huyện."
    )
    legal_basis = ("Kế hoạch 57/KH-UBND", "Luật Ngân sách nhà nước")
    identity = (("territory", "year", "purpose"),)
    sections = (
        section(_("Kinh phí"), "territory", "year", "purpose", "planned", "spent", "settled", "local_total"),
        section(_("Nội dung, căn cứ"), "content", "decision"),
    )
    labels = {"territory": _("Xã, phường")}
    required = ("territory",)
    helps = {
        "local_total": _("Tổng chi ngân sách của đơn vị trong năm, để tính tỷ lệ; có thể để trống."),
        "settled": _("Chọn có khi số đã chi là số quyết toán."),
    }
    columns = ("territory", "year", "purpose", "planned", "spent", "settled")
    filters = ("territory", "year", "purpose", "settled")
    sorts = ("year",)
    examples = {"planned": "50 triệu", "spent": "40 triệu", "local_total": "10 tỷ"}
    imports = {
        "Đơn vị": "territory",
        "Tên xã": "territory",
        "Dự toán": "planned",
        "Thực hiện": "spent",
        "Năm": "year",
    }
    rules = (unit_of_the_lower_level,)
    public = ("territory", "year", "purpose", "planned", "spent", "settled")
    facts = (
        total("commune_funding.planned", _("Dự toán chi KH,CN&ĐMST của các xã, phường trong năm"), "planned", unit=_("đồng"), over="year", where=Q(purpose="science")),
        total("commune_funding.spent", _("Chi KH,CN&ĐMST của các xã, phường trong năm"), "spent", unit=_("đồng"), over="year", where=Q(purpose="science")),
        distinct("commune_funding.units", _("Xã, phường có chi KH,CN&ĐMST trong năm"), "territory", unit=_("đơn vị"), over="year", where=Q(purpose="science", spent__gt=0)),
    )  # fmt: skip
