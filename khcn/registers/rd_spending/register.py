"""Rounds of the survey of R&D spending, and what enterprises spent."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import distinct, share, total
from khcn.registers.rd_spending.models import RdRound, RdSpending
from khcn.registers.rd_spending.rules import (
    KINDS,
    SOURCES,
    fund_is_part_of_the_spending,
    same_year_as_the_round,
    sums_to_total,
)

FORMS = "TT 15/2018/TT-BKHCN"
IN_SCOPE = ~Q(response="out")
TOLD = Q(response__in=["answered", "estimated"])
DONG = _("đồng")


@registers.add
class RdRounds(Register):
    model = RdRound
    code = "dot-dieu-tra-rd"
    name = _("Đợt thu thập chi R&D")
    group = "doanh-nghiep"
    icon = "calendar-time"
    about = _("Mỗi năm một đợt: lấy danh sách doanh nghiệp ở đâu, hỏi thế nào, bao nhiêu đơn vị trả lời.")
    legal_basis = (FORMS, "Kế hoạch 57/KH-UBND")
    identity = (("name", "year"),)
    sections = (
        section(_("Đợt thu thập"), "name", "year", "frame", "method", "valid_from", "valid_to"),
        section(_("Kết quả"), "population", "responded", "published_in"),
    )
    labels = {
        "valid_from": _("Thu thập từ ngày"), "valid_to": _("Thu thập đến hết ngày"), "coverage": _("Tỷ lệ trả lời (%)"),
    }  # fmt: skip
    helps = {
        "frame": _(
            "Danh sách doanh nghiệp dùng để chọn đơn vị hỏi, ví dụ danh sách của cơ quan thống kê ngày nào."
        ),
        "method": _("Điều tra toàn bộ hay chọn mẫu; có suy rộng hay không và suy rộng thế nào."),
        "responded": _("Để trống khi chưa chốt; tỷ lệ trả lời được ghi kèm mọi con số của đợt."),
    }
    columns = ("name", "year", "population", "responded", "state")
    computed = ("coverage",)
    filters = ("year", "state")
    sorts = ("year",)
    examples = {"name": "Đợt thu thập mẫu số 1", "year": "2024", "population": "50", "responded": "40"}
    imports = {"Số đơn vị": "population", "Số phiếu thu được": "responded", "Năm": "year"}
    public = ("name", "year", "frame", "method", "population", "responded", "coverage", "published_in")
    facts = (
        total("rd.frame", _("Doanh nghiệp trong danh sách gốc của các đợt trong năm"), "population", unit=_("doanh nghiệp"), over="year"),
        total("rd.responses", _("Doanh nghiệp đã trả lời theo báo cáo của đợt"), "responded", unit=_("doanh nghiệp"), over="year"),
    )  # fmt: skip


@registers.add
class RdSpendings(Register):
    model = RdSpending
    code = "chi-rd-doanh-nghiep"
    name = _("Chi R&D của doanh nghiệp")
    group = "doanh-nghiep"
    icon = "coin"
    about = _(
        "Chi nghiên cứu, phát triển và đổi mới sáng tạo hằng năm của từng doanh nghiệp theo nguồn và loại hình."
    )
    legal_basis = (FORMS, "Kế hoạch 57/KH-UBND")
    parent = "round"
    identity = (("round", "organisation"),)
    subject = "organisation"
    sections = (
        section(_("Phiếu"), "round", "organisation", "year", "response", "proof"),
        section(_("Chi R&D theo nguồn"), "total", "own_money", "state_money", "foreign_money", "other_money"),
        section(_("Chi R&D theo loại hình"), "basic", "applied", "experimental"),
        section(_("Đổi mới sáng tạo, nhân lực"), "innovation", "from_fund", "staff"),
    )  # fmt: skip
    helps = {
        "response": _("Ghi cả doanh nghiệp không trả lời: nhờ đó biết con số phủ được bao nhiêu."),
        "innovation": _("Mua công nghệ, thiết bị, đào tạo, thiết kế… cho đổi mới mà không phải R&D; không cộng vào chi R&D."),
        "total": _("Không có chi R&D thì ghi 0; chưa biết thì để trống."),
    }  # fmt: skip
    columns = ("organisation", "year", "response", "total", "innovation")
    filters = ("round", "year", "response", "organisation", "territory")
    sorts = ("year",)
    examples = {
        "year": "2024", "response": "Đã trả lời", "total": "100 triệu", "own_money": "70 triệu", "state_money": "20 triệu",
        "foreign_money": "0", "other_money": "10 triệu", "basic": "0", "applied": "40 triệu", "experimental": "60 triệu",
        "innovation": "50 triệu", "from_fund": "30 triệu",
    }  # fmt: skip
    imports = {"Tên doanh nghiệp": "organisation", "Tổng chi R&D": "total", "Vốn tự có": "own_money", "NSNN": "state_money", "Nước ngoài": "foreign_money"}  # fmt: skip
    rules = (
        sums_to_total(*SOURCES),
        sums_to_total(*KINDS),
        fund_is_part_of_the_spending,
        same_year_as_the_round,
    )
    internal = ("total", *SOURCES, *KINDS, "innovation", "from_fund", "staff", "proof")
    facts = (
        total("rd.spending", _("Chi R&D của doanh nghiệp trong năm"), "total", unit=DONG, over="year", where=TOLD, territory="organisation__territory"),
        total("rd.own_money", _("Chi R&D từ nguồn của doanh nghiệp trong năm"), "own_money", unit=DONG, over="year", where=TOLD, territory="organisation__territory"),
        total("rd.state_money", _("Chi R&D của doanh nghiệp từ ngân sách nhà nước trong năm"), "state_money", unit=DONG, over="year", where=TOLD, territory="organisation__territory"),
        total("rd.innovation", _("Chi đổi mới sáng tạo ngoài R&D trong năm"), "innovation", unit=DONG, over="year", where=TOLD, territory="organisation__territory"),
        distinct("rd.spenders", _("Doanh nghiệp có chi R&D trong năm"), "organisation", unit=_("doanh nghiệp"), over="year", where=TOLD & Q(total__gt=0), territory="organisation__territory"),
        share("rd.coverage", _("Tỷ lệ doanh nghiệp trả lời khảo sát chi R&D"), Q(response="answered"), over="year", where=IN_SCOPE, territory="organisation__territory"),
    )  # fmt: skip
