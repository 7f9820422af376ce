"""Numbers that registers offer, with the records behind them."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router

from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.fact_rights import offered, seen_by_actor
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import FactUnknown, Measured, fact_of, measure
from khcn.kernel.registers.rules import list_level
from khcn.web.api.describing import parameter
from khcn.web.api.door import PLACE
from khcn.web.api.faults import not_there, of_form, unknown, wrong
from khcn.web.api.shapes import Fault as FaultShape
from khcn.web.api.shapes import Taken, answer
from khcn.web.workspace.register_facts.asking import ScopeForm

router = Router(tags=["so-lieu"], by_alias=True)
AFTER, MOST = "sau", 1000
PARAMETERS = [
    parameter("tai-ngay", gettext_lazy("Ngày, với số liệu tính tại một ngày; mặc định hôm nay")),
    parameter("tu", gettext_lazy("Ngày đầu, với số liệu tính trong kỳ; mặc định đầu năm")),
    parameter("den", gettext_lazy("Ngày cuối, với số liệu tính trong kỳ; mặc định hôm nay")),
    parameter("dia-ban", gettext_lazy("Mã địa bàn")),
    parameter(AFTER, gettext_lazy("Các mã bản ghi sau mã này (lấy ở “next”)"), "integer"),
]


@router.get("/so-lieu", summary=gettext_lazy("Các số liệu bạn được đọc"))
def all_facts(request: HttpRequest) -> JsonResponse:
    found = [(one, fact) for one in registers for fact in offered(one, list_level(request.actor, one))]
    return answer({
        "facts": [
            {
                "code": fact.code, "name": str(fact.name), "register": register.code, "measure": fact.measure,
                "unit": str(fact.unit), "time": "date" if fact.at_a_date else "period",
                "href": f"{PLACE}so-lieu/{fact.code}",
            }
            for register, fact in found
        ]
    })  # fmt: skip


@router.get(
    "/so-lieu/{fact}", summary=gettext_lazy("Một số liệu và mã các bản ghi đứng sau"),
    response={200: Taken, 404: FaultShape, 422: FaultShape}, openapi_extra={"parameters": PARAMETERS},
)  # fmt: skip
def one_fact(request: HttpRequest, fact: str) -> JsonResponse:
    register, found = _known(request, fact)
    times = ("tai-ngay",) if found.at_a_date else ("tu", "den")
    form = ScopeForm(request.GET, *times, "dia-ban")
    if strange := [name for name in request.GET if name not in form.fields and name != AFTER]:
        raise unknown(strange, _("Số liệu này không hỏi được theo mục này."))
    if not form.is_valid():
        raise of_form(form)
    told = measure(
        fact, at=form.day if found.at_a_date else None, period=None if found.at_a_date else form.period,
        territory=form.territory, seen=seen_by_actor(request.actor),
    )  # fmt: skip
    return answer(_told(request, register, told))


def _known(request: HttpRequest, code: str) -> tuple[Register, Fact]:
    """The fact if this caller may be told it; others get the same answer as for nothing."""
    try:
        register, found = fact_of(code)
    except FactUnknown:
        raise not_there() from None
    if found not in offered(register, list_level(request.actor, register)):
        raise not_there()
    return register, found


def _told(request: HttpRequest, register: Register, told: Measured) -> dict[str, Any]:
    ids = _ids(request, told)
    query = request.GET.copy()
    query[AFTER] = str(ids[MOST - 1]) if len(ids) > MOST else ""
    scope = told.scope
    return {
        "code": told.fact.code, "name": str(told.fact.name), "register": register.code, "unit": str(told.fact.unit),
        "value": str(told.value) if isinstance(told.value, Decimal) else told.value,
        "at": scope.at, "period": list(scope.period) if scope.period else None,
        "territory": scope.territory.code if scope.territory else None,
        "counted": told.counted, "missing": told.missing, "numerator": told.numerator,
        "denominator": told.denominator, "unplaced": told.unplaced, "ids": ids[:MOST],
        "next": f"{PLACE}so-lieu/{told.fact.code}?{query.urlencode()}" if len(ids) > MOST else None,
    }  # fmt: skip


def _ids(request: HttpRequest, told: Measured) -> list[int]:
    """Keys in their order, one more than a page holds."""
    text = request.GET.get(AFTER, "") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise wrong(AFTER, _("Chỗ đọc tiếp không đúng; hãy lấy ở “next”."), "cursor")
    rows = told.records.filter(pk__gt=int(text)).order_by("pk")
    return list(rows.values_list("pk", flat=True)[: MOST + 1])
