"""The register of the application centre's services."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Personal, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.registers.centre_services.models import ServiceRequest
from khcn.registers.centre_services.rules import somebody_asked

ASKED = Personal(
    _("Thực hiện và trả kết quả dịch vụ theo yêu cầu"),
    _("Hợp đồng, phiếu yêu cầu dịch vụ với người yêu cầu (Luật 91/2025/QH15)"),
)


@registers.add
class CentreServices(Register):
    model = ServiceRequest
    code = "dich-vu-trung-tam"
    name = _("Dịch vụ của trung tâm ứng dụng")
    group = "he-sinh-thai"
    icon = "phone"
    about = _(
        "Yêu cầu gửi tới trung tâm ứng dụng tiến bộ KH&CN và kết quả: đầu mối hỗ trợ doanh nghiệp, hợp tác xã."
    )
    legal_basis = ("Kế hoạch 57/KH-UBND",)
    identity = ("number", ("client", "content", "requested_on"))
    subject = "client"
    sections = (
        section(
            _("Yêu cầu"), "number", "requested_on", "client", "client_name", "kind", "content", "promised_on"
        ),
        section(_("Kết quả"), "finished_on", "result", "fee", "free"),
    )
    labels = {"responsible": _("Đơn vị thực hiện")}
    helps = {
        "client_name": _(
            "Chỉ ghi khi người yêu cầu không phải tổ chức trong danh bạ; xóa sau khi hết thời hạn lưu phiếu."
        ),
        "result": _("Một, hai câu: đã làm gì, người yêu cầu dùng được gì."),
    }
    columns = ("content", "client", "kind", "requested_on", "finished_on", "state")
    filters = ("kind", "client", "territory", "state")
    sorts = ("requested_on",)
    examples = {
        "number": "PYC-1",
        "requested_on": "01/02/2024",
        "client_name": "Hộ mẫu số 1",
        "finished_on": "15/02/2024",
        "result": "Đã chuyển giao",
    }
    imports = {"Ngày tiếp nhận": "requested_on", "Khách hàng": "client", "Dịch vụ": "kind", "Doanh thu": "fee", "Ngày trả": "finished_on"}  # fmt: skip
    rules = (somebody_asked,)
    personal = {"client_name": ASKED}
    facts = (
        count("centre_services.requests", _("Yêu cầu dịch vụ tiếp nhận trong kỳ"), unit=_("yêu cầu"), over="requested_on"),
        count("centre_services.done", _("Yêu cầu dịch vụ hoàn thành trong kỳ"), unit=_("yêu cầu"), over="finished_on", where=Q(state="done")),
        distinct("centre_services.clients", _("Tổ chức được phục vụ trong kỳ"), "client", unit=_("tổ chức"), over="finished_on", where=Q(state="done", client__isnull=False)),
        total("centre_services.fees", _("Thu từ dịch vụ trong kỳ"), "fee", unit=_("đồng"), over="finished_on", where=Q(state="done")),
    )  # fmt: skip
