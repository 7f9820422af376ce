"""S&T tasks as a register: list, search, export, API, public page, and the facts behind targets T3 and T4."""

from datetime import date

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import ASKED_DAY, count, share, total
from khcn.operations.st_tasks.choices import ShareGroup
from khcn.operations.st_tasks.models import StTask

MONEY = _("đồng")
TASKS = _("nhiệm vụ")
#: From when tasks count for target T4; the plan does not say it (packs: cần xác nhận).
COUNTED_FROM = date(2021, 1, 1)
#: Being carried out on the asked day, whatever became of the task since.
RUNNING = Q(starts_on__lte=ASKED_DAY) & (Q(accepted_on=None) | Q(accepted_on__gt=ASKED_DAY))
#: Phases in which who was chosen is known and not decided: such a task is shown outside again once it is approved.
UNDECIDED = ("proposed", "ordered", "selecting", "declined")
FARMING, SOCIAL, OTHER = (Q(share_group=one.value) for one in ShareGroup)
#: Not tied to a key product: the other reading of "other fields".
WITHOUT_PRODUCT = Q(key_product=None) & ~FARMING
MATURED = Q(matured_on__lte=ASKED_DAY, accepted_on__gte=COUNTED_FROM)
APPLIED = Q(first_applied_on__lte=ASKED_DAY)
GROUPS = (
    ("farming", _("nông lâm nghiệp, thủy sản, sản phẩm chủ lực"), FARMING),
    ("social", _("khoa học xã hội và nhân văn"), SOCIAL),
    ("other", _("lĩnh vực khác"), OTHER),
    ("without_product", _("không gắn sản phẩm chủ lực"), WITHOUT_PRODUCT),
)


