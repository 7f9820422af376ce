"""PII on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.web.workspace.pii.pictures import pillars_of, score_of
from khcn.web.workspace.pii.table import PILLARS, POSITION, RANK, SCORE, Pii


@require_safe
def pii(request: HttpRequest) -> HttpResponse:
    found = Pii(request.actor)
    latest = found.latest
    context = {
        "page_title": _("Chỉ số đổi mới sáng tạo cấp tỉnh (PII)"),
        "trail": [(_("Chỉ số"), reverse("indicator_list")), (_("PII"), "")],
        "inside": found.inside, "heads": found.heads, "known": bool(found.columns),
        "overall": found.lines((SCORE, RANK, POSITION)), "pillars": found.lines(PILLARS),
        "score": found.figures[SCORE].get(latest) if latest else None,
        "rank": found.cell(RANK, latest) if latest else None, "year": latest[1] if latest else None,
        "place": found.units[latest[0]].name if latest else "",
        "bars": pillars_of(found), "way": score_of(found),
        "to_confirm": any(card.needs_confirmation for card in found.cards.values()),
    }  # fmt: skip
    return render(request, "pii/pii.html", context)
