"""A document that sets a mechanism or a policy for science, technology and innovation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.records import Record, once
from khcn.registers.policy_documents.choices import PolicyKind


class PolicyDocument(Record):
    """From drafting to replacement; `valid_from` and `valid_to` are the days of force."""

    LIFE = Life(
        (
            State("drafting", _("Đang soạn thảo"), Standing.PENDING),
            State(
                "appraisal", _("Đang thẩm định, lấy ý kiến"), Standing.PENDING, public=_("Đang lấy ý kiến")
            ),
            State("issued", _("Đã ban hành, chưa có hiệu lực"), Standing.PENDING, public=_("Đã ban hành")),
            State("in_force", _("Còn hiệu lực"), Standing.ACTIVE),
            State("replaced", _("Đã bị thay thế"), Standing.ENDED),
            State("repealed", _("Đã bãi bỏ, hết hiệu lực"), Standing.ENDED),
        ),
        (
            Move("appraise", _("Gửi thẩm định"), ("drafting",), "appraisal", roles=MOVERS),
            Move("redraft", _("Trả lại để soạn tiếp"), ("appraisal",), "drafting", reason=True),
            Move(
                "issue",
                _("Ghi đã ban hành"),
                ("drafting", "appraisal"),
                "issued",
                needs=("symbol", "issued_on"),
            ),
            Move("take_effect", _("Ghi có hiệu lực"), ("issued",), "in_force", needs=("valid_from",)),
            Move("replace", _("Ghi bị thay thế"), ("in_force",), "replaced", reason=True),
            Move("repeal", _("Ghi bãi bỏ hoặc hết hiệu lực"), ("in_force",), "repealed", reason=True),
        ),
    )
    search_fields = ("symbol", "title", "issuer", "summary")
    title_field = "title"

    title = models.CharField(_("trích yếu"), max_length=500)
    kind = models.CharField(_("loại văn bản"), max_length=14, choices=PolicyKind.choices)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    due_on = models.DateField(_("hạn trình ban hành"), null=True, blank=True)
    sent_on = models.DateField(_("ngày gửi thẩm định"), null=True, blank=True)
    appraisal = models.CharField(_("văn bản thẩm định"), max_length=200, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    replaces = models.CharField(_("thay thế các văn bản"), max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bị thay thế bởi")
    )
    plan_tasks = models.CharField(_("nhiệm vụ của kế hoạch"), max_length=120, blank=True)
    governs = models.CharField(_("sổ chịu sự điều chỉnh"), max_length=300, blank=True)
    summary = models.TextField(_("nội dung chính"), blank=True)
    link = models.URLField(_("đường dẫn toàn văn"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("văn bản chính sách")
        verbose_name_plural = _("văn bản cơ chế, chính sách")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["issued_on", "id"], name="policydocument_issued"),
        ]
        constraints = [
            *Record.Meta.constraints,
            once("policydocument_symbol", "symbol", "issued_on", filled=("symbol",)),
            models.CheckConstraint(
                name="policydocument_not_itself",
                condition=models.Q(replaced_by=None) | ~models.Q(replaced_by=models.F("id")),
                violation_error_message=_("Văn bản không thể tự thay thế chính nó."),
            ),
            models.CheckConstraint(
                name="policydocument_effect_after",
                condition=models.Q(issued_on=None) | models.Q(valid_from=None)
                | models.Q(valid_from__gte=models.F("issued_on")),
                violation_error_message=_("Ngày có hiệu lực không được trước ngày ban hành."),
            ),
        ]  # fmt: skip
