"""Intellectual property as registers."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Personal, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.kernel.registers.row_rules import not_before
from khcn.registers.ip.choices import MARKS, PATENTS
from khcn.registers.ip.models import GeoIndication, GeoIndicationUser, Right, RightsCase
from khcn.registers.ip.rules import applicant_named, application_number, holder_named

APPLICATIONS = _("đơn")
TITLES = _("văn bằng")
#: Applicants with an address in the province.
HERE = Q(applicant_outside=False)
#: A refused application ended without ever having been in force.
ISSUED = Q(valid_from__isnull=False)
PATENT = HERE & Q(kind__in=PATENTS)
STATE_DUTY = Personal(_("Quản lý nhà nước về sở hữu trí tuệ"), _("Luật Sở hữu trí tuệ; Luật 91/2025/QH15"))


@registers.add
class Rights(Register):
    model = Right
    code = "so-huu-tri-tue"
    name = _("Quyền sở hữu trí tuệ")
    group = "so-huu-tri-tue"
    icon = "certificate"
    about = _(
        "Đơn và văn bằng sáng chế, giải pháp hữu ích, kiểu dáng, nhãn hiệu…; đơn nộp và văn bằng cấp đếm riêng."
    )
    legal_basis = ("Luật Sở hữu trí tuệ 50/2005/QH11", "NĐ 65/2023/NĐ-CP", "TT 15/2018/TT-BKHCN")
    identity = ("application_no", ("kind", "number"))
    subject = "organisation"
    similar = ("name",)
    sections = (
        section(_("Đối tượng"), "kind", "name", "classes", "product", "directions", "task"),
        section(
            _("Đơn"), "office", "application_no", "filed_on", "priority_on", "accepted_on", "published_on",
            "publication_no", "representative",
        ),
        section(
            _("Chủ đơn, tác giả"), "organisation", "person", "applicant_text", "co_applicants", "applicant_outside",
            "inventors", "supported",
        ),
        section(
            _("Văn bằng"), "number", "valid_from", "valid_to", "paid_to", "issuer", "decision", "legal_basis", "confirmation"
        ),
        section(_("Khai thác, tranh chấp"), "licence", "dispute"),
    )  # fmt: skip
    labels = {
        "number": _("Số văn bằng bảo hộ"),
        "valid_from": _("Ngày cấp văn bằng"),
        "valid_to": _("Thời hạn bảo hộ đến hết"),
        "decision": _("Quyết định cấp, từ chối"),
    }
    helps = {
        "application_no": _("Ghi liền, dùng dấu gạch ngang, ví dụ 1-2023-01234 với sáng chế, 2-2023-01234 với giải pháp hữu ích."),
        "applicant_outside": _("Chỉ đơn có chủ đơn địa chỉ trong tỉnh được tính vào chỉ tiêu sáng chế, giải pháp hữu ích."),
        "valid_to": _("Sáng chế 20 năm, giải pháp hữu ích 10 năm từ ngày nộp đơn; nhãn hiệu 10 năm, gia hạn được (cần xác nhận)."),
        "paid_to": _("Ngày cuối của kỳ đã nộp phí, lệ phí duy trì hoặc gia hạn."),
        "person": _("Cá nhân có trong danh bạ; nếu không có, ghi tên ở ô chủ đơn ngoài danh bạ."),
    }  # fmt: skip
    examples = {
        "kind": "Sáng chế",
        "name": "Thiết bị sấy mẫu số 1",
        "office": "Cục Sở hữu trí tuệ",
        "application_no": "1-2023-01001",
        "number": "VB-1001",
        "filed_on": "10/01/2023",
        "priority_on": "10/01/2023",
        "valid_from": "01/02/2024",
        "valid_to": "10/01/2043",
        "paid_to": "10/01/2043",
        "applicant_text": "Hợp tác xã Mẫu số 1",
        "applicant_outside": "không",
    }
    imports = {
        "Tên sáng chế": "name",
        "Tên nhãn hiệu": "name",
        "Loại": "kind",
        "Chủ đơn": "organisation",
        "Chủ văn bằng": "organisation",
        "Số bằng": "number",
        "Ngày cấp bằng": "valid_from",
        "Ngày hết hạn": "valid_to",
        "IPC": "classes",
        "Nhóm Nice": "classes",
    }
    columns = ("name", "kind", "application_no", "filed_on", "organisation", "valid_from", "state")
    filters = ("state", "kind", "office", "applicant_outside", "supported", "territory", "directions")
    sorts = ("filed_on", "valid_from", "valid_to")
    rules = (
        applicant_named,
        application_number,
        not_before("valid_from", "filed_on", _("Ngày cấp văn bằng trước ngày nộp đơn. Hãy kiểm tra lại hai ngày.")),
        not_before("published_on", "filed_on", _("Ngày công bố trước ngày nộp đơn. Hãy kiểm tra lại hai ngày.")),
        not_before("filed_on", "priority_on", _("Ngày nộp đơn trước ngày ưu tiên. Hãy kiểm tra lại hai ngày.")),
    )  # fmt: skip
    public = (
        "kind", "name", "classes", "product", "directions", "application_no", "filed_on", "published_on", "organisation",
        "number", "valid_from", "valid_to", "territory",
    )  # fmt: skip
    internal = ("dispute", "licence")
    personal = {
        "inventors": STATE_DUTY,
        "applicant_text": STATE_DUTY,
        "co_applicants": STATE_DUTY,
        "person": STATE_DUTY,
    }
    facts = (
        count(
            "ip.inventions_filed", _("Đơn sáng chế, giải pháp hữu ích nộp trong kỳ, chủ đơn trong tỉnh"),
            unit=APPLICATIONS, over="filed_on", where=PATENT,
        ),
        count(
            "ip.inventions_granted", _("Bằng sáng chế, giải pháp hữu ích cấp trong kỳ, chủ đơn trong tỉnh"),
            unit=TITLES, over="valid_from", where=PATENT & ISSUED,
        ),
        count(
            "ip.inventions_in_force", _("Bằng sáng chế, giải pháp hữu ích còn hiệu lực, chủ đơn trong tỉnh"),
            unit=TITLES, where=PATENT & ISSUED,
        ),
        count("ip.designs_filed", _("Đơn kiểu dáng công nghiệp nộp trong kỳ"), unit=APPLICATIONS, over="filed_on", where=HERE & Q(kind="design")),
        count("ip.designs_granted", _("Bằng kiểu dáng công nghiệp cấp trong kỳ"), unit=TITLES, over="valid_from", where=HERE & ISSUED & Q(kind="design")),
        count("ip.marks_filed", _("Đơn nhãn hiệu nộp trong kỳ"), unit=APPLICATIONS, over="filed_on", where=HERE & Q(kind__in=MARKS)),
        count("ip.marks_granted", _("Giấy chứng nhận nhãn hiệu cấp trong kỳ"), unit=TITLES, over="valid_from", where=HERE & ISSUED & Q(kind__in=MARKS)),
        count("ip.rights_in_force", _("Văn bằng bảo hộ còn hiệu lực, mọi loại"), unit=TITLES, where=HERE & ISSUED),
        distinct("ip.applicants", _("Tổ chức trong tỉnh nộp đơn sở hữu trí tuệ trong kỳ"), unit=_("tổ chức"), over="filed_on", where=HERE),
    )  # fmt: skip
    activities = (
        Activity("ip", date="filed_on", subject="organisation"),
        Activity("ip", date="filed_on", subject="person"),
    )


@registers.add
class GeoIndications(Register):
    model = GeoIndication
    code = "chi-dan-dia-ly"
    name = _("Chỉ dẫn địa lý")
    group = "so-huu-tri-tue"
    icon = "map"
    about = _("Chỉ dẫn địa lý của tỉnh: sản phẩm, khu vực, tổ chức quản lý, kiểm soát chất lượng, sản lượng.")
    legal_basis = ("Luật Sở hữu trí tuệ 50/2005/QH11", "NĐ 65/2023/NĐ-CP")
    identity = ("number", ("name", "product"))
    subject = "organisation"
    similar = ("name",)
    sections = (
        section(_("Chỉ dẫn địa lý"), "name", "product", "area", "area_ha", "quality"),
        section(
            _("Đăng ký"), "application_no", "filed_on", "number", "valid_from", "issuer", "decision", "protected_abroad",
            "legal_basis", "confirmation",
        ),
        section(
            _("Quản lý, kiểm soát"), "organisation", "management_rules", "control_plan", "control_on", "users_told", "output"
        ),
    )  # fmt: skip
    labels = {"number": _("Số giấy chứng nhận đăng ký"), "valid_from": _("Ngày cấp")}
    helps = {
        "users_told": _(
            "Số do tổ chức quản lý báo cáo; danh sách từng đơn vị ghi ở sổ tổ chức được sử dụng chỉ dẫn địa lý."
        ),
        "control_plan": _("Tên kế hoạch kiểm soát và cơ quan kiểm soát bên ngoài, nếu có."),
    }
    examples = {
        "name": "Mẫu số 1",
        "product": "Chè mẫu",
        "number": "CDĐL-001",
        "filed_on": "10/01/2023",
        "valid_from": "01/02/2024",
    }
    imports = {
        "Tên chỉ dẫn địa lý": "name",
        "Tổ chức quản lý CDĐL": "organisation",
        "Số đăng bạ": "number",
        "Khu vực": "area",
        "Số đơn vị sử dụng": "users_told",
    }
    columns = ("name", "product", "organisation", "number", "valid_from", "users_told", "state")
    filters = ("state", "territory")
    rules = (
        not_before("valid_from", "filed_on", _("Ngày cấp trước ngày nộp đơn. Hãy kiểm tra lại hai ngày.")),
    )
    public = (
        "name", "product", "area", "area_ha", "quality", "number", "valid_from", "organisation", "control_plan", "output",
        "protected_abroad", "territory",
    )  # fmt: skip
    facts = (
        count("ip.indications", _("Chỉ dẫn địa lý đang được bảo hộ"), unit=_("chỉ dẫn"), where=ISSUED),
        count("ip.indications_granted", _("Chỉ dẫn địa lý được cấp trong kỳ"), unit=_("chỉ dẫn"), over="valid_from", where=ISSUED),
        total("ip.indication_area", _("Diện tích vùng chỉ dẫn địa lý"), "area_ha", unit="ha", where=ISSUED),
    )  # fmt: skip
    activities = (Activity("ip", date="filed_on"),)


@registers.add
class GeoIndicationUsers(Register):
    model = GeoIndicationUser
    code = "chi-dan-dia-ly-to-chuc-su-dung"
    name = _("Tổ chức, cá nhân được sử dụng chỉ dẫn địa lý")
    group = "so-huu-tri-tue"
    icon = "users"
    about = _("Từng tổ chức, hộ được trao quyền sử dụng chỉ dẫn địa lý, thời hạn và diện tích.")
    legal_basis = ("Luật Sở hữu trí tuệ 50/2005/QH11",)
    identity = (("indication", "number"), ("indication", "organisation", "holder"))
    subject = "organisation"
    parent = "indication"
    sections = (
        section(_("Bên được trao quyền"), "indication", "organisation", "holder"),
        section(_("Quyền sử dụng"), "number", "valid_from", "valid_to", "issuer", "decision", "legal_basis", "confirmation"),
        section(_("Sản xuất"), "area_ha", "output", "labels_issued"),
    )  # fmt: skip
    labels = {"number": _("Số quyết định, giấy trao quyền"), "valid_from": _("Ngày trao quyền")}
    helps = {"holder": _("Chỉ ghi khi bên được trao quyền là hộ, cá nhân không có trong danh bạ tổ chức.")}
    examples = {"number": "TQ-001", "holder": "Hộ Mẫu số 1", "valid_from": "01/02/2024"}
    imports = {
        "Chỉ dẫn": "indication",
        "Tên đơn vị": "organisation",
        "Hộ, cá nhân": "holder",
        "Số quyết định": "number",
        "Diện tích (ha)": "area_ha",
    }
    columns = ("number", "indication", "organisation", "area_ha", "valid_from", "valid_to", "state")
    filters = ("state", "indication", "territory")
    rules = (holder_named,)
    public = ("indication", "organisation", "number", "valid_from", "valid_to", "territory")
    personal = {"holder": STATE_DUTY}
    facts = (
        count("ip.indication_users", _("Tổ chức, cá nhân đang được sử dụng chỉ dẫn địa lý"), unit=_("đơn vị"), where=ISSUED),
        total("ip.indication_users_area", _("Diện tích sản xuất của bên được sử dụng chỉ dẫn địa lý"), "area_ha", unit="ha", where=ISSUED),
    )  # fmt: skip


@registers.add
class RightsCases(Register):
    model = RightsCase
    code = "thuc-thi-shtt"
    name = _("Thực thi quyền sở hữu trí tuệ")
    group = "so-huu-tri-tue"
    icon = "gavel"
    about = _(
        "Vụ việc xâm phạm quyền sở hữu trí tuệ và kết quả xử lý; sổ hạn chế, chỉ người có trách nhiệm xem."
    )
    legal_basis = ("Luật Sở hữu trí tuệ 50/2005/QH11", "NĐ 99/2013/NĐ-CP")
    identity = ("number",)
    sections = (
        section(_("Vụ việc"), "number", "kind", "subject_matter", "received_on", "right", "indication", "organisation", "alleged"),
        section(_("Xử lý"), "authority", "decided_on", "result", "decision", "fine", "goods_value"),
    )  # fmt: skip
    examples = {
        "number": "VV-001",
        "kind": "Xâm phạm quyền sở hữu công nghiệp",
        "subject_matter": "Sử dụng nhãn hiệu mẫu trên bao bì",
        "received_on": "01/02/2024",
        "authority": "Quản lý thị trường",
        "decided_on": "20/03/2024",
    }
    imports = {
        "Số vụ việc": "number",
        "Hành vi xâm phạm": "kind",
        "Ngày tiếp nhận": "received_on",
        "Tiền phạt": "fine",
    }
    columns = ("number", "kind", "subject_matter", "authority", "received_on", "result", "state")
    filters = ("state", "kind", "authority", "result", "territory")
    sorts = ("received_on",)
    rules = (
        not_before(
            "decided_on", "received_on", _("Ngày có kết quả trước ngày tiếp nhận. Hãy kiểm tra lại hai ngày.")
        ),
    )
    personal = {"alleged": STATE_DUTY}
    restricted = True
    facts = (
        count("ip.cases_received", _("Vụ việc sở hữu trí tuệ tiếp nhận trong kỳ"), unit=_("vụ"), over="received_on"),
        count("ip.cases_resolved", _("Vụ việc sở hữu trí tuệ xử lý xong trong kỳ"), unit=_("vụ"), over="decided_on", where=Q(state="resolved")),
        total("ip.fines", _("Tiền phạt vi phạm sở hữu trí tuệ"), "fine", unit=_("đồng"), over="decided_on", where=Q(state="resolved")),
    )  # fmt: skip
