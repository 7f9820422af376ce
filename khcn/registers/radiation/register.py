"""The declarations of radiation facilities and devices; both restricted, nothing public."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Personal, Register, registers, section
from khcn.kernel.registers.facts import ASKED_DAY, count, distinct, share, total
from khcn.registers.radiation.models import RadiationDevice, RadiationFacility

LAW = ("Luật Năng lượng nguyên tử 94/2025/QH15", "NĐ 332/2025/NĐ-CP")
OFFICER = Personal(
    _("Liên hệ, kiểm tra điều kiện của người phụ trách an toàn bức xạ"),
    _("Nhiệm vụ quản lý nhà nước về an toàn bức xạ (Luật 94/2025/QH15; Luật 91/2025/QH15)"),
)


@registers.add
class RadiationFacilities(Register):
    model = RadiationFacility
    code = "co-so-buc-xa"
    name = _("Cơ sở bức xạ")
    group = "nguon-luc"
    icon = "shield-lock"
    about = _("Giấy phép công việc bức xạ, người phụ trách an toàn, kiểm xạ, kế hoạch ứng phó. Sổ hạn chế.")
    legal_basis = LAW
    identity = ("number", ("organisation", "name"))
    subject = "organisation"
    restricted = True
    sections = (
        section(_("Cơ sở"), "name", "organisation", "work", "address", "territory"),
        section(
            _("Giấy phép"), "number", "issuer", "decision", "valid_from", "valid_to", "legal_basis", "confirmation"
        ),
        section(
            _("An toàn"), "officer", "officer_certificate", "officer_certificate_to", "workers", "dosimetry_on",
            "dosimetry", "survey_on", "survey_by", "emergency_decision", "emergency_on",
        ),
    )  # fmt: skip
    labels = {
        "number": _("Số giấy phép"), "valid_from": _("Cấp ngày"), "valid_to": _("Giấy phép có hiệu lực đến hết"),
    }  # fmt: skip
    helps = {
        "valid_to": _(
            "Giấy phép X-quang y tế thường có thời hạn 3 năm (cần xác nhận). Hệ thống nhắc trước 90 và 60 ngày."
        ),
        "dosimetry": _(
            "Chỉ ghi tổng hợp: số người đeo liều kế, mức cao nhất, số trường hợp vượt mức. Không ghi tên."
        ),
    }
    columns = ("name", "organisation", "number", "work", "valid_to", "survey_on", "state")
    filters = ("work", "territory", "organisation", "state")
    examples = {
        "name": "Phòng X-quang mẫu số 1", "number": "01/GP-SKHCN", "work": "X-quang chẩn đoán y tế",
        "valid_from": "01/02/2024", "valid_to": "31/01/2027",
    }  # fmt: skip
    imports = {
        "Số GP": "number",
        "Ngày cấp": "valid_from",
        "Ngày hết hạn": "valid_to",
        "Tên cơ sở": "name",
        "RSO": "officer",
    }
    internal = ("officer_certificate_to", "dosimetry", "dosimetry_on", "emergency_decision", "emergency_on")
    personal = {"officer": OFFICER, "officer_certificate": OFFICER}
    facts = (
        count("radiation.facilities", _("Cơ sở bức xạ có giấy phép còn hiệu lực"), unit=_("cơ sở")),
        distinct("radiation.organisations", _("Tổ chức tiến hành công việc bức xạ"), unit=_("tổ chức")),
        count("radiation.licences", _("Giấy phép công việc bức xạ cấp trong kỳ"), unit=_("giấy phép"), over="valid_from"),
        total("radiation.workers", _("Nhân viên bức xạ"), "workers", unit=_("người")),
        count("radiation.emergency_plans", _("Cơ sở có kế hoạch ứng phó sự cố được phê duyệt"), unit=_("cơ sở"), where=Q(emergency_on__lte=ASKED_DAY)),
    )  # fmt: skip


@registers.add
class RadiationDevices(Register):
    model = RadiationDevice
    code = "thiet-bi-buc-xa"
    name = _("Thiết bị bức xạ, nguồn phóng xạ")
    group = "nguon-luc"
    icon = "shield-lock"
    about = _("Từng thiết bị phát tia, nguồn phóng xạ: ở phòng nào, kiểm định đến bao giờ. Sổ hạn chế.")
    legal_basis = LAW
    identity = (("facility", "kind", "serial"),)
    subject = "facility__organisation"
    parent = "facility"
    restricted = True
    sorts = ("valid_from", "valid_to", "inspection_due")
    sections = (
        section(
            _("Thiết bị, nguồn"), "facility", "name", "kind", "maker", "model", "serial", "tube_serial", "year",
            "kilovolts", "milliamperes", "isotope", "activity", "activity_on", "room", "valid_from", "valid_to",
        ),
        section(_("Kiểm định"), "inspected_on", "inspection_due", "inspection_no"),
    )  # fmt: skip
    labels = {"valid_from": _("Đưa vào sử dụng ngày"), "valid_to": _("Dùng đến hết ngày")}
    columns = ("name", "kind", "serial", "facility", "room", "inspection_due", "state")
    filters = ("kind", "facility", "state")
    examples = {"name": "Máy X-quang mẫu số 1", "kind": "X-quang tổng hợp", "serial": "XQ-0001"}
    imports = {
        "Số seri": "serial",
        "Hạn kiểm định": "inspection_due",
        "Ngày kiểm định": "inspected_on",
        "Tên thiết bị": "name",
    }
    facts = (
        count("radiation.devices", _("Thiết bị bức xạ đang sử dụng"), unit=_("thiết bị"), where=~Q(kind__in=["source", "open"])),
        count("radiation.sources", _("Nguồn phóng xạ đang sử dụng"), unit=_("nguồn"), where=Q(kind__in=["source", "open"])),
        share("radiation.inspected_share", _("Tỷ lệ thiết bị bức xạ còn hạn kiểm định"), Q(inspection_due__gte=ASKED_DAY)),
    )  # fmt: skip
