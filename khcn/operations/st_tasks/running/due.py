"""What is due on tasks under contract, whether or not somebody has sent anything: one list, a constant number of queries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.lib.months import add_months
from khcn.operations.st_tasks.accepting.publishing import publication_due
from khcn.operations.st_tasks.choices import ChangeState, Holder, MeetingState
from khcn.operations.st_tasks.councils.before_and_after import conclusion_due_on
from khcn.operations.st_tasks.models import (
    Change,
    ExpertOpinion,
    Inspection,
    Instalment,
    Meeting,
    PeriodicReport,
    Stop,
    StTask,
    VolumeConfirmation,
)
from khcn.operations.st_tasks.money.regime import outline_for, whole_figure
from khcn.operations.st_tasks.money.volumes import volume_due
from khcn.operations.st_tasks.money.words import dong
from khcn.operations.st_tasks.running.inspections import UNDER_WAY, next_inspection_due

KINDS = {
    "report": gettext_lazy("Báo cáo định kỳ"),
    "judge": gettext_lazy("Đánh giá báo cáo"),
    "volume": gettext_lazy("Xác nhận khối lượng, kinh phí"),
    "change": gettext_lazy("Trả lời đề nghị điều chỉnh"),
    "end": gettext_lazy("Hết thời gian thực hiện"),
    "acceptance": gettext_lazy("Nộp hồ sơ nghiệm thu"),
    "publish": gettext_lazy("Công bố hồ sơ nghiệm thu"),
    "conclusion": gettext_lazy("Gửi kết luận nghiệm thu"),
    "opinion": gettext_lazy("Ý kiến chuyên gia độc lập"),
    "instalment": gettext_lazy("Cấp kinh phí"),
    "refund": gettext_lazy("Hoàn trả kinh phí"),
    "inspection": gettext_lazy("Kiểm tra định kỳ"),
}


@dataclass(frozen=True)
class Due:
    """One thing. `key` stays the same from day to day, so reminders know what they told; `page` names the address."""

    kind: str
    day: date
    task: StTask
    holder: str
    what: str
    key: str
    page: str

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind])

    @property
    def holder_name(self) -> str:
        return str(Holder(self.holder).label)

    def late(self, today: date) -> int:
        return max((today - self.day).days, 0)


def due_until(tasks: QuerySet[StTask], until: date) -> list[Due]:
    """All that is due by that day on these tasks, the oldest first."""
    known = {
        task.pk: task
        for task in tasks.select_related("procedure", "host", "officer").defer("procedure__definition")
    }
    parts = (
        _reports, _unjudged, _volumes, _changes, _ends, _unpublished, _conclusions, _opinions, _instalments, _refunds,
        _inspections,
    )  # fmt: skip
    found = [one for part in parts for one in part(tasks, known) if one.day <= until]
    return sorted(found, key=lambda one: (one.day, one.kind, one.task.pk))


#: Steps in which a conclusion of the acceptance council may still wait to be sent.
CONCLUDED = ("acceptance", "finishing")
Known = Mapping[int, StTask]
Found = Iterator[Due]


def _reports(tasks: QuerySet[StTask], known: Known) -> Found:
    rows = PeriodicReport.objects.filter(task__in=tasks, task__state__in=UNDER_WAY, sent_at=None, excused="")
    for row in rows:
        what = _("Kỳ %(number)s: %(first)s–%(last)s") % {
            "number": row.number, "first": f"{row.period_from:%d/%m/%Y}", "last": f"{row.period_to:%d/%m/%Y}"
        }  # fmt: skip
        yield Due("report", row.due_on, known[row.task_id], Holder.HOST, what, f"r{row.pk}", "task_reports")


def _unjudged(tasks: QuerySet[StTask], known: Known) -> Found:
    """The rule sets set no time for judging: it is due when it comes."""
    rows = PeriodicReport.objects.filter(task__in=tasks, sent_at__isnull=False, judgement="")
    for row in rows:
        assert row.sent_at is not None
        what = _("Báo cáo kỳ %(number)s đã nộp, chưa đánh giá") % {"number": row.number}
        yield Due(
            "judge", max(row.due_on, row.sent_at.date()), known[row.task_id], Holder.OFFICER, what, f"j{row.pk}", "task_reports"
        )  # fmt: skip


def _volumes(tasks: QuerySet[StTask], known: Known) -> Found:
    for row in VolumeConfirmation.objects.filter(task__in=tasks, money_confirmed_on=None):
        row.task = known[row.task_id]
        if (day := volume_due(row)) is not None:
            step = "m" if row.confirmed_on else "v"
            what = row.period or _("Đề nghị xác nhận")
            yield Due("volume", day, row.task, Holder.OFFICER, what, f"{step}{row.pk}", "task_money")


def _changes(tasks: QuerySet[StTask], known: Known) -> Found:
    for row in Change.objects.filter(task__in=tasks, state=ChangeState.ASKED, due_on__isnull=False):
        assert row.due_on is not None
        yield Due(
            "change",
            row.due_on,
            known[row.task_id],
            Holder.OFFICER,
            row.get_kind_display(),
            f"c{row.pk}",
            "task_changes",
        )


def _ends(tasks: QuerySet[StTask], known: Known) -> Found:
    for task in known.values():
        if task.state in ("running", "paused") and task.ends_on:
            what = _("Kết thúc thực hiện theo hợp đồng")
            yield Due(
                "end",
                task.ends_on,
                task,
                Holder.HOST,
                what,
                f"e{task.pk}:{task.ends_on:%y%m%d}",
                "task_reports",
            )
        if task.state in UNDER_WAY and task.acceptance_due_on and task.dossier_on is None:
            what = _("Hồ sơ đánh giá, nghiệm thu")
            key = f"a{task.pk}:{task.acceptance_due_on:%y%m%d}"
            yield Due("acceptance", task.acceptance_due_on, task, Holder.HOST, what, key, "task_reports")


def _unpublished(tasks: QuerySet[StTask], known: Known) -> Found:
    for task in known.values():
        if (day := publication_due(task, outline_for(task))) is not None:
            what = _("Đăng trên cổng thông tin sau khi hồ sơ hợp lệ")
            yield Due(
                "publish", day, task, Holder.OFFICER, what, f"p{task.pk}:{day:%y%m%d}", "task_publish_dossier"
            )


def _conclusions(tasks: QuerySet[StTask], known: Known) -> Found:
    rows = Meeting.objects.filter(
        state=MeetingState.CLOSED, conclusion_sent_on=None, items__task__in=tasks.filter(step__in=CONCLUDED),
    ).distinct()  # fmt: skip
    for row in (
        rows.select_related("council__procedure")
        .defer("council__procedure__definition")
        .prefetch_related("items")
    ):
        day = conclusion_due_on(row)
        if day is None:
            continue
        for item in row.items.all():
            if item.task_id in known:
                what = _("Phiên họp số %(number)s, biên bản %(symbol)s") % {
                    "number": row.number,
                    "symbol": row.minutes_symbol,
                }
                key = f"g{row.pk}:{item.task_id}"
                yield Due("conclusion", day, known[item.task_id], Holder.OFFICER, what, key, "st_task_detail")


def _opinions(tasks: QuerySet[StTask], known: Known) -> Found:
    for row in ExpertOpinion.objects.filter(task__in=tasks, answered_on=None, due_on__isnull=False):
        assert row.due_on is not None
        yield Due(
            "opinion", row.due_on, known[row.task_id], Holder.OFFICER, row.name, f"o{row.pk}", "task_opinions"
        )


def _instalments(tasks: QuerySet[StTask], known: Known) -> Found:
    rows = Instalment.objects.filter(
        contract__task__in=tasks, contract__signed_on__isnull=False, contract__liquidated_on=None, advanced_on=None,
        planned_on__isnull=False, contract__task__state__in=("running", "accepting"),
    ).select_related("contract")  # fmt: skip
    for row in rows:
        assert row.planned_on is not None
        what = _("Đợt %(number)s: %(amount)s") % {"number": row.number, "amount": dong(row.amount)}
        if row.stopped_reason:
            what = _("%(what)s, đang dừng cấp") % {"what": what}
        yield Due(
            "instalment", row.planned_on, known[row.contract.task_id], Holder.OFFICER, what, f"i{row.pk}", "task_contract"
        )  # fmt: skip


def _refunds(tasks: QuerySet[StTask], known: Known) -> Found:
    rows = Stop.objects.filter(
        task__in=tasks, refund_due_on__isnull=False, refund__gt=Coalesce(F("refunded"), 0)
    )
    for row in rows:
        assert row.refund_due_on is not None
        what = _("Còn %(left)s phải hoàn trả") % {"left": dong((row.refund or 0) - (row.refunded or 0))}
        yield Due(
            "refund", row.refund_due_on, known[row.task_id], Holder.HOST, what, f"f{row.pk}", "task_stop"
        )


def _inspections(tasks: QuerySet[StTask], known: Known) -> Found:
    held: dict[int, list[date]] = {}
    for pk, day in Inspection.objects.filter(task__in=tasks).values_list("task", "on"):
        held.setdefault(pk, []).append(day)
    for task in known.values():
        due = next_inspection_due(task, held.get(task.pk, [])) if task.state == "running" else None
        if due is not None:
            yield Due(
                "inspection", due, task, Holder.OFFICER, _("Kiểm tra ít nhất mỗi năm một lần"),
                f"k{task.pk}:{due:%y%m%d}", "task_inspections",
            )  # fmt: skip


def extension_last_day(task: StTask) -> date | None:
    """The last day on which more time may be asked for; None where no rule says."""
    months = whole_figure(outline_for(task), "extension.ask_months_before")
    return None if months is None or task.ends_on is None else add_months(task.ends_on, -months)


def soon(found: Iterable[Due], today: date, days: int) -> list[Due]:
    """Those due within so many days from today on, or before."""
    last = today + timedelta(days=days)
    return [one for one in found if one.day <= last]
