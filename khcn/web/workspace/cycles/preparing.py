"""A new cycle, proposed from the duties of the plan; changing and dropping one that is not open yet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.agency_reports.choices import CycleKind
from khcn.agency_reports.cycles import change_cycle, discard_cycle, prepare_cycle
from khcn.agency_reports.cycles.first_template import current_template
from khcn.agency_reports.cycles.proposing import LEAD_DAYS, Proposal, propose
from khcn.kernel.access import require
from khcn.kernel.errors import DomainError
from khcn.lib.working_days import add_working_days
from khcn.plan.queries import visible_plans
from khcn.web.ui.forms import form_page
from khcn.web.workspace.cycles.common import MANAGE, managed, trail_of
from khcn.web.workspace.cycles.forms import ChoiceOfCycle, CycleForm

FROM_PROPOSAL = (
    "title",
    "first_day",
    "last_day",
    "calendar",
    "due_on",
    "internal_due_on",
    "previous",
    "backfill",
)


def cycle_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, MANAGE)
    plans = list(visible_plans(request.actor).order_by("artificial", "-issued_on", "code"))
    if not plans:
        raise DomainError(
            _("Chưa có kế hoạch nào để báo cáo. Hãy nhập kế hoạch trước."), code="cycle.no_plan"
        )
    today = timezone.localdate()
    choice = ChoiceOfCycle(request.GET, plans)
    plan, kind = choice.plan, choice.told("loai", CycleKind.YEAR)
    year, month = choice.told("nam", today.year), int(choice.told("thang", 0) or 0)
    proposal = propose(plan, kind, year, today, month=month)
    template = current_template()
    initial: dict[str, Any] = {name: getattr(proposal, name) for name in FROM_PROPOSAL}
    form = CycleForm(request.POST or None, plan=plan, initial={**initial, "template": template})

    def save() -> HttpResponse:
        cycle = prepare_cycle(
            plan=plan, kind=kind, year=year, duty=proposal.duty, by=request.actor, **form.cleaned_data
        )
        messages.success(request, _("Đã tạo kỳ báo cáo. Hãy kiểm tra đơn vị phải gửi rồi mở kỳ."))
        return redirect("cycle_prepare", code=cycle.code)

    title = _("Chuẩn bị kỳ báo cáo")
    return form_page(
        request,
        form,
        title=title,
        save=save,
        template="cycles/cycle_form.html",
        choice=ChoiceOfCycle({"ke-hoach": plan.code, "loai": kind, "nam": year, "thang": month or ""}, plans),
        proposal=proposal,
        notes=_notes(proposal),
        keep=f"ky-bao-cao-{kind}-{year}",
        trail=trail_of(title=title),
        back=reverse("cycle_list"),
        submit=_("Tạo kỳ báo cáo"),
    )


def _notes(proposal: Proposal) -> list[str]:
    """Where the proposed days come from."""
    notes = []
    if proposal.duty and proposal.named_day:
        text = _("Hạn theo “{duty}” (mục {clause}): kế hoạch nêu ngày {named:%d/%m/%Y}, ngày cuối chắc chắn đúng hạn là "
                 "{due:%d/%m/%Y}.")  # fmt: skip
        notes.append(
            text.format(
                duty=proposal.duty.short_title, clause=proposal.duty.clause, named=proposal.named_day,
                due=proposal.due_on,
            )
        )  # fmt: skip
    else:
        notes.append(_("Kế hoạch không nêu ngày cho loại báo cáo này; thời hạn dưới đây là đề xuất."))
    notes.append(
        _(
            "Kỳ số liệu hành chính (15/12 năm trước đến 14/12) theo Nghị định 09/2019/NĐ-CP, Điều 12: cần xác nhận."
        )
    )
    if proposal.due_before_close:
        notes.append(
            _(
                "Hạn nộp sớm hơn ngày khép số liệu: báo cáo sẽ ghi “số liệu tính đến” ngày gửi, phần còn lại là ước."
            )
        )
    usual = proposal.duty.internal_lead_days if proposal.duty else LEAD_DAYS
    if not proposal.backfill and add_working_days(proposal.due_on, -usual) < proposal.internal_due_on:
        text = _("Kỳ chuẩn bị muộn: hạn gửi thường sớm hơn {count} ngày làm việc nay không còn kịp.")
        notes.append(text.format(count=usual))
    if proposal.backfill:
        notes.append(_("Hạn này đã qua nên kỳ được đề xuất là kỳ làm bù: không nhắc, không tính chậm."))
    return notes


def cycle_edit(request: HttpRequest, code: str) -> HttpResponse:
    cycle = managed(request, code)
    initial = {name: getattr(cycle, name) for name in CycleForm.base_fields}
    form = CycleForm(request.POST or None, plan=cycle.plan, cycle=cycle, initial=initial)

    def save() -> HttpResponse:
        change_cycle(cycle=cycle, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu kỳ báo cáo."))
        return redirect("cycle_prepare", code=cycle.code)

    title = _("Sửa kỳ báo cáo")
    back = reverse("cycle_prepare", kwargs={"code": code})
    return form_page(
        request,
        form,
        title=title,
        save=save,
        template="cycles/cycle_form.html",
        keep=f"ky-{code}",
        trail=trail_of(cycle, title),
        back=back,
        submit=_("Lưu"),
    )


@require_POST
def cycle_discard(request: HttpRequest, code: str) -> HttpResponse:
    cycle = managed(request, code)
    discard_cycle(cycle=cycle, by=request.actor)
    messages.success(request, _("Đã bỏ kỳ báo cáo chưa mở."))
    return redirect("cycle_list")
