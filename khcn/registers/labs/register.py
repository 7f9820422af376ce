"""The declarations: laboratories, their scope, equipment, calibrations, measuring devices."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, distinct, share, total
from khcn.registers.labs.facts import IN_DATE
from khcn.registers.labs.models import Calibration, Equipment, Lab, LabScope, MeasuringDevice
from khcn.registers.labs.validation import booking_length, checks_in_order, opening_hours

MEASURING_LAW = ("Luật Đo lường 04/2011/QH13", "TT 23/2013/TT-BKHCN")


@registers.add
class Labs(Register):
    model = Lab
    code = "phong-thi-nghiem"
    name = _("Phòng thí nghiệm, tổ chức kiểm định, giám định")
    group = "nguon-luc"
    icon = "building"
    about = _("Ai thử nghiệm, hiệu chuẩn, kiểm định, giám định được gì; công nhận còn hiệu lực đến bao giờ.")
    legal_basis = ("NĐ 107/2016/NĐ-CP", "ISO/IEC 17025")
    identity = ("number", ("organisation", "name"))
    subject = "organisation"
    similar = ("name",)
    sections = (
        section(
            _("Phòng thí nghiệm"), "name", "organisation", "field", "tests", "calibrates", "verifies", "inspects",
            "address", "territory", "contact",
        ),
        section(
            _("Công nhận"), "number", "standard", "issuer", "decision", "valid_from", "valid_to", "legal_basis",
            "confirmation",
        ),
        section(
            _("Đăng ký hoạt động, chỉ định"), "registration_no", "registered_on", "registered_to", "designations"
        ),
    )  # fmt: skip
    labels = {
        "number": _("Số công nhận (VILAS, VLAC…)"),
        "issuer": _("Tổ chức công nhận"),
        "valid_from": _("Công nhận từ ngày"),
        "valid_to": _("Công nhận đến hết ngày"),
    }
    helps = {
        "number": _("Ví dụ VILAS 1234. Để trống khi chưa được công nhận."),
        "standard": _("Ví dụ ISO/IEC 17025:2017, ISO 15189, ISO/IEC 17020."),
        "registered_to": _("Giấy chứng nhận đăng ký hoạt động thường có thời hạn 5 năm (cần xác nhận)."),
        "designations": _("Mỗi quyết định một dòng: số, ngày, cơ quan chỉ định, phạm vi, thời hạn."),
        "valid_from": _("Phòng chưa được công nhận: ghi ngày bắt đầu hoạt động."),
    }
    columns = ("name", "organisation", "number", "field", "valid_to", "state")
    filters = ("state", "field", "tests", "calibrates", "verifies", "inspects", "territory")
    examples = {
        "name": "Phòng thí nghiệm mẫu số 1", "number": "VILAS 9001", "standard": "ISO/IEC 17025:2017",
        "valid_from": "01/02/2024", "valid_to": "31/01/2029",
    }  # fmt: skip
    imports = {
        "Tên phòng": "name", "Mã VILAS": "number", "Số VILAS": "number", "Đơn vị chủ quản": "organisation",
        "Ngày công nhận": "valid_from", "Ngày hết hạn": "valid_to", "Số đăng ký hoạt động": "registration_no",
    }  # fmt: skip
    public = (
        "name", "organisation", "field", "tests", "calibrates", "verifies", "inspects", "address", "territory",
        "number", "standard", "issuer", "valid_from", "valid_to", "registration_no", "registered_to", "designations",
    )  # fmt: skip
    facts = (
        count("labs.labs", _("Phòng thí nghiệm đang hoạt động"), unit=_("phòng")),
        count("labs.accredited", _("Phòng thí nghiệm được công nhận còn hiệu lực"), unit=_("phòng"), where=~Q(number="")),
        count("labs.verifying", _("Tổ chức kiểm định phương tiện đo"), unit=_("tổ chức"), where=Q(verifies=True)),
        distinct("labs.organisations", _("Tổ chức có phòng thí nghiệm đang hoạt động"), unit=_("tổ chức")),
    )  # fmt: skip


@registers.add
class Scopes(Register):
    model = LabScope
    code = "phong-thi-nghiem-nang-luc"
    name = _("Năng lực thử nghiệm, hiệu chuẩn")
    group = "nguon-luc"
    icon = "list-check"
    about = _("Mỗi dòng là một phép thử của một phòng: đối tượng, phương pháp, giới hạn.")
    legal_basis = ("NĐ 107/2016/NĐ-CP", "ISO/IEC 17025")
    identity = (("lab", "sample", "test", "method"),)
    subject = "lab__organisation"
    parent = "lab"
    sections = (
        section(
            _("Phép thử"), "lab", "sample", "test", "method", "limit", "accredited", "price", "valid_from", "valid_to"
        ),
    )  # fmt: skip
    helps = {"limit": _("Ví dụ LOQ 0,01 mg/kg; phạm vi (0 – 200) °C.")}
    columns = ("test", "sample", "method", "limit", "lab", "accredited")
    filters = ("lab", "accredited", "lab__organisation")
    imports = {
        "Tên phép thử": "test",
        "Đối tượng thử": "sample",
        "Phương pháp thử": "method",
        "LOD/LOQ": "limit",
    }
    public = ("lab", "sample", "test", "method", "limit", "accredited", "price", "valid_from", "valid_to")
    facts = (
        count("labs.tests", _("Phép thử các phòng thí nghiệm thực hiện được"), unit=_("phép thử")),
        count("labs.accredited_tests", _("Phép thử được công nhận"), unit=_("phép thử"), where=Q(accredited=True)),
    )  # fmt: skip


@registers.add
class EquipmentRegister(Register):
    model = Equipment
    code = "thiet-bi"
    name = _("Thiết bị nghiên cứu, thử nghiệm")
    group = "nguon-luc"
    icon = "files"
    about = _("Thiết bị có ở đâu, mua bằng nguồn nào, còn hạn hiệu chuẩn không, dùng chung được không.")
    legal_basis = ("Luật 93/2025/QH15", "ISO/IEC 17025")
    identity = (
        ("organisation", "asset_no"),
        ("maker", "model", "serial"),
        ("organisation", "name", "serial"),
    )
    subject = "organisation"
    sorts = ("valid_from", "valid_to", "calibration_due")
    sections = (
        section(
            _("Thiết bị"), "name", "asset_no", "maker", "model", "serial", "organisation", "lab", "room", "territory",
            "condition", "calibration_due", "valid_from", "valid_to",
        ),
        section(_("Nguồn hình thành"), "year", "cost", "funding", "funding_task"),
        section(
            _("Dùng chung, đặt lịch"), "bookable", "open_from", "open_to", "weekends", "min_minutes", "max_minutes",
            "days_ahead", "needs_confirmation", "needs_qualification", "booking_note",
        ),
    )  # fmt: skip
    labels = {"valid_from": _("Đưa vào sử dụng ngày"), "valid_to": _("Dự kiến dùng đến hết ngày")}
    helps = {
        "calibration_due": _(
            "Tự cập nhật khi ghi một lần hiệu chuẩn, kiểm định đạt. Quá hạn thì không đặt lịch được."
        ),
        "bookable": _("Có: trang thiết bị có lịch tuần và nút đặt lịch."),
        "open_from": _("Giờ chẵn từ 0 đến 23, ví dụ 7."),
        "open_to": _("Giờ chẵn từ 1 đến 24, ví dụ 17."),
        "needs_confirmation": _("Không: lịch đặt được giữ và xác nhận ngay."),
        "needs_qualification": _("Có: chỉ người được ghi công nhận sử dụng mới đặt được."),
        "funding_task": _("Tên và mã dự án, nhiệm vụ đã mua thiết bị."),
    }
    columns = ("name", "model", "organisation", "lab", "calibration_due", "bookable", "condition")
    filters = ("condition", "bookable", "funding", "organisation", "lab", "territory")
    examples = {
        "name": "Máy quang phổ mẫu số 1", "asset_no": "TS-0001", "serial": "SN-0001", "condition": "Hoạt động tốt",
        "bookable": "có", "open_from": "7", "open_to": "17", "weekends": "không", "min_minutes": "30",
        "max_minutes": "480", "days_ahead": "60", "needs_confirmation": "có", "needs_qualification": "không",
    }  # fmt: skip
    imports = {
        "Tên máy": "name", "Số seri": "serial", "Serial": "serial", "Ký hiệu": "model", "Nước/hãng sản xuất": "maker",
        "Đơn vị quản lý": "organisation", "Năm sử dụng": "year", "Nguyên giá (đồng)": "cost",
        "Hạn hiệu chuẩn": "calibration_due", "Mã tài sản": "asset_no",
    }  # fmt: skip
    rules = (opening_hours, booking_length)
    public = (
        "name", "maker", "model", "organisation", "lab", "territory", "condition", "bookable", "open_from", "open_to",
        "weekends", "booking_note",
    )  # fmt: skip
    internal = ("cost", "funding_task", "asset_no", "serial")
    facts = (
        count("equipment.items", _("Thiết bị đang sử dụng"), unit=_("thiết bị")),
        count("equipment.shared", _("Thiết bị cho dùng chung, đặt lịch"), unit=_("thiết bị"), where=Q(bookable=True)),
        total("equipment.cost", _("Nguyên giá thiết bị đang sử dụng"), "cost", unit=_("đồng")),
        total("equipment.science_cost", _("Nguyên giá thiết bị mua từ ngân sách KH&CN"), "cost", unit=_("đồng"), where=Q(funding="science")),
        share("equipment.good_share", _("Tỷ lệ thiết bị hoạt động tốt"), Q(condition="good")),
    )  # fmt: skip


@registers.add
class Calibrations(Register):
    model = Calibration
    code = "hieu-chuan-thiet-bi"
    name = _("Hiệu chuẩn, kiểm định thiết bị")
    group = "nguon-luc"
    icon = "checklist"
    about = _("Từng lần hiệu chuẩn, kiểm định: ai làm, kết quả, giấy chứng nhận, hạn lần sau.")
    legal_basis = (*MEASURING_LAW, "ISO/IEC 17025")
    identity = (("equipment", "number"), ("equipment", "valid_from"))
    subject = "equipment__organisation"
    parent = "equipment"
    required = ("valid_from",)
    sections = (
        section(
            _("Lần hiệu chuẩn, kiểm định"), "equipment", "kind", "number", "issuer", "valid_from", "result", "valid_to",
            "cost", "decision", "legal_basis", "confirmation",
        ),
    )  # fmt: skip
    labels = {
        "number": _("Số giấy chứng nhận"), "issuer": _("Tổ chức thực hiện"), "valid_from": _("Ngày thực hiện"),
        "valid_to": _("Hạn lần tiếp theo"),
    }  # fmt: skip
    helps = {"valid_to": _("Khi kết quả đạt, hạn này được ghi sang thiết bị.")}
    columns = ("number", "equipment", "kind", "valid_from", "result", "valid_to")
    filters = ("kind", "result", "equipment__organisation", "equipment")
    examples = {
        "number": "HC-0001", "kind": "Hiệu chuẩn", "valid_from": "01/02/2024", "valid_to": "31/01/2025", "result": "Đạt"
    }  # fmt: skip
    imports = {
        "Số GCN": "number",
        "Ngày hiệu chuẩn": "valid_from",
        "Ngày kiểm định": "valid_from",
        "Hạn tiếp theo": "valid_to",
    }
    internal = ("cost",)
    facts = (
        distinct(
            "equipment.calibrated", _("Thiết bị có hiệu chuẩn, kiểm định còn hạn"), "equipment", unit=_("thiết bị"),
            where=~Q(result="failed"),
        ),
        count("equipment.calibrations", _("Lượt hiệu chuẩn, kiểm định thiết bị"), unit=_("lượt"), over="valid_from"),
    )  # fmt: skip


@registers.add
class MeasuringDevices(Register):
    model = MeasuringDevice
    code = "phuong-tien-do"
    name = _("Phương tiện đo nhóm 2")
    group = "nguon-luc"
    icon = "target"
    about = _("Cân, đồng hồ, cột đo… phải kiểm định theo chu kỳ; cái nào còn hạn, cái nào quá hạn.")
    legal_basis = MEASURING_LAW
    identity = (("organisation", "kind", "serial"), "seal_no")
    subject = "organisation"
    sorts = ("valid_from", "valid_to", "next_due")
    sections = (
        section(
            _("Phương tiện đo"), "name", "kind", "maker", "model", "serial", "measuring_range", "organisation", "place",
            "territory", "valid_from", "valid_to",
        ),
        section(
            _("Kiểm định"), "cycle_months", "last_check", "next_due", "seal_no", "certificate_no", "checked_by"
        ),
    )  # fmt: skip
    labels = {"valid_from": _("Đưa vào sử dụng ngày"), "valid_to": _("Dùng đến hết ngày")}
    helps = {
        "cycle_months": _("Theo quy định cho từng loại, ví dụ 12, 24, 60 (cần xác nhận)."),
        "next_due": _("Ngày cuối cùng mà tem, giấy chứng nhận còn hiệu lực."),
    }
    columns = ("name", "kind", "serial", "organisation", "last_check", "next_due", "state")
    filters = ("kind", "organisation", "territory", "state")
    examples = {
        "name": "Cân đồng hồ lò xo mẫu", "kind": "Cân thông dụng", "serial": "PT-0001", "seal_no": "TEM-0001",
        "cycle_months": "12", "last_check": "01/02/2024", "next_due": "31/01/2025",
    }  # fmt: skip
    imports = {
        "Số máy": "serial", "Số tem": "seal_no", "Ngày kiểm định": "last_check", "Hạn kiểm định": "next_due",
        "Chu kỳ": "cycle_months", "Chủ phương tiện": "organisation", "Đơn vị sử dụng": "organisation",
    }  # fmt: skip
    rules = (checks_in_order,)
    public = ("name", "kind", "organisation", "place", "territory", "last_check", "next_due", "checked_by")
    facts = (
        count("measuring_devices.devices", _("Phương tiện đo nhóm 2 đang sử dụng"), unit=_("phương tiện")),
        share("measuring_devices.in_date", _("Tỷ lệ phương tiện đo nhóm 2 còn hạn kiểm định"), IN_DATE),
        count("measuring_devices.verified", _("Phương tiện đo được kiểm định trong kỳ"), unit=_("phương tiện"), over="last_check"),
        distinct("measuring_devices.owners", _("Cơ sở sử dụng phương tiện đo nhóm 2"), unit=_("cơ sở")),
    )  # fmt: skip
