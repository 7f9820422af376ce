"""The portfolio for leaders: shares of T3 while tasks are being decided, T4, fields, products, directions, risks."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.kernel.access import require, visible
from khcn.kernel.registers.measure import fact_of, measure
from khcn.operations.st_tasks.choices import ShareGroup
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.portfolio import DECIDING, ORDERING, Share, Slice, shares, slices
from khcn.outputs.charts import Picture, Place, TerritoryBars
from khcn.web.templatetags.khcn_ui import vn_number
from khcn.web.workspace.registers.common import maybe_url
from khcn.web.workspace.st_tasks.asking import RISKS, risk_condition
from khcn.web.workspace.st_tasks.common import LIST, trail_of

MEASURES: dict[str, Promise] = {
    "count": gettext_lazy("Số nhiệm vụ phê duyệt trong năm"),
    "money": gettext_lazy("Ngân sách nhà nước phê duyệt trong năm"),
    "running": gettext_lazy("Số nhiệm vụ đang thực hiện"),
}
#: What target T3 asks for, in percent, and how.
GOALS: dict[str, tuple[int, Promise]] = {
    ShareGroup.FARMING: (60, gettext_lazy("trên 60%")),
    ShareGroup.SOCIAL: (10, gettext_lazy("khoảng 10%")),
    ShareGroup.OTHER: (20, gettext_lazy("khoảng trên 20%")),
}
CUTS = (
    ("science_field", "linh-vuc", gettext_lazy("Theo lĩnh vực KH&CN"), gettext_lazy("Chưa ghi lĩnh vực")),
    (
        "key_product",
        "san-pham",
        gettext_lazy("Theo sản phẩm chủ lực"),
        gettext_lazy("Không gắn sản phẩm chủ lực"),
    ),
    (
        "directions",
        "huong",
        gettext_lazy("Theo hướng công nghệ"),
        gettext_lazy("Chưa ghi hướng công nghệ"),
    ),
)
USE = ("st_tasks.applied_of_accepted", "st_tasks.applied_of_all")
MOST_BARS = 12
#: Which list is being decided on, by the word in the address.
LISTS: dict[str, tuple[tuple[str, ...], Promise]] = {
    "": (DECIDING, gettext_lazy("Trình phê duyệt thực hiện")),
    "dat-hang": (ORDERING, gettext_lazy("Xác định, đặt hàng")),
}


@dataclass(frozen=True)
class ShareRow:
    name: str
    goal: str
    cells: list[dict[str, Any]]


@dataclass(frozen=True)
class CutRow:
    name: str
    slice: Slice
    urls: dict[str, str]


@require_safe
def st_task_portfolio(request: HttpRequest) -> HttpResponse:
    require(request.actor, LIST)
    today = timezone.localdate()
    year = _year(request, today)
    rows = visible(request.actor, LIST, StTask.objects.kept())
    chosen = request.GET.get("danh-sach", "")
    steps, list_name = LISTS.get(chosen, LISTS[""])
    told = shares(rows, year, today, deciding=Q(step__in=steps))
    cuts = [_cut(rows, today, *one) for one in CUTS]
    context = {
        "page_title": _("Cơ cấu nhiệm vụ KH&CN"), "trail": trail_of(request, title=_("Cơ cấu")), "year": year, "today": today,
        "years": [year - 1, year, year + 1], "measures": list(MEASURES.values()), "share_rows": _share_rows(told, year),
        "deciding": told["count"][0].whole_added, "deciding_url": _board(buoc=steps[-1]),
        "list_name": list_name, "lists": [
            (f"?nam={year}&danh-sach={code}", name, name == list_name) for code, (_steps, name) in LISTS.items()
        ],
        "without_group": next((one.value for one in told["running"] if not one.group), 0), "without_group_url": _board(nhom="chua"),
        "use": [_use(code, today) for code in USE], "risks": _risks(rows, today), "cuts": cuts, "picture": _picture(cuts[0]["rows"]),
    }  # fmt: skip
    return render(request, "st_tasks/portfolio.html", context)


def _year(request: HttpRequest, today: date) -> int:
    told = request.GET.get("nam", "")
    return int(told) if told.isascii() and told.isdigit() and 1990 <= int(told) <= 2100 else today.year


def _board(**told: Any) -> str:
    return f"{reverse('st_task_list')}?{urlencode({name.replace('_', '-'): value for name, value in told.items()})}"


def _share_rows(told: dict[str, list[Share]], year: int) -> list[ShareRow]:
    rows = []
    for at, first in enumerate(told["count"]):
        goal = GOALS.get(first.group)
        name = str(ShareGroup(first.group).label) if first.group else _("Chưa xếp nhóm")
        cells = [_cell(told[measured][at], measured, year) for measured in MEASURES]
        rows.append(ShareRow(name, str(goal[1]) if goal else "", cells))
    return rows


def _cell(share: Share, measured: str, year: int) -> dict[str, Any]:
    asked: dict[str, Any] = {"nhom": share.group or "chua"}
    asked |= {"pha": "running"} if measured == "running" else {"nam": year}
    return {
        "label": MEASURES[measured], "share": share, "url": _board(**asked), "money": measured == "money",
        "moves": share.percent_then != share.percent,
    }  # fmt: skip


def _use(code: str, today: date) -> dict[str, Any]:
    """A reading of target T4, with the records behind it."""
    told = measure(code, at=today)
    return {
        "name": fact_of(code)[1].name, "value": told.value, "numerator": told.numerator, "denominator": told.denominator,
        "url": maybe_url("fact_records", fact=code),
    }  # fmt: skip


def _risks(rows: Any, today: date) -> list[dict[str, Any]]:
    named = {"qua-han": (_("Quá hạn của bước đang làm"), Q(step_due__lt=today), _board(tab="qua-han"))}
    named |= {code: (str(name), risk_condition(code), _board(ruiro=code)) for code, name in RISKS.items()}
    counted = rows.aggregate(
        **{code.replace("-", "_"): Count("pk", filter=told[1]) for code, told in named.items()}
    )
    return [
        {"name": name, "count": counted[code.replace("-", "_")], "url": url}
        for code, (name, _told, url) in named.items()
    ]


def _cut(rows: Any, today: date, by: str, parameter: str, title: Promise, none: Promise) -> dict[str, Any]:
    return {"title": title, "rows": [_cut_row(one, parameter, none) for one in slices(rows, by, today)]}


def _cut_row(one: Slice, parameter: str, none: Promise) -> CutRow:
    asked = {parameter: one.key}
    urls = {"all": f"{reverse('st_task_list')}?{urlencode(asked)}"}
    urls["late"] = f"{urls['all']}&tab=qua-han"
    return CutRow(one.name or str(none), one, urls)


def _picture(rows: list[CutRow]) -> Picture | None:
    """Money at work by field, in millions of đồng."""
    shown = [one for one in rows if one.slice.money][:MOST_BARS]
    if not shown:
        return None
    first = shown[0]
    million = Decimal(1_000_000)
    return TerritoryBars(
        title=_("%(name)s có nhiều ngân sách nhất: %(money)s triệu đồng")
        % {"name": first.name, "money": vn_number(round(first.slice.money / million))},
        places_shown=tuple(Place(label=one.name, value=(one.slice.money / million).quantize(Decimal(1)), url=one.urls["all"]) for one in shown),
        unit=_("triệu đồng"), column=_("Lĩnh vực"), note=_("Ngân sách nhà nước của nhiệm vụ đã phê duyệt, chưa nghiệm thu xong."),
    ).picture()  # fmt: skip
