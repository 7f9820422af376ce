"""Checks and inspections of units."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.records import Record, once
from khcn.registers.inspections.choices import InspectionKind, Topic


class Inspection(Record):
    """One unit is checked by a team; what was recommended is followed until it is done."""

    LIFE = Life(
        (
            State("planned", _("Theo kế hoạch"), Standing.PENDING, owner=_("Sắp kiểm tra")),
            State("followed", _("Đã kết luận, đang theo dõi thực hiện"), Standing.ACTIVE),
            State("closed", _("Đã thực hiện xong kiến nghị"), Standing.ENDED),
            State("dropped", _("Không tiến hành"), Standing.ENDED),
        ),
        (
            Move("conclude", _("Ghi kết luận"), ("planned",), "followed", needs=("held_on", "findings")),
            Move("close", _("Ghi thực hiện xong"), ("followed",), "closed", needs=("closed_on",)),
            Move("drop", _("Ghi không tiến hành"), ("planned",), "dropped", reason=True),
            Move("reopen", _("Mở lại để theo dõi"), ("closed",), "followed", reason=True),
        ),
    )
    search_fields = ("title", "decision", "organisation__name", "scope", "findings")
    title_field = "title"

    title = models.CharField(_("tên cuộc kiểm tra, thanh tra"), max_length=300)
    kind = models.CharField(_("hình thức"), max_length=10, choices=InspectionKind.choices)
    topic = models.CharField(_("nội dung chính"), max_length=10, choices=Topic.choices, blank=True)
    decision = models.CharField(_("quyết định, kế hoạch kiểm tra"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("đơn vị được kiểm tra")
    )
    held_on = models.DateField(_("ngày kiểm tra"), null=True, blank=True)
    held_to = models.DateField(_("kiểm tra đến ngày"), null=True, blank=True)
    team = models.TextField(_("đoàn kiểm tra"), blank=True)
    scope = models.TextField(_("phạm vi, nội dung"), blank=True)
    findings = models.TextField(_("kết quả, vi phạm phát hiện"), blank=True)
    recommendation = models.TextField(_("kiến nghị, xử lý"), blank=True)
    due_on = models.DateField(_("hạn thực hiện kiến nghị"), null=True, blank=True)
    closed_on = models.DateField(_("ngày thực hiện xong"), null=True, blank=True)
    closure = models.TextField(_("kết quả thực hiện kiến nghị"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("cuộc kiểm tra, thanh tra")
        verbose_name_plural = _("kiểm tra, thanh tra")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["held_on", "id"], name="inspection_held"),
            models.Index(fields=["due_on", "id"], name="inspection_due"),
        ]
        constraints = [
            *Record.Meta.constraints,
            once("inspection_once", "decision", "organisation", filled=("decision",)),
            models.CheckConstraint(
                name="inspection_span",
                condition=Q(held_on=None) | Q(held_to=None) | Q(held_to__gte=F("held_on")),
                violation_error_message=_("Ngày kết thúc kiểm tra không được trước ngày bắt đầu."),
            ),
        ]
