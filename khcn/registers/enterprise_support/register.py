"""The ledger of support given to enterprises."""

from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.registers.enterprise_support.models import SupportGiven


@registers.add
class EnterpriseSupport(Register):
    model = SupportGiven
    code = "ho-tro-doanh-nghiep"
    name = _("Hỗ trợ doanh nghiệp")
    group = "quan-ly"
    icon = "coin"
    about = _(
        "Một sổ cho mọi khoản hỗ trợ của Nhà nước cho doanh nghiệp, hợp tác xã, để thấy ai được hỗ trợ gì và có trùng hay không."
    )
    legal_basis = ("Kế hoạch 57/KH-UBND", "NĐ 268/2025/NĐ-CP", "NĐ 80/2021/NĐ-CP")
    identity = (("enterprise", "programme_name", "content", "year", "decision"),)
    subject = "enterprise"
    sections = (
        section(_("Khoản hỗ trợ"), "enterprise", "programme_name", "programme", "content", "description", "year"),
        section(_("Kinh phí"), "budget_source", "amount", "own_money", "decision", "decided_on", "responsible"),
        section(_("Kết quả"), "finished_on", "result"),
        section(_("Rà soát hỗ trợ trùng"), "review", "review_note"),
    )  # fmt: skip
    labels = {"responsible": _("Cơ quan hỗ trợ")}
    helps = {
        "programme": _("Chọn khi chương trình đã có trong sổ Chương trình liên kết."),
        "year": _("Năm ngân sách chi hỗ trợ."),
        "review": _("Hệ thống báo khi cùng doanh nghiệp, cùng nội dung, cùng năm nhận hỗ trợ từ chương trình khác; người rà soát kết luận ở đây."),
        "amount": _("Số tiền theo quyết định; thu hồi thì chuyển trạng thái, đừng sửa số."),
    }  # fmt: skip
    columns = ("enterprise", "programme_name", "content", "year", "amount", "review", "state")
    filters = (
        "enterprise",
        "content",
        "budget_source",
        "year",
        "review",
        "responsible",
        "territory",
        "state",
    )
    sorts = ("year",)
    examples = {
        "programme_name": "Chương trình hỗ trợ mẫu số 1",
        "decision": "1/QĐ-SKHCN",
        "amount": "200 triệu",
        "review_note": "Khác hạng mục",
    }
    imports = {
        "Doanh nghiệp": "enterprise",
        "Tên doanh nghiệp": "enterprise",
        "Đơn vị được hỗ trợ": "enterprise",
        "Chương trình": "programme_name",
        "Nội dung": "content",
        "Kinh phí hỗ trợ": "amount",
        "Vốn đối ứng": "own_money",
        "Số quyết định": "decision",
    }
    public = ("enterprise", "programme_name", "content", "year", "budget_source", "amount", "decision", "decided_on", "result")  # fmt: skip
    internal = ("review_note",)
    facts = (
        distinct("support.enterprises", _("Doanh nghiệp, hợp tác xã được hỗ trợ trong năm"), "enterprise", unit=_("đơn vị"), over="year", territory="enterprise__territory"),
        count("support.grants", _("Khoản hỗ trợ trong năm"), unit=_("khoản"), over="year", territory="enterprise__territory"),
        total("support.amount", _("Kinh phí hỗ trợ doanh nghiệp trong năm"), "amount", unit=_("đồng"), over="year", territory="enterprise__territory"),
        total("support.own_money", _("Vốn đối ứng của doanh nghiệp trong năm"), "own_money", unit=_("đồng"), over="year", territory="enterprise__territory"),
    )  # fmt: skip
