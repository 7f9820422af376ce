"""The left-hand menu: what this person can open."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.indicators.importing.domain import may_bring_in
from khcn.kernel.access import NOBODY, Actor, may, visible
from khcn.kernel.notices.models import Notice
from khcn.kernel.packs.about import about_pack
from khcn.kernel.packs.models import DemoData
from khcn.plan.models import Plan
from khcn.plan.rules import is_staff


@dataclass
class Item:
    label: str
    url: str
    icon: str
    active: bool = False
    count: int = 0


@dataclass
class Group:
    title: str
    items: list[Item] = field(default_factory=list)


def plans_seen(request: HttpRequest) -> list[Plan]:
    """The plans this signed-in person may see: real ones first, the newest first. Read once for a page.

    Along with them comes what else the frame needs of the database, so that it costs no query of its own.
    """
    actor: Actor = getattr(request, "actor", NOBODY)
    if not actor.user_id:
        return []
    known: list[Plan] | None = getattr(request, "_plans_seen", None)
    if known is None:
        known = list(_plans_of(actor))
        request._plans_seen = known  # type: ignore[attr-defined]
    return known


def _plans_of(actor: Actor) -> QuerySet[Plan]:
    unread = _unread(actor).order_by().values("user_id").annotate(number=Count("pk")).values("number")
    plans = Plan.objects.select_related("territory", "issuer").annotate(
        with_demo=Exists(DemoData.objects.all()), unread=Coalesce(Subquery(unread), 0)
    )
    return visible(actor, "plan.plan.view", plans.order_by("artificial", "-issued_on", "code"))


def _unread(actor: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(user_id=actor.user_id, read_at=None)


def unread_notices(actor: Actor, plans: Sequence[Plan]) -> int:
    """Told along with the plans; one small query where the person sees none."""
    if not actor.user_id:
        return 0
    known = next((getattr(plan, "unread", None) for plan in plans), None)
    return _unread(actor).count() if known is None else int(known)


def navigation(actor: Actor, plans: Sequence[Plan], path: str) -> list[Group]:
    """Groups of links; the one that fits the path best is active."""
    if not actor.user_id:
        return []
    groups = [
        _work(actor), _plan(actor, plans), _st_tasks(actor), _figures(actor), _house(), _administration(actor)
    ]  # fmt: skip
    _mark_active([item for group in groups for item in group.items], path)
    return [group for group in groups if group.items]


def _item(label: str, name: str, icon: str, **kwargs: str) -> Item:
    return Item(label, reverse(name, kwargs=kwargs), icon)


def _work(actor: Actor) -> Group:
    items = [_item(_("Hôm nay"), "today", "sun"), _item(_("Việc của tôi"), "my_work", "checklist")]
    if is_staff(actor):
        items.append(_item(_("Lịch nghĩa vụ"), "duty_calendar", "calendar-due"))
        items.append(_item(_("Vướng mắc"), "obstacle_list", "alert-triangle"))
    items.append(_item(_("Kiểm tra thể thức"), "layout_check", "clipboard-check"))
    return Group("", items)


def _plan(actor: Actor, plans: Sequence[Plan]) -> Group:
    """The menu opens the first plan; the others are one step away."""
    plan = next(iter(plans), None)
    if plan is None:
        return Group(
            _("Kế hoạch"),
            [
                _item(_("Các kế hoạch"), "plan_list", "files"),
                _item(_("Chỉ số"), "indicator_list", "trending-up"),
            ],
        )
    to = {"plan": plan.code}
    items = [
        _item(_("Nội dung kế hoạch"), "plan_detail", "file-text", **to),
        _item(_("Chỉ tiêu"), "target_list", "target", **to),
        _item(_("Chỉ số"), "indicator_list", "trending-up"),
        _item(_("Nhiệm vụ"), "task_list", "list-check", **to),
        _item(_("Tiến độ theo năm"), "task_timeline", "timeline", **to),
        _item(_("Trách nhiệm, báo cáo"), "duty_list", "users-group", **to),
        _item(_("Kinh phí"), "funding_overview", "coins", **to),
    ]
    if is_staff(actor):
        items += [
            _item(_("Kỳ báo cáo"), "cycle_list", "report"),
            _item(_("Phát hiện"), "finding_list", "flag", **to),
            _item(_("Kế hoạch của đơn vị"), "subplan_list", "sitemap", **to),
        ]
    items.append(_item(_("Các kế hoạch"), "plan_list", "files"))
    return Group(plan.symbol or plan.short_title, items)


#: The pages of S&T tasks: label, name of the address, icon, whether it is for the department alone (None: for the others).
ST_TASKS: tuple[tuple[Promise, str, str, bool | None], ...] = (
    (gettext_lazy("Nhiệm vụ"), "st_task_list", "list-details", True),
    (gettext_lazy("Đề xuất, hồ sơ của tôi"), "proposal_list", "file-text", False),
    (gettext_lazy("Đợt thông báo"), "call_list", "mail", True),
    (gettext_lazy("Đợt thông báo"), "public_calls", "mail", None),
    (gettext_lazy("Hội đồng"), "council_list", "gavel", True),
    (gettext_lazy("Hội đồng của tôi"), "my_councils", "users-group", False),
    (gettext_lazy("Cơ cấu"), "st_task_portfolio", "chart-bar", True),
    (gettext_lazy("Kết quả nghiên cứu"), "result_list", "bulb", False),
    (gettext_lazy("Bộ quy tắc"), "procedure_list", "scale", False),
)


def _st_tasks(actor: Actor) -> Group:
    """S&T tasks: the department's board, everybody's own applications and councils."""
    department = may(actor, "st_tasks.sttask.list")
    told = [one for one in ST_TASKS if one[3] is False or bool(one[3]) == department]
    items = [_item(str(label), name, icon) for label, name, icon, _whose in told if _is_there(name)]
    return Group(_("Nhiệm vụ KH&CN"), items)


def _is_there(name: str) -> bool:
    """Whether the page is installed."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def _figures(actor: Actor) -> Group:
    """What is done with figures of indicators, besides looking at them one by one."""
    items = []
    if may_bring_in(actor):
        items.append(_item(_("Nhập số liệu"), "value_import", "table-import"))
    if may(actor, "indicators.statform.view"):
        items.append(_item(_("Biểu thống kê"), "stat_form_list", "table"))
    items.append(_item(_("So sánh các tỉnh (PII)"), "pii", "award"))
    if may(actor, "indicators.count.view"):
        items.append(_item(_("Tính kiểm tra TFP"), "tfp_tool", "scale"))
    return Group(_("Số liệu"), items)


