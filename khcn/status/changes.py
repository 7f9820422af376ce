"""What changed lately, told in sentences from the audit events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.audit.models import Event
from khcn.plan.models import Target, TargetMeasure
from khcn.status.choices import Cause
from khcn.status.models import Judgement, StatusChange

DAYS = 14
MOST = 6
MOST_TARGETS = 4

SENTENCES = {
    "task.update": gettext_lazy("{who} cập nhật kết quả nhiệm vụ {what}"),
    "task.close": gettext_lazy("{who} kết thúc nhiệm vụ {what}"),
    "task.extend": gettext_lazy("{who} gia hạn nhiệm vụ {what}"),
    "task.succeed": gettext_lazy("{who} chuyển tiếp nhiệm vụ {what}"),
    "task.take_over": gettext_lazy("{who} giao cơ quan tiếp nhận nhiệm vụ {what}"),
    "task.reopen": gettext_lazy("{who} mở lại nhiệm vụ {what}"),
    "milestone.add": gettext_lazy("{who} thêm mốc cho nhiệm vụ {what}"),
    "milestone.complete": gettext_lazy("{who} hoàn thành một mốc của nhiệm vụ {what}"),
    "obstacle.raise": gettext_lazy("{who} nêu vướng mắc: {what}"),
    "obstacle.answer": gettext_lazy("{who} trả lời vướng mắc: {what}"),
    "obstacle.close": gettext_lazy("{who} ghi vướng mắc đã giải quyết: {what}"),
    "finding.settle": gettext_lazy("{who} xử lý phát hiện: {what}"),
    "finding.reopen": gettext_lazy("{who} mở lại phát hiện: {what}"),
    "subplan.add": gettext_lazy("{who} ghi kế hoạch {what}"),
    "plan.import": gettext_lazy("{who} đưa văn bản vào hệ thống: {what}"),
    "plan.update": gettext_lazy("{who} sửa thông tin kế hoạch {what}"),
    "target.measure_choose": gettext_lazy("{who} chọn cách tính cho chỉ tiêu {what}"),
    "target.measure_unchoose": gettext_lazy("{who} bỏ lựa chọn cách tính của chỉ tiêu {what}"),
    "target.step": gettext_lazy("{who} đặt lộ trình của chỉ tiêu {what}"),
    "target.govern": gettext_lazy("{who} chọn mức áp dụng: chỉ tiêu {what}"),
}

#: Obstacles are not for everyone's eyes; these events are told only to those who see them all.
SENSITIVE = ("obstacle.raise", "obstacle.answer", "obstacle.close")


@dataclass(frozen=True)
class Change:
    """One sentence; `record` is what it speaks of, when its page is known. `times` counts repeats."""

    at: datetime
    sentence: str
    record: Model | None
    times: int = 1


def recent_changes(
    on: date, known: dict[tuple[str, str], Model], *, sensitive: bool, judged: Iterable[Judgement] = ()
) -> list[Change]:
    """What people did and which targets changed their status, the newest first; one query.

    `known` maps (model, id) to records; `judged` are the last judgements with their changes.
    """
    changes = _of_people(on, known, sensitive=sensitive) + _of_targets(on, judged)
    return sorted(changes, key=lambda one: one.at, reverse=True)


def _of_targets(on: date, judged: Iterable[Judgement]) -> list[Change]:
    """The last change of each reading with its cause; that a target was judged for the first time is no news."""
    since, until = _span(on)
    found = [
        Change(change.at, told_change(change, row.target, row.measure), row.target)
        for row in judged
        if (change := row.change) and since <= change.at < until and change.cause != Cause.FIRST
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST_TARGETS]


def told_change(row: StatusChange, target: Target, measure: TargetMeasure | None) -> str:
    """“Chỉ tiêu T7 … (Đơn đã nộp): Chệch hướng → Đúng tiến độ, do: số liệu mới”."""
    what = f"{target.code} {target.short_title}"
    if measure is not None and measure.label:
        what = f"{what} ({measure.label})"
    return _("Chỉ tiêu {what}: {before} → {after}, do: {cause}").format(
        what=what, before=row.get_before_display() or "—", after=row.get_after_display(),
        cause=row.get_cause_display().lower(),
    )  # fmt: skip


def _span(on: date) -> tuple[datetime, datetime]:
    since = timezone.make_aware(datetime.combine(on - timedelta(days=DAYS), time.min))
    return since, timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


def _of_people(on: date, known: dict[tuple[str, str], Model], *, sensitive: bool) -> list[Change]:
    actions = [code for code in SENTENCES if sensitive or code not in SENSITIVE]
    since, until = _span(on)
    events = Event.objects.filter(at__gte=since, at__lt=until, action__in=actions).order_by("-number")
    found: dict[tuple[str, ...], Change] = {}
    for event in events[: MOST * 4]:
        key = (event.action, event.model, event.object_id, _who(event), str(timezone.localdate(event.at)))
        earlier = found.get(key)
        if earlier:
            found[key] = Change(earlier.at, earlier.sentence, earlier.record, earlier.times + 1)
        else:
            found[key] = Change(event.at, _told(event), known.get((event.model, event.object_id)))
    return list(found.values())[:MOST]


def _who(event: Event) -> str:
    return event.on_behalf or event.actor_name or _("Hệ thống")


def _told(event: Event) -> str:
    return str(SENTENCES[event.action]).format(who=_who(event), what=event.label or "—")
