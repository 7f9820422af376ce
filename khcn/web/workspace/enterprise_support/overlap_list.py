"""“Nghi hỗ trợ trùng”: groups of support that somebody has to look at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.errors import NotAllowed
from khcn.kernel.registers.rules import view_name
from khcn.registers.enterprise_support.queries import overlaps
from khcn.web.ui.lists import page_of
from khcn.web.workspace.enterprise_support.common import compared, lines_of, may_compare, support


@require_safe
def overlap_list(request: HttpRequest) -> HttpResponse:
    if not may_compare(request.actor):
        raise NotAllowed(
            _("Chỉ người của cơ quan nhà nước xem được danh sách này."),
            code=f"not_allowed:{view_name(support())}",
        )
    every = request.GET.get("hien") == "tat-ca"
    found = overlaps(compared(request.actor))
    shown = found if every else [one for one in found if one.open]
    page = page_of(request, shown)
    context = {
        "page_title": _("Nghi hỗ trợ trùng"),
        "trail": [(support().name, "/so-dang-ky/ho-tro-doanh-nghiep/"), (_("Nghi hỗ trợ trùng"), "")],
        "page": page,
        "groups": [(one, lines_of(one)) for one in page.object_list],
        "tabs": [
            {
                "label": _("Chờ rà soát"),
                "url": "?",
                "active": not every,
                "count": sum(one.open for one in found),
            },
            {"label": _("Tất cả"), "url": "?hien=tat-ca", "active": every, "count": len(found)},
        ],
    }
    return render(request, "enterprise_support/overlap_list.html", context)
