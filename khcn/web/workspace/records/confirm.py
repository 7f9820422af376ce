"""One page of everything that nobody has verified yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from khcn.kernel.access import require
from khcn.kernel.agencies.models import Agency, AgencyClass, Succession
from khcn.kernel.base import Confirmation
from khcn.kernel.duties.models import DutyRule
from khcn.kernel.territory.models import Unit, UnitChange
from khcn.operations.st_tasks.models import Procedure

UNSURE = {"confirmation": Confirmation.TO_CONFIRM}


def to_confirm(request: HttpRequest) -> HttpResponse:
    require(request.actor, "plan.plan.import")
    joined = ("predecessor", "successor")
    groups = [
        (_("Quan hệ kế thừa giữa các cơ quan"), Succession.objects.filter(**UNSURE).select_related(*joined)),
        (_("Quy tắc nghĩa vụ"), DutyRule.objects.filter(**UNSURE, active=True)),
        (_("Bộ quy tắc của nhiệm vụ KH&CN"), Procedure.objects.filter(**UNSURE).exclude(state="retired")),
        (_("Cơ quan"), Agency.objects.filter(**UNSURE)),
        (_("Nhóm cơ quan nêu chung trong văn bản"), AgencyClass.objects.filter(**UNSURE)),
        (_("Địa giới hành chính"), UnitChange.objects.filter(**UNSURE).select_related(*joined)),
        (_("Đơn vị hành chính"), Unit.objects.filter(**UNSURE)),
    ]
    told = [{"title": title, "rows": list(rows)} for title, rows in groups]
    context = {"groups": [one for one in told if one["rows"]], "total": sum(len(one["rows"]) for one in told)}
    return render(request, "records/to_confirm.html", context)
