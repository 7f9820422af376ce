"""S&T funds of enterprises as registers: funds and their yearly movements."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import distinct, total
from khcn.kernel.registers.row_rules import not_before
from khcn.registers.science_funds.choices import HEADS
from khcn.registers.science_funds.models import ScienceFund, ScienceFundYear
from khcn.registers.science_funds.rules import balanced, oldest_not_after_year

FIRMS = _("doanh nghiệp")
MONEY = _("đồng")
#: Neither the fund nor the enterprise stood on the list of funds that were there before the plan.
ADDED = Q(baseline=False) & ~Q(
    organisation__in=ScienceFund.objects.kept().filter(baseline=True).values("organisation")
)


@registers.add
class ScienceFunds(Register):
    model = ScienceFund
    code = "quy-khcn"
    name = _("Quỹ phát triển KH&CN của doanh nghiệp")
    group = "doanh-nghiep"
    icon = "coins"
    about = _(
        "Quỹ do doanh nghiệp lập từ lợi nhuận; nguồn của chỉ tiêu có thêm 30 doanh nghiệp thành lập quỹ."
    )
    legal_basis = ("TT 05/2022/TT-BKHCN", "NĐ 265/2025/NĐ-CP", "NĐ 20/2026/NĐ-CP", "NĐ 95/2014/NĐ-CP")
    identity = (("organisation", "number"), ("organisation", "valid_from"))
    subject = "organisation"
    sections = (
        section(_("Quỹ"), "organisation", "form"),
        section(_("Thành lập"), "number", "valid_from", "issuer", "decision", "legal_basis", "confirmation"),
        section(_("Thông báo"), "notified_on", "notice", "rules_sent_on"),
    )
    labels = {
        "number": _("Số quyết định thành lập"),
        "valid_from": _("Ngày thành lập"),
        "issuer": _("Người, cấp ra quyết định"),
        "decision": _("Quy chế quỹ (số, ngày)"),
    }
    helps = {
        "valid_from": _(
            "Quỹ thành lập trước 27/03/2023 tự được xếp vào danh sách nền, không tính là quỹ có thêm."
        ),
        "notified_on": _("Doanh nghiệp thông báo trong 30 ngày kể từ ngày thành lập quỹ."),
        "rules_sent_on": _("Quy chế quỹ gửi cơ quan thuế cùng báo cáo trích lập, sử dụng đầu tiên."),
    }
    required = ("number", "valid_from")
    examples = {"number": "01/QĐ-CTM-2024", "valid_from": "01/02/2024", "notified_on": "20/02/2024"}
    imports = {
        "Tên doanh nghiệp": "organisation",
        "MST": "organisation",
        "Số QĐ thành lập": "number",
        "Ngày QĐ": "valid_from",
        "Ngày thông báo": "notified_on",
        "Hình thức": "form",
    }
    columns = ("organisation", "number", "valid_from", "notified_on", "baseline", "state")
    computed = ("baseline",)
    filters = ("state", "form", "baseline", "territory")
    rules = (
        not_before(
            "notified_on",
            "valid_from",
            _("Ngày thông báo trước ngày thành lập quỹ. Hãy kiểm tra lại hai ngày."),
        ),
    )
    public = ("organisation", "form", "valid_from", "territory")
    internal = ("decision",)
    facts = (
        distinct("science_funds.active", _("Doanh nghiệp có quỹ phát triển KH&CN"), unit=FIRMS),
        distinct(
            "science_funds.added", _("Doanh nghiệp có quỹ phát triển KH&CN, không kể danh sách nền trước 27/03/2023"),
            unit=FIRMS, where=ADDED,
        ),
        distinct("science_funds.baseline", _("Doanh nghiệp đã có quỹ trước 27/03/2023"), unit=FIRMS, where=Q(baseline=True)),
        distinct(
            "science_funds.founded", _("Doanh nghiệp thành lập quỹ trong kỳ"),
            unit=FIRMS, over="valid_from", where=ADDED,
        ),
        distinct(
            "science_funds.not_notified", _("Doanh nghiệp lập quỹ nhưng chưa thông báo cho Sở"),
            unit=FIRMS, where=Q(notified_on=None),
        ),
    )  # fmt: skip


@registers.add
class ScienceFundYears(Register):
    model = ScienceFundYear
    code = "quy-khcn-nam"
    name = _("Biến động quỹ KH&CN theo năm")
    group = "doanh-nghiep"
    icon = "calendar"
    about = _("Số trích lập, sử dụng theo từng nội dung chi, điều chuyển và số dư của từng quỹ theo năm.")
    legal_basis = ("TT 05/2022/TT-BKHCN", "NĐ 265/2025/NĐ-CP")
    identity = (("fund", "year"),)
    subject = "fund__organisation"
    parent = "fund"
    sections = (
        section(_("Kỳ số liệu"), "fund", "year", "reported_on"),
        section(_("Nguồn"), "opening", "set_aside", "received"),
        section(_("Sử dụng"), *HEADS, "spent_other"),
        section(_("Điều chuyển, số dư"), "transferred", "refunded", "closing", "oldest_unspent"),
    )
    helps = {
        "closing": _("Đầu năm + trích lập + nhận − sử dụng − điều chuyển − hoàn nhập; số ghi phải khớp."),
        "oldest_unspent": _("Khoản trích quá 5 năm chưa dùng có thể phải nộp lại thuế (cần xác nhận theo quy định hiện hành)."),
        "refunded": _("Gồm thuế phải nộp cho phần trích không dùng, dùng sai hoặc dùng chưa đủ tỷ lệ (cần xác nhận)."),
        "spent_tasks": _("Các nội dung chi theo TT 05/2022/TT-BKHCN; tên gọi từng nội dung cần xác nhận."),
    }  # fmt: skip
    examples = {
        "opening": "100 triệu", "set_aside": "900 triệu", "received": "0", "spent_other": "50 triệu",
        "transferred": "0", "refunded": "0", "closing": "50 triệu", **dict.fromkeys(HEADS, "100 triệu"),
    }  # fmt: skip
    imports = {
        "Doanh nghiệp": "fund",
        "Dư đầu năm": "opening",
        "Trích lập": "set_aside",
        "Điều chuyển": "transferred",
        "Hoàn nhập": "refunded",
        "Dư cuối năm": "closing",
    }
    columns = ("fund", "year", "opening", "set_aside", "spent", "closing", "oldest_unspent")
    computed = ("spent",)
    filters = ("year", "fund")
    sorts = ("year",)
    rules = (balanced, oldest_not_after_year)
    facts = (
        total("science_funds.set_aside", _("Số trích lập quỹ KH&CN của doanh nghiệp"), "set_aside", unit=MONEY, over="year"),
        total("science_funds.spent", _("Số quỹ KH&CN doanh nghiệp đã sử dụng"), "spent", unit=MONEY, over="year"),
        total("science_funds.spent_tasks", _("Số quỹ chi cho nhiệm vụ KH&CN"), "spent_tasks", unit=MONEY, over="year"),
        total("science_funds.spent_machines", _("Số quỹ chi đổi mới máy móc, thiết bị"), "spent_machines", unit=MONEY, over="year"),
        total("science_funds.refunded", _("Số quỹ phải hoàn nhập, nộp thuế"), "refunded", unit=MONEY, over="year"),
        total("science_funds.closing", _("Số dư quỹ KH&CN cuối năm"), "closing", unit=MONEY, over="year"),
        distinct(
            "science_funds.spending", _("Doanh nghiệp có sử dụng quỹ KH&CN trong năm"), unit=FIRMS, over="year",
            where=Q(spent__gt=0),
        ),
    )  # fmt: skip