@registers.add
class StTasks(Register):
    model = StTask
    code = "nhiem-vu-khcn"
    name = _("Nhiệm vụ khoa học và công nghệ")
    group = "nhiem-vu"
    icon = "flask"
    about = _(
        "Mọi nhiệm vụ từ đề xuất đến ứng dụng. Nhiệm vụ theo quy trình chuyển bước ở trang nhiệm vụ; nhiệm vụ có từ trước "
        "khi dùng nền tảng được ghi, nhập từ Excel tại đây."
    )
    legal_basis = ("Luật 93/2025/QH15", "NĐ 267/2025/NĐ-CP", "NĐ 08/2014/NĐ-CP", "TT 14/2014/TT-BKHCN")
    identity = ("code", ("name", "valid_from"))
    similar = ("name",)
    entered_by_agencies = False
    by_hand = Q(procedure=None)
    outside = ~Q(state__in=UNDECIDED) | Q(host=None, leader_name="", leader=None)
    sections = (
        section(
            _("Nhiệm vụ"), "code", "name", "kind", "share_group", "science_field", "directions", "key_product", "programme",
            "route", "expected_user", "confidential",
        ),
        section(_("Nội dung"), "need", "objective", "summary", "expected_results"),
        section(_("Đề xuất, đặt hàng"), "proposer", "proposer_organisation", "proposed_on", "order_symbol", "ordered_on"),
        section(
            _("Thực hiện"), "host", "partners", "leader", "leader_name", "approval_symbol", "valid_from", "starts_on",
            "ends_on", "extended_from", "budget", "state_budget", "lump_sum",
        ),
        section(
            _("Nghiệm thu, công nhận"), "dossier_on", "accepted_on", "acceptance_minutes", "grade", "certificate",
            "registered_on", "recognition_symbol", "recognised_on", "settled_on", "handed_over_on", "termination_symbol",
        ),
        section(_("Ứng dụng"), "first_applied_on", "applied_by"),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày quyết định phê duyệt")}
    examples = {
        "code": "ĐT.01/2024", "name": "Nghiên cứu quy trình trồng cây mẫu số 1", "confidential": "không",
        "order_symbol": "12/QĐ-UBND", "approval_symbol": "34/QĐ-UBND", "budget": "850 triệu", "state_budget": "600 triệu",
        "starts_on": "01/03/2024", "ends_on": "28/02/2026",
    }  # fmt: skip
    columns = ("code", "name", "kind", "host", "leader_name", "starts_on", "ends_on", "state_budget", "state")
    filters = (
        "kind",
        "share_group",
        "science_field",
        "directions",
        "key_product",
        "route",
        "grade",
        "host",
        "territory",
        "valid_from",
    )
    sorts = ("valid_from", "ends_on", "accepted_on")
    imports = {
        "Tên đề tài, dự án": "name", "Tên đề tài/dự án": "name", "Tên nhiệm vụ KH&CN": "name", "Tên đề tài": "name",
        "Mã số": "code", "Mã đề tài": "code", "Mã số đề tài, dự án": "code", "Loại": "kind", "Loại hình": "kind",
        "Cơ quan chủ trì": "host", "Đơn vị chủ trì": "host", "Tổ chức, đơn vị chủ trì": "host", "CQ chủ trì": "host",
        "Đơn vị phối hợp": "partners", "Cơ quan phối hợp": "partners",
        "Chủ nhiệm đề tài": "leader_name", "Chủ nhiệm đề tài, dự án": "leader_name",
        "Chủ nhiệm ĐT/DA": "leader_name", "Họ tên chủ nhiệm": "leader_name",
        "Lĩnh vực": "science_field", "Lĩnh vực nghiên cứu": "science_field", "Nhóm lĩnh vực": "share_group",
        "Quyết định phê duyệt": "approval_symbol", "Số QĐ phê duyệt": "approval_symbol", "Số QĐ": "approval_symbol",
        "Ngày QĐ": "valid_from", "Ngày phê duyệt": "valid_from", "Ngày quyết định": "valid_from",
        "Thời gian bắt đầu": "starts_on", "Bắt đầu": "starts_on", "Từ ngày": "starts_on",
        "Thời gian kết thúc": "ends_on", "Kết thúc": "ends_on", "Đến ngày": "ends_on",
        "Kinh phí": "budget", "Tổng KP": "budget", 
        "Kinh phí NSNN": "state_budget", "KP NSNN": "state_budget", "Ngân sách SNKH": "state_budget",
        "Kinh phí từ NSNN": "state_budget",
        "Nghiệm thu ngày": "accepted_on", "Biên bản nghiệm thu": "acceptance_minutes",
        "Số biên bản": "acceptance_minutes", "Kết quả xếp loại": "grade", "Kết quả nghiệm thu": "grade",
        "Giấy chứng nhận ĐKKQ": "certificate", "Số GCN đăng ký kết quả": "certificate",
        "Ngày cấp GCN": "registered_on", "Quyết định công nhận": "recognition_symbol",
        "Nơi ứng dụng": "applied_by", "Địa chỉ ứng dụng": "applied_by", "Ứng dụng từ": "first_applied_on",
        "Tình trạng": "state", "Tình hình thực hiện": "state",
    }  # fmt: skip
    internal = ("leader", "proposer", "proposer_organisation", "proposed_on")
    public = (
        "code", "name", "kind", "science_field", "directions", "key_product", "route", "objective", "summary",
        "expected_results", "order_symbol", "ordered_on", "host", "partners", "leader_name", "approval_symbol", "valid_from",
        "starts_on", "ends_on", "budget", "state_budget", "accepted_on", "grade", "certificate", "registered_on",
        "recognition_symbol", "recognised_on", "first_applied_on", "applied_by", "territory",
    )  # fmt: skip

    def inside(self, actor: Actor) -> Q:
        """Who judges a task blindly does not read here whose it is."""
        from khcn.operations.st_tasks.rules import unjudged

        return unjudged(actor)

    facts = (
        *(
            share(f"st_tasks.approved_{code}", format_lazy(_("Tỷ lệ nhiệm vụ phê duyệt mới: {group}"), group=name), where_part, over="valid_from")
            for code, name, where_part in GROUPS
        ),
        *(
            total(
                f"st_tasks.approved_money_{code}", format_lazy(_("Kinh phí phê duyệt mới: {group}"), group=name), "state_budget",
                unit=MONEY, over="valid_from", where=where_part,
            )
            for code, name, where_part in GROUPS
        ),
        total("st_tasks.approved_money", _("Kinh phí phê duyệt mới"), "state_budget", unit=MONEY, over="valid_from"),
        *(
            share(f"st_tasks.running_{code}", format_lazy(_("Tỷ lệ nhiệm vụ đang thực hiện: {group}"), group=name), where_part, where=RUNNING)
            for code, name, where_part in GROUPS
        ),
        count("st_tasks.approved", _("Nhiệm vụ phê duyệt mới"), unit=TASKS, over="valid_from"),
        count("st_tasks.running", _("Nhiệm vụ đang thực hiện"), unit=TASKS, where=RUNNING),
        count("st_tasks.accepted", _("Nhiệm vụ nghiệm thu trong kỳ"), unit=TASKS, over="accepted_on"),
        count("st_tasks.registered", _("Nhiệm vụ đăng ký kết quả trong kỳ"), unit=TASKS, over="registered_on"),
        share("st_tasks.applied_of_accepted", _("Nhiệm vụ được ứng dụng trong số đã nghiệm thu từ 12 tháng"), APPLIED, where=MATURED),
        share(
            "st_tasks.applied_of_all", _("Nhiệm vụ được ứng dụng trong mọi nhiệm vụ đã triển khai"), APPLIED,
            where=Q(valid_from__gte=COUNTED_FROM),
        ),
    )  # fmt: skip
