"""What the names in a rule set mean, in words for people."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.operations.st_tasks.advancing.advance import label_of
from khcn.operations.st_tasks.choices import CouncilRole, Holder, Route, TaskKind
from khcn.operations.st_tasks.procedures.shape import Deadline, Figure

UNITS = {
    "working_days": gettext_lazy("ngày làm việc"), "days": gettext_lazy("ngày"), "months": gettext_lazy("tháng"),
    "years": gettext_lazy("năm"), "times": gettext_lazy("lần"), "people": gettext_lazy("người"), "share": "",
    "dong": gettext_lazy("đồng"), "points": gettext_lazy("điểm"),
}  # fmt: skip
GROUPS = {
    "xac-dinh": gettext_lazy("Đề xuất, xác định nhiệm vụ"), "tuyen-chon": gettext_lazy("Tìm tổ chức chủ trì, thẩm định"),
    "thuc-hien": gettext_lazy("Thực hiện"), "nghiem-thu": gettext_lazy("Nghiệm thu"),
    "sau-nghiem-thu": gettext_lazy("Sau nghiệm thu"), "ket-thuc": gettext_lazy("Kết thúc"),
}  # fmt: skip
GUARDS = {
    "similar_judged": gettext_lazy("đã kết luận về các nhiệm vụ tương tự"),
    "council_recommends": gettext_lazy("hội đồng kiến nghị thực hiện"),
    "council_concluded": gettext_lazy("hội đồng đã kết luận"),
    "council_chose": gettext_lazy("hội đồng đã chọn được hồ sơ"),
    "council_graded": gettext_lazy("hội đồng đã xếp loại"),
    "finance_concluded": gettext_lazy("tổ thẩm định đã kết luận"),
    "call_open_or_set": gettext_lazy("nhiệm vụ đã nằm trong một đợt thông báo"),
    "call_closed": gettext_lazy("đã hết hạn nhận hồ sơ"),
    "dossier_sent": gettext_lazy("đã nhận hồ sơ"),
    "dossiers_opened": gettext_lazy("đã mở hồ sơ, có biên bản"),
    "valid_dossier": gettext_lazy("có hồ sơ hợp lệ"),
    "cancel_noticed": gettext_lazy("đã báo trước đủ số ngày"),
    "no_valid_dossier_or_no_winner": gettext_lazy("không có hồ sơ hợp lệ hoặc không hồ sơ nào được chọn"),
    "dossier_completed": gettext_lazy("hồ sơ đã hoàn thiện"),
    "budget_matches": gettext_lazy("dự toán khớp số đã thẩm định"),
    "procedure_valid": gettext_lazy("bộ quy tắc áp dụng vào ngày phê duyệt"),
    "no_open_obligations": gettext_lazy("chủ trì và chủ nhiệm không còn nghĩa vụ chưa xong"),
    "contract_signed": gettext_lazy("hợp đồng đã ký"),
    "instalments_cover": gettext_lazy("các đợt cấp bằng đúng phần ngân sách"),
    "stop_decided": gettext_lazy("đã có kết luận về việc chấm dứt"),
    "self_assessment": gettext_lazy("đã có tự đánh giá"),
    "results_entered": gettext_lazy("đã nhập kết quả"),
    "graded_fail": gettext_lazy("xếp loại Không đạt"),
    "money_settled": gettext_lazy("kinh phí đã quyết toán"),
    "contract_liquidated": gettext_lazy("hợp đồng đã thanh lý"),
    "hand_over_entered": gettext_lazy("đã ghi giao quyền, bàn giao"),
    "follow_up_over": gettext_lazy("đã hết thời gian theo dõi, đủ báo cáo"),
    "publicity_done": gettext_lazy("đã công khai kết quả"),
}
EFFECTS = {
    "close_application": gettext_lazy("đóng đề xuất"), "take_winner": gettext_lazy("nhận tổ chức chủ trì, dự toán của hồ sơ"),
    "take_appraisal": gettext_lazy("nhận số đã thẩm định"), "give_code": gettext_lazy("cấp mã số"),
    "start_running": gettext_lazy("lập kỳ báo cáo"), "set_dossier_day": gettext_lazy("ghi ngày nộp"),
    "take_grade": gettext_lazy("nhận xếp loại"), "plan_follow_up": gettext_lazy("lập năm kỳ theo dõi ứng dụng"),
}  # fmt: skip
PARTS = {
    "figure": gettext_lazy("Con số"), "deadline": gettext_lazy("Thời hạn"), "grid": gettext_lazy("Bảng điểm"),
    "councilkind": gettext_lazy("Hội đồng"), "form": gettext_lazy("Biểu mẫu"), "transition": gettext_lazy("Chuyển bước"),
}  # fmt: skip
CAPACITY = {
    "proposer": Holder.PROPOSER.label, "applicant": Holder.APPLICANT.label, "officer": Holder.OFFICER.label,
    "leader": Holder.LEADER.label, "council": Holder.COUNCIL.label, "host": Holder.HOST.label,
}  # fmt: skip


def value_text(figure: Figure) -> str:
    """“30 ngày”, “15 %”, “2/3”, “1.000.000.000 đồng”."""
    if figure.unit == "share":
        return share_text(figure.value)
    return f"{int(figure.value):,} {UNITS.get(figure.unit, figure.unit)}".replace(",", ".").strip()


def share_text(value: Fraction) -> str:
    percent = value * 100
    if percent.denominator == 1 and value.denominator not in (3, 4):
        return f"{percent.numerator} %"
    return f"{value.numerator}/{value.denominator}"


def deadline_text(deadline: Deadline | None) -> str:
    """“15 ngày làm việc, sau đó 30 ngày”; with the day it is counted from when that is not the day of entering."""
    if deadline is None:
        return ""
    parts, one = [], deadline
    while one is not None:
        parts.append(f"{one.amount} {UNITS[one.unit]}")
        one = one.then  # type: ignore[assignment]
    if deadline.start == "closing":
        start = _("ngày hết hạn nhận hồ sơ")
    else:
        start = f"“{label_of(deadline.start)}”" if deadline.start else ""
    if start and not deadline.amount and deadline.then is None:
        return _("đến %(start)s") % {"start": start}
    text = _(", sau đó ").join(parts)
    return _("%(text)s từ %(start)s") % {"text": text, "start": start} if start else text


def holder_text(code: str) -> str:
    return str(Holder(code).label) if code in Holder.values else code


def kinds_text(codes: tuple[str, ...]) -> str:
    return "; ".join(str(TaskKind(code).label) for code in codes) or _("mọi loại nhiệm vụ")


def routes_text(codes: tuple[str, ...]) -> str:
    return ", ".join(str(Route(code).label) for code in codes)


def roles_text(codes: tuple[str, ...]) -> str:
    return ", ".join(str(CouncilRole(code).label) for code in codes)
