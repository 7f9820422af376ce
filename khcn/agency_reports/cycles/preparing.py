"""Preparing a cycle: window, deadlines, template. Until it is opened everything can still be changed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleKind, CycleState
from khcn.agency_reports.cycles.proposing import ONCE_A_YEAR
from khcn.agency_reports.models import Cycle, ReportTemplate
from khcn.indicators.choices import Calendar
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Document
from khcn.kernel.errors import DomainError
from khcn.plan.models import Plan, ReportingDuty

CODES: dict[str, str] = {
    CycleKind.YEAR: "nam",
    CycleKind.HALF_YEAR: "6-thang",
    CycleKind.MONTH: "thang",
    CycleKind.MID_TERM: "so-ket",
    CycleKind.FINAL: "tong-ket",
    CycleKind.AD_HOC: "dot-xuat",
}
TOLD = ("kind", "year", "title", "first_day", "last_day", "calendar", "due_on", "internal_due_on", "backfill")


@transaction.atomic
def prepare_cycle(
    *,
    plan: Plan,
    kind: str,
    year: int,
    title: str,
    first_day: date,
    last_day: date,
    due_on: date,
    internal_due_on: date,
    template: ReportTemplate,
    by: Actor,
    calendar: str = Calendar.ADMINISTRATIVE,
    letter: Document | None = None,
    previous: Cycle | None = None,
    backfill: bool = False,
    duty: ReportingDuty | None = None,
) -> Cycle:
    """A cycle that nobody has been asked to answer yet. Yearly reports and reviews exist once a year and plan."""
    require(by, "agency_reports.cycle.manage")
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    _refuse_second(plan, kind, year)
    cycle = Cycle(
        plan=plan, kind=kind, year=year, code=_code(kind, year, last_day), artificial=plan.artificial
    )
    cycle.duty, cycle.template, cycle.letter, cycle.previous = duty, template, letter, previous
    cycle.first_day, cycle.last_day, cycle.calendar = first_day, last_day, calendar
    cycle.due_on, cycle.internal_due_on, cycle.backfill = due_on, internal_due_on, backfill
    cycle.title = " ".join(title.split())
    check_days(cycle)
    cycle.save()
    record_event("cycle.prepare", cycle, by=by, after=_told(cycle))
    return cycle


@transaction.atomic
def change_cycle(*, cycle: Cycle, by: Actor, **values: Any) -> Cycle:
    """Change a cycle that is being prepared; give the values that change, by the names of `prepare_cycle`."""
    require(by, "agency_reports.cycle.manage", cycle)
    cycle = locked(cycle)
    if cycle.state != CycleState.PREPARING:
        raise DomainError(
            _("Kỳ này đã mở nên không đổi được thời hạn chung. Hãy gia hạn cho từng đơn vị, kèm lý do."),
            code="cycle.opened",
        )
    before = _told(cycle)
    for name in ("title", "first_day", "last_day", "calendar", "due_on", "internal_due_on", "template", "letter",
                 "previous", "backfill", "duty"):  # fmt: skip
        if name in values:
            setattr(cycle, name, values[name])
    cycle.title = " ".join(cycle.title.split())
    check_days(cycle)
    after = _told(cycle)
    changed = [name for name in after if after[name] != before[name]]
    cycle.save()
    if changed:
        record_event("cycle.change", cycle, by=by, before={name: before[name] for name in changed},
                     after={name: after[name] for name in changed})  # fmt: skip
    return cycle


@transaction.atomic
def discard_cycle(*, cycle: Cycle, by: Actor) -> None:
    """Drop a cycle that was never opened."""
    require(by, "agency_reports.cycle.manage", cycle)
    cycle = locked(cycle)
    if cycle.state != CycleState.PREPARING:
        raise DomainError(_("Kỳ đã mở thì không bỏ được, chỉ khóa được."), code="cycle.opened")
    record_event("cycle.discard", cycle, by=by, before=_told(cycle))
    cycle.delete()


def locked(cycle: Cycle) -> Cycle:
    """The cycle as it stands now, held until the act ends."""
    rows = Cycle.objects.select_for_update(of=("self",)).select_related("plan", "template")
    return rows.get(pk=cycle.pk)


def check_days(cycle: Cycle, today: date | None = None) -> None:
    """Refuse windows and deadlines that contradict each other; past deadlines are for back-fill only."""
    today = today or timezone.localdate()
    wrong: dict[str, tuple[str, str]] = {}
    if not cycle.title:
        wrong["title"] = ("untitled", _("Hãy ghi tên kỳ báo cáo."))
    if cycle.last_day < cycle.first_day:
        text = _("Ngày cuối kỳ số liệu {last:%d/%m/%Y} sớm hơn ngày đầu {first:%d/%m/%Y}.")
        wrong["last_day"] = ("window", text.format(last=cycle.last_day, first=cycle.first_day))
    if cycle.internal_due_on > cycle.due_on:
        text = _("Hạn gửi của đơn vị {internal:%d/%m/%Y} phải không muộn hơn hạn chính thức {due:%d/%m/%Y}.")
        wrong["internal_due_on"] = ("order", text.format(internal=cycle.internal_due_on, due=cycle.due_on))
    elif cycle.internal_due_on < today and not cycle.backfill:
        text = _(
            "Hạn gửi của đơn vị {internal:%d/%m/%Y} đã qua. Hãy đặt hạn mới, hoặc đánh dấu đây là kỳ làm bù."
        )
        wrong["internal_due_on"] = ("due_passed", text.format(internal=cycle.internal_due_on))
    if wrong:
        code = next(iter(wrong.values()))[0]
        fields = {name: text for name, (_code_, text) in wrong.items()}
        raise DomainError(" ".join(fields.values()), code=f"cycle.{code}", fields=fields)


def _refuse_second(plan: Plan, kind: str, year: int) -> None:
    if kind not in ONCE_A_YEAR:
        return
    twin = Cycle.objects.filter(plan=plan, kind=kind, year=year).first()
    if twin is not None:
        text = _("Kế hoạch này đã có kỳ “{title}”. Mỗi năm chỉ có một kỳ loại này.").format(title=twin.title)
        raise DomainError(text, code="cycle.exists", fields={"year": text})


def _code(kind: str, year: int, last_day: date) -> str:
    """A short address such as "nam-2026"; a second one of its kind gets a number behind."""
    month = f"{last_day:%m}-" if kind == CycleKind.MONTH else ""
    base = f"{CODES[kind]}-{month}{year}"
    taken = set(Cycle.objects.filter(code__startswith=base).values_list("code", flat=True))
    tries = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (base, *tries) if code not in taken)


def _told(cycle: Cycle) -> dict[str, Any]:
    return {name: getattr(cycle, name) for name in TOLD} | {"template": str(cycle.template)}
