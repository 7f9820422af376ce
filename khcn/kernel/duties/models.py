"""Rules of obligations, the duties that they make, and the secret addresses of calendar feeds."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.kernel.base import Dated, Sourced, dates_in_order
from khcn.kernel.duties.choices import DutyEvent, DutyState, DutyUnit

OPEN = Q(done_on=None, waived_on=None, cancelled_on=None)


def usual_standings() -> list[str]:
    return ["active"]


def usual_alerts() -> list[int]:
    return [30, 7]


class DutyRule(Sourced, Dated):
    """An obligation as data. It holds for events from `valid_from` to `valid_to`.

    `only` lists alternatives, each a field with the values that it must have; empty means every record.
    A duty is done of itself once the record's `done_field` is filled.
    """

    code = models.CharField(_("mã"), max_length=100, unique=True, editable=False)
    register = models.CharField(_("sổ"), max_length=60, editable=False)
    name = models.CharField(_("tên nghĩa vụ"), max_length=200)
    event = models.CharField(_("tính từ"), max_length=6, choices=DutyEvent.choices)
    field = models.CharField(_("trường ngày"), max_length=60, blank=True)
    standings = models.JSONField(_("áp dụng khi bản ghi"), default=usual_standings)
    done_field = models.CharField(_("xong khi đã ghi"), max_length=60, blank=True, editable=False)
    only = models.JSONField(_("chỉ với bản ghi"), default=list, blank=True, editable=False)
    month = models.PositiveSmallIntegerField(_("tháng"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("ngày"), null=True, blank=True)
    amount = models.PositiveSmallIntegerField(_("số"), default=0)
    unit = models.CharField(_("đơn vị"), max_length=12, choices=DutyUnit.choices, default=DutyUnit.DAYS)
    alert_days = models.JSONField(_("nhắc trước (ngày)"), default=usual_alerts)
    active = models.BooleanField(_("đang áp dụng"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quy tắc nghĩa vụ")
        verbose_name_plural = _("quy tắc nghĩa vụ")
        ordering = ["register", "code"]
        constraints = [
            dates_in_order("duty_rule_dates"),
            models.CheckConstraint(
                name="duty_rule_event",
                condition=(Q(event="yearly") & Q(month__range=(1, 12)) & Q(day__range=(1, 31)))
                | (Q(event__in=["after", "before"]) & ~Q(field="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DutyQuerySet(models.QuerySet):
    def open(self) -> "DutyQuerySet":
        return self.filter(OPEN)


class Duty(models.Model):
    """Something that has to be done about a record by a day.

    `period` is the year reported on, or the ISO day counted from. `register`, `agency` and `title` are copied from
    the record, so that one list shows duties of all registers. `alert_on` is the day of the next reminder.
    """

    rule = models.ForeignKey(DutyRule, models.PROTECT, related_name="duties", verbose_name=_("quy tắc"))
    register = models.CharField(_("sổ"), max_length=60)
    kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(_("bản ghi"), max_length=200, blank=True)
    period = models.CharField(_("kỳ"), max_length=10)
    due_on = models.DateField(_("hạn"))
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cơ quan phụ trách"),
    )  # fmt: skip
    done_on = models.DateField(_("làm xong ngày"), null=True, blank=True)
    waived_on = models.DateField(_("được miễn từ ngày"), null=True, blank=True)
    cancelled_on = models.DateField(_("không còn phải làm từ ngày"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("kết quả, lý do"), max_length=500, blank=True)
    alert_on = models.DateField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("nghĩa vụ")
        verbose_name_plural = _("nghĩa vụ")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="duty_open_due", condition=OPEN),
            models.Index(fields=["agency", "due_on"], name="duty_of_agency"),
            models.Index(fields=["kind", "object_id"], name="duty_of_record"),
            models.Index(fields=["alert_on"], name="duty_alert", condition=OPEN),
        ]
        constraints = [
            models.UniqueConstraint(name="duty_once", fields=["rule", "kind", "object_id", "period"]),
            models.CheckConstraint(
                name="duty_one_end",
                condition=Q(done_on=None, waived_on=None)
                | Q(done_on=None, cancelled_on=None)
                | Q(waived_on=None, cancelled_on=None),
            ),
            models.CheckConstraint(name="duty_waived_why", condition=Q(waived_on=None) | ~Q(outcome="")),
        ]

    def __str__(self) -> str:
        return f"{self.rule.name}: {self.title}" if self.title else self.rule.name

    @property
    def state(self) -> str:
        if self.done_on:
            return DutyState.DONE
        if self.waived_on:
            return DutyState.WAIVED
        return DutyState.CANCELLED if self.cancelled_on else DutyState.OPEN

    @property
    def is_open(self) -> bool:
        return self.state == DutyState.OPEN

    @property
    def period_label(self) -> str:
        """The year reported on; empty for duties counted from a day."""
        return self.period if len(self.period) == 4 else ""


class FeedKey(models.Model):
    """The secret address of an iCalendar feed; only a hash of the secret is stored.

    With an `agency` it tells the duties of that agency, otherwise those of all agencies of its owner.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_keys")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan")
    )
    prefix = models.CharField(max_length=8, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_on = models.DateField(_("đọc gần nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("địa chỉ lịch")
        verbose_name_plural = _("địa chỉ lịch")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.prefix}…"
