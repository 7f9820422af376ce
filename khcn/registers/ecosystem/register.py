"""Actors of the ecosystem and events."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Personal, Register, registers, section
from khcn.kernel.registers.facts import count, total
from khcn.registers.ecosystem.models import EcosystemActor, ScienceEvent
from khcn.registers.ecosystem.rules import coordinates_lie_in_viet_nam, value_needs_contracts

CONTACT = Personal(
    _("Liên hệ với chủ thể hỗ trợ khởi nghiệp"),
    _("Nhiệm vụ quản lý nhà nước về KH&CN; Luật 91/2025/QH15 khi số điện thoại là của cá nhân"),
)


@registers.add
class EcosystemActors(Register):
    model = EcosystemActor
    code = "he-sinh-thai"
    name = _("Hệ sinh thái khởi nghiệp sáng tạo")
    group = "he-sinh-thai"
    icon = "map-pin"
    about = _(
        "Khu làm việc chung, vườn ươm, quỹ, mạng lưới hướng dẫn và tổ chức hỗ trợ khởi nghiệp trên bản đồ."
    )
    legal_basis = ("NĐ 268/2025/NĐ-CP", "QĐ 844/QĐ-TTg", "Kế hoạch 57/KH-UBND")
    identity = (("name", "kind"),)
    subject = "organisation"
    similar = ("name",)
    sections = (
        section(_("Chủ thể"), "name", "kind", "organisation", "decision", "valid_from", "valid_to", "services", "directions"),
        section(_("Quy mô"), "seats", "members", "capital"),
        section(_("Địa điểm, liên hệ"), "address", "territory", "latitude", "longitude", "website", "phone"),
    )  # fmt: skip
    labels = {"valid_from": _("Hoạt động từ ngày"), "valid_to": _("Hoạt động đến hết ngày")}
    helps = {
        "latitude": _("Độ thập phân, ví dụ 21,823. Để trống cả hai nếu chưa biết."),
        "longitude": _("Độ thập phân, ví dụ 105,218."),
        "capital": _("Với quỹ: vốn cam kết đầu tư; nơi khác để trống."),
    }
    columns = ("name", "kind", "organisation", "territory", "valid_from", "state")
    filters = ("kind", "territory", "directions", "organisation", "state")
    examples = {"name": "Khu làm việc chung mẫu số 1", "latitude": "21,823", "longitude": "105,218"}
    imports = {"Tên chủ thể": "name", "Loại": "kind", "Đơn vị vận hành": "organisation", "Lat": "latitude", "Long": "longitude"}  # fmt: skip
    rules = (coordinates_lie_in_viet_nam,)
    personal = {"phone": CONTACT}
    public = ("name", "kind", "organisation", "services", "directions", "seats", "address", "territory", "latitude", "longitude", "website", "valid_from")  # fmt: skip
    facts = (
        count("ecosystem.actors", _("Chủ thể hệ sinh thái khởi nghiệp sáng tạo đang hoạt động"), unit=_("chủ thể")),
        count("ecosystem.coworking", _("Khu làm việc chung đang hoạt động"), unit=_("khu"), where=Q(kind="coworking")),
        count("ecosystem.incubators", _("Vườn ươm, tổ chức thúc đẩy kinh doanh đang hoạt động"), unit=_("tổ chức"), where=Q(kind__in=["incubator", "accelerator"])),
        count("ecosystem.funds", _("Quỹ, nhà đầu tư khởi nghiệp đang hoạt động"), unit=_("quỹ"), where=Q(kind="fund")),
    )  # fmt: skip


@registers.add
class ScienceEvents(Register):
    model = ScienceEvent
    code = "su-kien-khcn"
    name = _("Sự kiện KH&CN")
    group = "he-sinh-thai"
    icon = "calendar-event"
    about = _(
        "Techmart, kết nối công nghệ, ngày hội khởi nghiệp, hội thảo: ai tham gia, ký kết gì, về sau được gì."
    )
    legal_basis = ("Luật Chuyển giao công nghệ", "Kế hoạch 57/KH-UBND")
    identity = (("name", "held_on"),)
    similar = ("name",)
    sections = (
        section(_("Sự kiện"), "name", "kind", "held_on", "held_to", "host", "place", "territory", "directions", "link"),
        section(_("Tham gia, kinh phí"), "participants", "organisations", "technologies", "cost"),
        section(_("Kết quả"), "memoranda", "contracts", "contract_value", "followed_up_on", "results"),
    )  # fmt: skip
    helps = {
        "contracts": _("Hợp đồng thật sự đã ký, theo dõi sau sự kiện; khác với biên bản ghi nhớ."),
        "followed_up_on": _("Lần cuối hỏi lại các bên đã ký ghi nhớ."),
    }
    columns = ("name", "kind", "held_on", "participants", "memoranda", "contracts")
    filters = ("kind", "territory", "directions", "responsible")
    sorts = ("held_on",)
    examples = {
        "name": "Ngày hội mẫu số 1",
        "held_on": "01/02/2024",
        "contracts": "1",
        "contract_value": "1 tỷ",
    }
    imports = {
        "Thời gian": "held_on",
        "Tên hoạt động": "name",
        "Số đại biểu": "participants",
        "Số MOU": "memoranda",
    }
    rules = (value_needs_contracts,)
    public = ("name", "kind", "held_on", "held_to", "host", "place", "territory", "directions", "participants", "organisations", "memoranda", "contracts", "link")  # fmt: skip
    facts = (
        count("science_events.held", _("Sự kiện KH&CN đã tổ chức trong kỳ"), unit=_("sự kiện"), over="held_on"),
        total("science_events.participants", _("Lượt người tham dự sự kiện trong kỳ"), "participants", unit=_("lượt"), over="held_on"),
        total("science_events.memoranda", _("Biên bản ghi nhớ ký tại sự kiện trong kỳ"), "memoranda", unit=_("biên bản"), over="held_on"),
        total("science_events.contracts", _("Hợp đồng ký sau các sự kiện trong kỳ"), "contracts", unit=_("hợp đồng"), over="held_on"),
        total("science_events.contract_value", _("Giá trị hợp đồng ký sau các sự kiện trong kỳ"), "contract_value", unit=_("đồng"), over="held_on"),
    )  # fmt: skip
