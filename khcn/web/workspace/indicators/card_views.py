"""Defining an indicator: a new one, the draft of the next version and putting it in force, decisions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.indicators.cards import (
    ABOUT,
    add_indicator,
    draft_card,
    edit_indicator,
    note_decision,
    put_in_force,
)
from khcn.indicators.choices import CardState
from khcn.indicators.models import Card, Indicator
from khcn.kernel.access import require
from khcn.kernel.errors import DomainError
from khcn.web.ui.forms import form_page, show_refusal
from khcn.web.workspace.indicators.common import (
    cards_of,
    frame,
    in_force,
    inside_only,
    trail_of,
    url_of_indicator,
)
from khcn.web.workspace.indicators.definition import changes, lines_of
from khcn.web.workspace.indicators.forms import AboutForm, CardForm, DecisionForm, IndicatorForm, ReasonForm

EDIT = "indicators.card.edit"
FORM = "indicators/form_page.html"


def indicator_add(request: HttpRequest) -> HttpResponse:
    require(request.actor, EDIT)
    form = IndicatorForm(request.POST or None)
    title = _("Thêm chỉ số")

    def save() -> HttpResponse:
        made = add_indicator(
            code=form.cleaned_data["code"], by=request.actor, values=form.values, **form.about
        )
        messages.success(request, _("Đã soạn phiếu định nghĩa. Hãy xem lại rồi bấm “Áp dụng”."))
        return redirect("card_edit", code=made.code)

    return form_page(
        request, form, title=title, save=save, keep="chi-so-moi", template=FORM, trail=trail_of(None, (title, "")),
        back=trail_of()[0][1], submit=_("Lưu bản soạn"),
    )  # fmt: skip


def indicator_edit(request: HttpRequest, code: str) -> HttpResponse:
    indicator = inside_only(request, code, EDIT)
    start = {name: getattr(indicator, name) for name in ABOUT}
    form = AboutForm(request.POST or None, initial=start)
    title = _("Thông tin chung của chỉ số")

    def save() -> HttpResponse:
        edit_indicator(indicator=indicator, by=request.actor, **form.about)
        messages.success(request, _("Đã lưu thông tin chung."))
        return redirect("indicator_detail", code=code)

    context = frame(indicator, title) | {"back": url_of_indicator("indicator_detail", indicator)}
    del context["page_title"]
    return form_page(
        request, form, title=title, save=save, keep=f"chi-so-{indicator.pk}", template=FORM, **context
    )


def card_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The form of the draft, what it changes of the version in force, and the button that puts it in force."""
    indicator = inside_only(request, code, EDIT)
    cards = cards_of(indicator)
    draft = next((card for card in cards if card.state == CardState.DRAFT), None)
    if "ap-dung" in request.POST and draft is not None:
        return _apply(request, indicator, draft, cards)
    start = draft or in_force(cards)
    form = CardForm(request.POST or None, instance=start, initial={"reason": draft.reason if draft else ""})

    def save() -> HttpResponse:
        draft_card(
            indicator=indicator, by=request.actor, values=form.values, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Đã lưu bản soạn. Hãy xem những điểm thay đổi rồi bấm “Áp dụng”."))
        return redirect("card_edit", code=code)

    return _page(request, indicator, form, save, _before_and_after(cards, draft))


def _apply(request: HttpRequest, indicator: Indicator, draft: Card, cards: list[Card]) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="ap-dung")
    form.fields["reason"].required = False
    form.is_valid()
    try:
        put_in_force(card=draft, by=request.actor, reason=form.cleaned_data.get("reason", ""))
    except DomainError as refusal:
        show_refusal(form, refusal)
        told = _before_and_after(cards, draft) | {"apply": form, "status": 422}
        start = CardForm(instance=draft, initial={"reason": draft.reason})
        return _page(request, indicator, start, lambda: redirect("card_edit", code=indicator.code), told)
    messages.success(
        request, _("Đã áp dụng định nghĩa mới. Số đếm từ sổ và công thức được tính lại trong nền.")
    )
    return redirect("indicator_detail", code=indicator.code)


def _page(
    request: HttpRequest, indicator: Indicator, form: CardForm, save: Any, told: dict[str, Any]
) -> HttpResponse:
    title = _("Định nghĩa chỉ số")
    context = frame(indicator, title) | {"back": url_of_indicator("indicator_detail", indicator), **told}
    del context["page_title"]
    if context.pop("status", 0):
        return render(
            request, "indicators/card_edit.html", {"form": form, "page_title": title, **context}, status=422
        )
    return form_page(
        request, form, title=title, save=save, keep=f"dinh-nghia-{indicator.pk}", template="indicators/card_edit.html",
        **context,
    )  # fmt: skip


def _before_and_after(cards: list[Card], draft: Card | None) -> dict[str, Any]:
    now = in_force(cards)
    if draft is None:
        return {"draft": None, "card": now}
    return {
        "draft": draft, "card": now, "changes": changes(now, draft), "first_lines": [] if now else lines_of(draft),
        "apply": ReasonForm(prefix="ap-dung", initial={"reason": draft.reason}),
    }  # fmt: skip


@require_safe
def card_version(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """One version as it was: also those replaced, under which older figures were told."""
    indicator = inside_only(request, code)
    cards = {card.version: card for card in cards_of(indicator)}
    card = cards.get(version)
    if card is None:
        raise Http404
    title = _("Định nghĩa bản {version}: {name}").format(version=version, name=card.name)
    context = frame(indicator, title) | {
        "card": card, "lines": lines_of(card), "changes": changes(cards.get(version - 1), card),
    }  # fmt: skip
    context["trail"][-1] = (_("Định nghĩa bản {version}").format(version=version), "")
    return render(request, "indicators/card_version.html", context)


def decision_add(request: HttpRequest, code: str) -> HttpResponse:
    indicator = inside_only(request, code, EDIT)
    form = DecisionForm(request.POST or None, initial={"decided_on": request.actor.on})
    title = _("Ghi quyết định về cách hiểu")

    def save() -> HttpResponse:
        note_decision(indicator=indicator, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi quyết định."))
        return redirect(url_of_indicator("indicator_detail", indicator) + "#quyet-dinh")

    context = frame(indicator, title) | {"back": url_of_indicator("indicator_detail", indicator)}
    del context["page_title"]
    return form_page(
        request, form, title=title, save=save, keep=f"quyet-dinh-{indicator.pk}", template=FORM, **context
    )
