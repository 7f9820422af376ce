"""The tool: choose or paste, see the account, print it or take it as a workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from khcn.indicators.growth_accounting import GrowthAccount, account
from khcn.kernel.access import may
from khcn.kernel.errors import NotAllowed
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import workbook_response
from khcn.web.workspace.tfp import showing
from khcn.web.workspace.tfp.asking import Asked, asked_of
from khcn.web.workspace.tfp.forms import TfpForm

TITLE = gettext_lazy("Đóng góp của TFP vào tăng trưởng")


@require_http_methods(["GET", "HEAD", "POST"])
def tfp_tool(request: HttpRequest) -> HttpResponse:
    if not may(request.actor, "indicators.count.view"):
        raise NotAllowed(
            _("Công cụ này dành cho người trong bộ máy của tỉnh. Hãy đăng nhập bằng tài khoản được cấp."),
            code="not_allowed:indicators.count.view" if request.user.is_authenticated else "not_allowed:sign_in",
        )  # fmt: skip
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TfpForm(*posted, actor=request.actor)

    def save() -> HttpResponse:
        asked = asked_of(form.cleaned_data, form.tabular)
        told = account(asked.inputs)
        if request.POST.get("dang") == "xlsx":
            return workbook_response(
                _("Tính kiểm tra TFP"), showing.columns(), showing.sheet_of(told), str(showing.NOTICE)
            )
        context = {"form": form, "page_title": str(TITLE), "notice": showing.NOTICE, **_told(told, asked)}
        return render(request, "tfp/tfp_tool.html", context)

    return form_page(
        request, form, title=str(TITLE), save=save, template="tfp/tfp_tool.html", notice=showing.NOTICE
    )


def _told(told: GrowthAccount, asked: Asked) -> dict[str, Any]:
    return {
        "account": told, "tables": showing.tables_of(told), "sensitivity": showing.sensitivity_of(told),
        "official": showing.official_of(told), "notes": showing.notes_of(told), "capital": showing.capital_of(told),
        "sources": asked.sources, "span": told.periods[0].name, "alpha": showing.told(told.periods[0].alpha),
        "residual": f"{told.check.residual:.0E}" if told.check.residual else "0", "today": timezone.localdate(),
    }  # fmt: skip
