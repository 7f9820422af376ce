"""A request to the application centre and its result."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import MoneyField
from khcn.kernel.registers.records import Record, once
from khcn.registers.centre_services.choices import ServiceKind


class ServiceRequest(Record):
    """Every request counts on the day it came; a served one also on the day it was done."""

    LIFE = Life(
        (
            State("received", _("Mới tiếp nhận"), Standing.ACTIVE, tone="info"),
            State("working", _("Đang thực hiện"), Standing.ACTIVE, tone="info"),
            State("done", _("Đã hoàn thành"), Standing.ACTIVE),
            State("declined", _("Không thực hiện được"), Standing.ENDED, tone="warn"),
        ),
        (
            Move("start", _("Bắt đầu thực hiện"), ("received",), "working", roles=MOVERS),
            Move(
                "finish",
                _("Ghi hoàn thành"),
                ("received", "working"),
                "done",
                needs=("finished_on", "result"),
                roles=MOVERS,
            ),
            Move(
                "decline",
                _("Ghi không thực hiện được"),
                ("received", "working"),
                "declined",
                reason=True,
                roles=MOVERS,
            ),
        ),
    )
    search_fields = ("number", "client__name", "client_name", "content")
    title_field = "content"

    number = models.CharField(_("số phiếu"), max_length=40, blank=True)
    requested_on = models.DateField(_("ngày yêu cầu"))
    client = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tổ chức yêu cầu"),
    )
    client_name = models.CharField(_("người yêu cầu (ngoài danh bạ)"), max_length=200, blank=True)
    kind = models.CharField(_("loại dịch vụ"), max_length=11, choices=ServiceKind.choices)
    content = models.CharField(_("nội dung yêu cầu"), max_length=300)
    promised_on = models.DateField(_("ngày hẹn trả"), null=True, blank=True)
    finished_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    result = models.TextField(_("kết quả"), blank=True)
    fee = MoneyField(_("phí dịch vụ"))
    free = models.BooleanField(_("thuộc nhiệm vụ được giao, không thu phí"), default=False)

    class Meta(Record.Meta):
        verbose_name = _("yêu cầu dịch vụ")
        verbose_name_plural = _("dịch vụ của trung tâm ứng dụng")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["requested_on", "id"], name="servicerequest_requested"),
        ]
        constraints = [
            *Record.Meta.constraints,
            once("servicerequest_number", "number", filled=("number",)),
            models.CheckConstraint(
                name="servicerequest_days",
                condition=models.Q(finished_on=None) | models.Q(finished_on__gte=models.F("requested_on")),
                violation_error_message=_("Ngày hoàn thành không được trước ngày yêu cầu."),
            ),
        ]