def _house() -> Group:
    items = [
        _item(_("Sổ đăng ký"), "register_index", "books"),
        _item(_("Số liệu từ các sổ"), "fact_index", "chart-bar"),
        _item(_("Tổ chức, doanh nghiệp"), "register_list", "building-community", code="to-chuc"),
        _item(_("Chuyên gia"), "register_list", "id", code="chuyen-gia"),
        _item(_("Cơ quan, đơn vị"), "agency_list", "building"),
        _item(_("Địa bàn"), "territory_list", "map"),
    ]
    return Group(_("Danh mục"), items)


def _administration(actor: Actor) -> Group:
    items = []
    if may(actor, "plan.plan.import"):
        items.append(_item(_("Nhập văn bản"), "import_list", "file-import"))
        items.append(_item(_("Cần xác nhận"), "to_confirm", "help-circle"))
    if may(actor, "accounts.user.manage"):
        items.append(_item(_("Người dùng"), "user_list", "users"))
        items.append(_item(_("Quyền"), "rights", "shield-lock"))
        items.append(_item(_("Nhật ký"), "audit_list", "history"))
    return Group(_("Quản lý"), items)


def _mark_active(items: list[Item], path: str) -> None:
    fitting = [item for item in items if path == item.url or (item.url != "/" and path.startswith(item.url))]
    if fitting:
        max(fitting, key=lambda item: len(item.url)).active = True


def banners(plans: Sequence[Plan]) -> list[str]:
    """Sentences above the page: that data is artificial, for one."""
    told = []
    if about_pack().get("artificial") or any(plan.artificial for plan in plans):
        told.append(_("Hệ thống đang có dữ liệu mẫu do nhóm phát triển tự đặt ra, không phải số liệu thật."))
    if _with_demo(plans):
        told.append(
            _("Các sổ đăng ký đang có bản ghi mẫu do máy tạo ra để xem thử, không phải số liệu thật.")
        )
    return told


def _with_demo(plans: Sequence[Plan]) -> bool:
    """Told along with the plans, which every page reads; one small query where there is none."""
    known = next((getattr(plan, "with_demo", None) for plan in plans), None)
    return DemoData.objects.exists() if known is None else bool(known)
