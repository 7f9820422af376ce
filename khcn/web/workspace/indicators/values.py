"""One figure: where it comes from and what became of it; telling, correcting, confirming, publishing, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khcn.indicators.choices import ValueState
from khcn.indicators.entering import confirm_value, correct_value, record_value, withdraw_value
from khcn.indicators.models import Frozen, Indicator, Observation
from khcn.indicators.publishing import Drift, drift_of, publish_value
from khcn.kernel.access import may, require, visible
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.fact_rights import seen_by_actor
from khcn.kernel.registers.measure import FactUnknown
from khcn.web.links import url_of
from khcn.web.ui.forms import form_page
from khcn.web.workspace.indicators.common import (
    card_or_404,
    frame,
    indicator_or_404,
    inside_only,
    is_inside,
    url_of_indicator,
)
from khcn.web.workspace.indicators.counts import FIRST, operands_of
from khcn.web.workspace.indicators.forms import CorrectionForm, FigureForm, ReasonForm, from_observation
from khcn.web.workspace.indicators.words import figure_with_unit, part_text, period_of, source_text

ENTER, CONFIRM, PUBLISH = (f"indicators.observation.{act}" for act in ("enter", "confirm", "publish"))


@require_safe
def value_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    indicator = indicator_or_404(request, code)
    row = _seen(request, indicator, pk)
    inside = is_inside(request)
    period = period_of(row)
    context = frame(indicator, f"{indicator.name}: {figure_with_unit(row.value, row.card)} ({period})")
    context["trail"][-1] = (_("Số liệu {period}").format(period=period), "")
    frozen = Frozen.objects.filter(observation=row).first()
    context |= {
        "row": row, "inside": inside, "period": period, "value": figure_with_unit(row.value, row.card),
        "numerator": part_text(row.numerator), "denominator": part_text(row.denominator), "source": source_text(row),
        "revisions": _revisions(request, row), "frozen": frozen, "drift": _drift(request, row) if inside else None,
        "operands": operands_of(frozen.operands, row.territory.code) if frozen and inside else [],
        "frozen_count": len(frozen.hashes) if frozen else 0, **_acts(request, indicator, row),
    }  # fmt: skip
    return render(request, "indicators/value_detail.html", context)


def value_add(request: HttpRequest, code: str) -> HttpResponse:
    indicator = inside_only(request, code, ENTER)
    card = card_or_404(indicator)
    form = FigureForm(request.POST or None, card=card, initial=_asked(request))

    def save() -> HttpResponse:
        row = record_value(indicator=indicator, told=form.told, by=request.actor)
        messages.success(
            request, _("Đã ghi số {value}, chờ xác nhận.").format(value=figure_with_unit(row.value, card))
        )
        return redirect("value_detail", code=code, pk=row.pk)

    return _form(request, indicator, form, _("Ghi số liệu"), save, keep=f"so-lieu-{indicator.pk}")


def value_correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    indicator = inside_only(request, code, ENTER)
    card = card_or_404(indicator)
    row = _seen(request, indicator, pk)
    form = CorrectionForm(request.POST or None, card=card, initial=from_observation(row))

    def save() -> HttpResponse:
        fresh = correct_value(
            observation=row, told=form.told, reason=form.cleaned_data["reason"], by=request.actor
        )
        messages.success(request, _("Đã ghi bản đính chính, chờ xác nhận. Số cũ vẫn đứng cho đến lúc đó."))
        return redirect("value_detail", code=code, pk=fresh.pk)

    title = _("Đính chính số liệu {period}").format(period=period_of(row))
    back = url_of_indicator("value_detail", indicator, pk=pk)
    return _form(request, indicator, form, title, save, keep=f"dinh-chinh-{pk}", back=back)


def value_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    indicator = inside_only(request, code)
    row = _seen(request, indicator, pk)
    require(request.actor, PUBLISH if row.state == ValueState.PUBLISHED else CONFIRM, indicator)
    form = ReasonForm(request.POST or None)

    def save() -> HttpResponse:
        withdraw_value(observation=row, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã rút số này khỏi mọi chuỗi số liệu."))
        return redirect("value_detail", code=code, pk=pk)

    title = _("Rút số liệu {period}").format(period=period_of(row))
    back = url_of_indicator("value_detail", indicator, pk=pk)
    lead = _(
        "Số {value} sẽ không còn đứng trong chuỗi nào, nhưng vẫn đọc được cùng lý do. Nếu đây là bản đính chính thì số "
        "trước nó trở lại."
    ).format(value=figure_with_unit(row.value, row.card))
    return _form(request, indicator, form, title, save, back=back, lead=lead, submit=_("Rút số này"))


@require_POST
def value_confirm(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = _seen(request, inside_only(request, code), pk)
    confirm_value(observation=row, by=request.actor)
    messages.success(
        request, _("Đã xác nhận số {value}.").format(value=figure_with_unit(row.value, row.card))
    )
    return redirect("value_detail", code=code, pk=pk)


@require_POST
def value_publish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = _seen(request, inside_only(request, code), pk)
    publish_value(observation=row, by=request.actor)
    messages.success(request, _("Đã công bố số {value}.").format(value=figure_with_unit(row.value, row.card)))
    return redirect("value_detail", code=code, pk=pk)


def _seen(request: HttpRequest, indicator: Indicator, pk: int) -> Observation:
    rows = Observation.objects.filter(indicator=indicator).select_related(
        "indicator", "card", "territory", "document", "created_by", "confirmed_by", "published_by"
    )
    row = visible(request.actor, "indicators.observation.view", rows).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _asked(request: HttpRequest) -> dict[str, Any]:
    """?nam= fills in the year."""
    year = request.GET.get("nam", "")
    return {"year": int(year)} if year.isdecimal() and len(year) == 4 else {}


def _form(
    request: HttpRequest,
    indicator: Indicator,
    form: Any,
    title: str,
    save: Any,
    *,
    back: str = "",
    **more: Any,
) -> HttpResponse:
    back = back or url_of_indicator("indicator_detail", indicator)
    context = frame(indicator, title) | {"back": back, **more}
    del context["page_title"]
    template = "value_form" if isinstance(form, FigureForm) else "form_page"
    return form_page(request, form, title=title, save=save, template=f"indicators/{template}.html", **context)


def _revisions(request: HttpRequest, row: Observation) -> list[Observation]:
    """The whole chain that the figure belongs to, the newest first, as far as the reader may see it."""
    rows = Observation.objects.filter(indicator=row.indicator).select_related("card")
    rows = visible(request.actor, "indicators.observation.view", rows)
    linked = {one.pk: one for one in rows.exclude(replaces=None)} | {
        one.pk: one for one in rows.filter(replaced_by__isnull=False)
    }
    after = {one.replaces_id: one for one in linked.values() if one.replaces_id}
    first: Observation = linked.get(row.pk, row)
    while first.replaces_id in linked:
        first = linked[first.replaces_id]
    chain = [first]
    while (following := after.get(chain[-1].pk)) is not None:
        chain.append(following)
    return chain[::-1] if len(chain) > 1 else []


def _acts(request: HttpRequest, indicator: Indicator, row: Observation) -> dict[str, bool]:
    actor, live = request.actor, row.current and not row.withdrawn
    publishes = may(actor, PUBLISH, indicator)
    confirms = may(actor, CONFIRM, indicator)
    return {
        "may_correct": live and may(actor, ENTER, indicator),
        "may_confirm": live and row.state == ValueState.DRAFT and confirms,
        "may_publish": live and row.state == ValueState.CONFIRMED and publishes,
        "may_withdraw": not row.withdrawn and (publishes if row.state == ValueState.PUBLISHED else confirms),
    }


def _drift(request: HttpRequest, row: Observation) -> dict[str, Any] | None:
    """What changed behind a published count; records the reader may not see are told by their number."""
    try:
        drift = drift_of(row) if row.state == ValueState.PUBLISHED else None
    except FactUnknown:
        return None
    if drift is None:
        return None
    return {
        "differs": drift.value_differs, "records_differ": drift.records_differ, "now": figure_with_unit(drift.now, row.card),
        "groups": _groups(request, row, drift),
    }  # fmt: skip


def _groups(request: HttpRequest, row: Observation, drift: Drift) -> list[dict[str, Any]]:
    register = registers.get(row.frozen.register)
    told = (
        (_("Thêm vào"), drift.added),
        (_("Không còn"), drift.removed),
        (_("Nội dung đã sửa"), drift.changed),
    )
    keys = [pk for _label, found in told for pk in found[:FIRST]]
    if register is None or not keys:
        return []
    seen = register.model._default_manager.filter(seen_by_actor(request.actor)(register), pk__in=keys)
    rows = {record.pk: (str(record), url_of(record)) for record in seen}
    return [
        {"label": label, "count": len(found), "rows": [rows[pk] for pk in found[:FIRST] if pk in rows]}
        for label, found in told
        if found
    ]
