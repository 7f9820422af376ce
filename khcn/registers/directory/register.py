"""The directory as registers: organisations and people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Personal, Register, registers, section
from khcn.kernel.registers.facts import count
from khcn.kernel.registers.identity import orcid, tax_code
from khcn.registers.directory.models import Organisation, Person

LISTED = Personal(
    _("Mời tham gia hội đồng, tư vấn, hỗ trợ doanh nghiệp"),
    _("Sự đồng ý của người được ghi tên; nhiệm vụ quản lý nhà nước về KH&CN (Luật 91/2025/QH15)"),
)


@registers.add
class Organisations(Register):
    model = Organisation
    code = "to-chuc"
    name = _("Tổ chức, doanh nghiệp")
    group = "danh-ba"
    icon = "building"
    about = _("Danh bạ dùng chung của mọi sổ: mỗi tổ chức ghi một lần, các sổ khác trỏ tới.")
    legal_basis = ("NĐ 262/2025/NĐ-CP", "Luật Doanh nghiệp")
    identity = ("tax_code", "identifier", ("name", "kind"))
    similar = ("name",)
    sections = (
        section(
            _("Thông tin chung"), "name", "short_name", "foreign_name", "former_names", "kind", "tax_code", "identifier",
            "ownership", "size", "industry", "valid_from", "valid_to", "agency", "predecessor",
        ),
        section(
            _("Khoa học và công nghệ"), "science_kind", "science_certificate", "fields_of_science", "directions",
            "autonomy", "autonomy_share", "employees", "research_staff",
        ),
        section(_("Liên hệ"), "address", "territory", "phone", "email", "website", "leader", "leader_title"),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày thành lập"), "valid_to": _("Hoạt động đến hết ngày")}
    columns = ("name", "kind", "tax_code", "territory", "state")
    filters = ("kind", "ownership", "size", "territory", "fields_of_science", "directions")
    examples = {"name": "Công ty cổ phần Chè mẫu (ví dụ)", "kind": "Doanh nghiệp"}
    imports = {
        "MST": "tax_code",
        "Tên doanh nghiệp": "name",
        "Tên tổ chức": "name",
        "Tên đơn vị": "name",
        "Xã, phường": "territory",
    }
    rules = (tax_code("tax_code"),)
    public = (
        "name", "short_name", "foreign_name", "kind", "science_kind", "tax_code", "fields_of_science", "directions",
        "address", "territory", "website", "valid_from", "valid_to",
    )  # fmt: skip
    facts = (
        count("organisations.science", _("Tổ chức khoa học và công nghệ"), unit=_("tổ chức"), where=Q(kind="science")),
        count("organisations.enterprises", _("Doanh nghiệp trong danh bạ"), unit=_("doanh nghiệp"), where=Q(kind="enterprise")),
    )  # fmt: skip


@registers.add
class People(Register):
    model = Person
    code = "chuyen-gia"
    name = _("Chuyên gia, tư vấn viên")
    group = "danh-ba"
    icon = "users"
    about = _("Nhà khoa học, chuyên gia, tư vấn viên; chỉ công khai khi người đó đồng ý.")
    legal_basis = ("Luật 91/2025/QH15", "NĐ 356/2025/NĐ-CP", "Luật 93/2025/QH15")
    identity = ("orcid", ("name", "organisation", "workplace"))
    subject = "organisation"
    similar = ("name",)
    sections = (
        section(
            _("Thông tin chung"), "name", "capacity", "title", "degree", "speciality", "organisation", "workplace",
            "position", "fields_of_science", "directions", "orcid", "languages",
        ),
        section(_("Kinh nghiệm"), "councils", "certificates"),
        section(_("Liên hệ, đồng ý"), "email", "phone", "consent", "consent_on"),
    )  # fmt: skip
    columns = ("name", "degree", "speciality", "organisation", "capacity")
    filters = ("capacity", "degree", "fields_of_science", "directions", "consent")
    imports = {"Họ tên": "name", "Cơ quan công tác": "organisation", "Email": "email"}
    rules = (orcid("orcid"),)
    public = (
        "name",
        "capacity",
        "title",
        "degree",
        "speciality",
        "organisation",
        "fields_of_science",
        "directions",
        "orcid",
    )
    personal = {"email": LISTED, "phone": LISTED}
    consent = {
        "name": "consent",
        "title": "consent",
        "degree": "consent",
        "speciality": "consent",
        "orcid": "consent",
        "organisation": "consent",
    }
    facts = (
        count("people.experts", _("Chuyên gia, nhà khoa học trong danh bạ"), unit=_("người"), where=Q(capacity="expert")),
    )  # fmt: skip
