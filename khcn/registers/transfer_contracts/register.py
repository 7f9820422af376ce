"""Technology transfer as registers: contracts and yearly payments."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.kernel.registers.row_rules import not_before
from khcn.registers.transfer_contracts.models import TransferContract, TransferPayment
from khcn.registers.transfer_contracts.rules import (
    country_of_foreigner,
    parties_named,
    value_agrees_with_price,
)

RECEIVERS = _("bên nhận")
CONTRACTS = _("hợp đồng")
MONEY = _("đồng")
#: A contract whose registration was refused was never carried out as such.
HERE = Q(receiver_outside=False) & ~Q(state="refused")
FIRMS = HERE & Q(receiver__kind__in=["enterprise", "cooperative"])
REGISTERED = ~Q(registration_no="")


@registers.add
class TransferContracts(Register):
    model = TransferContract
    code = "hop-dong-chuyen-giao"
    name = _("Hợp đồng chuyển giao công nghệ")
    group = "doanh-nghiep"
    icon = "exchange"
    about = _(
        "Hợp đồng đã đăng ký và hợp đồng biết qua báo cáo; đếm được cả bên nhận lẫn giá trị chuyển giao."
    )
    legal_basis = ("Luật Chuyển giao công nghệ 07/2017/QH14", "NĐ 76/2018/NĐ-CP", "TT 15/2018/TT-BKHCN")
    identity = ("registration_no", ("contract_no", "signed_on", "receiver"))
    subject = "receiver"
    similar = ("name", "technology")
    sections = (
        section(_("Hợp đồng"), "name", "contract_no", "form", "direction", "signed_on", "valid_from", "valid_to"),
        section(
            _("Các bên"), "provider", "provider_text", "receiver", "receiver_text", "receiver_outside", "country"
        ),
        section(
            _("Công nghệ"), "technology", "technology_class", "product", "directions", "task", "has_know_how",
            "has_documents", "has_rights", "has_improvement", "has_machines", "has_training",
        ),
        section(
            _("Giá, thanh toán"), "price_method", "currency", "price", "exchange_rate", "value", "state_capital"
        ),
        section(_("Đăng ký"), "registration_no", "registered_on", "registered_by", "known_from"),
    )  # fmt: skip
    labels = {"valid_from": _("Có hiệu lực từ"), "valid_to": _("Thời hạn đến hết")}
    helps = {
        "valid_from": _("Thường là ngày ký, hoặc ngày hợp đồng ghi; hợp đồng được đếm là đang thực hiện từ ngày này."),
        "receiver_text": _("Chỉ ghi khi bên nhận không có trong danh bạ, ví dụ tổ chức nước ngoài hoặc cá nhân."),
        "provider_text": _("Chỉ ghi khi bên giao không có trong danh bạ, ví dụ tổ chức nước ngoài hoặc cá nhân."),
        "receiver_outside": _("Bên nhận ở ngoài tỉnh không được tính vào chỉ tiêu chuyển giao công nghệ của tỉnh."),
        "value": _("Giá trị hợp đồng tính bằng đồng; với ngoại tệ, ghi theo tỷ giá ngày ký."),
        "state_capital": _("Hợp đồng trong nước có vốn nhà nước phải đăng ký, trừ kết quả nhiệm vụ đã đăng ký."),
        "known_from": _("Báo cáo, văn bản cho biết hợp đồng chưa đăng ký."),
    }  # fmt: skip
    required = ("signed_on", "valid_from")
    examples = {
        "name": "Chuyển giao quy trình sấy mẫu số 1",
        "contract_no": "01/HĐCGCN-2024",
        "registration_no": "GCN-001",
        "provider_text": "Viện Mẫu số 1",
        "receiver_text": "Hợp tác xã Mẫu số 1",
        "signed_on": "01/02/2024",
        "valid_from": "01/02/2024",
        "currency": "Đồng Việt Nam",
        "price": "500000000",
        "exchange_rate": "1",
        "receiver_outside": "không",
        "value": "500 triệu",
    }
    imports = {
        "Bên chuyển giao": "provider",
        "Bên nhận chuyển giao": "receiver",
        "Công nghệ": "technology",
        "Ngày ký hợp đồng": "signed_on",
        "Giá trị hợp đồng": "value",
        "Số đăng ký": "registration_no",
        "Ngày đăng ký": "registered_on",
        "Nước": "country",
    }
    columns = ("name", "receiver", "provider", "direction", "signed_on", "value", "state")
    filters = (
        "state", "direction", "technology_class", "price_method", "form", "state_capital", "receiver_outside", "territory",
        "directions",
    )  # fmt: skip
    sorts = ("signed_on", "valid_from", "valid_to")
    rules = (
        parties_named,
        country_of_foreigner,
        value_agrees_with_price,
        not_before(
            "registered_on",
            "signed_on",
            _("Ngày cấp đăng ký trước ngày ký hợp đồng. Hãy kiểm tra lại hai ngày."),
        ),
    )
    public = ("name", "technology", "technology_class", "product", "direction", "form", "receiver", "signed_on", "directions", "territory")  # fmt: skip
    internal = ("price", "exchange_rate", "price_method", "known_from")
    facts = (
        distinct(
            "transfer_contracts.receivers", _("Doanh nghiệp, hợp tác xã trong tỉnh nhận chuyển giao công nghệ"),
            unit=RECEIVERS, over="signed_on", where=FIRMS,
        ),
        distinct(
            "transfer_contracts.receivers_registered",
            _("Doanh nghiệp, hợp tác xã trong tỉnh nhận chuyển giao theo hợp đồng có đăng ký"),
            unit=RECEIVERS, over="signed_on", where=FIRMS & REGISTERED,
        ),
        total(
            "transfer_contracts.value", _("Tổng giá trị hợp đồng chuyển giao công nghệ cho bên nhận trong tỉnh"),
            "value", unit=MONEY, over="signed_on", where=HERE,
        ),
        total(
            "transfer_contracts.value_registered", _("Giá trị hợp đồng chuyển giao công nghệ có đăng ký"),
            "value", unit=MONEY, over="signed_on", where=HERE & REGISTERED,
        ),
        count(
            "transfer_contracts.signed", _("Hợp đồng chuyển giao công nghệ ký trong kỳ"),
            unit=CONTRACTS, over="signed_on", where=~Q(state="refused"),
        ),
        count("transfer_contracts.registered", _("Hợp đồng được cấp đăng ký trong kỳ"), unit=CONTRACTS, over="registered_on", where=REGISTERED),
        count("transfer_contracts.in_force", _("Hợp đồng chuyển giao công nghệ đang thực hiện"), unit=CONTRACTS),
    )  # fmt: skip
    activities = (Activity("application", date="signed_on", subject="receiver"),)


@registers.add
class TransferPayments(Register):
    model = TransferPayment
    code = "hop-dong-chuyen-giao-thanh-toan"
    name = _("Thanh toán hợp đồng chuyển giao")
    group = "doanh-nghiep"
    icon = "calendar"
    about = _("Số tiền đã trả theo từng hợp đồng chuyển giao công nghệ trong năm.")
    legal_basis = ("NĐ 76/2018/NĐ-CP",)
    identity = (("contract", "year"),)
    subject = "contract__receiver"
    parent = "contract"
    sections = (
        section(_("Thanh toán"), "contract", "year", "amount", "original", "product_revenue", "reported_on"),
    )
    helps = {"original": _("Chỉ ghi khi hợp đồng tính bằng ngoại tệ.")}
    examples = {"amount": "200 triệu"}
    imports = {"Số hợp đồng": "contract", "Số tiền": "amount", "Thanh toán trong năm": "amount"}
    columns = ("contract", "year", "amount", "product_revenue", "reported_on")
    filters = ("year", "contract")
    sorts = ("year",)
    facts = (
        total("transfer_contracts.paid", _("Số tiền đã trả cho chuyển giao công nghệ"), "amount", unit=MONEY, over="year"),
    )  # fmt: skip
