"""Initiatives and their authors."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import FigureField, MoneyField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.initiatives.choices import InitiativeKind, InitiativeScope


class Initiative(Certificate):
    """A solution that is new in its unit, was tried there, and brings a benefit."""

    LIFE = Life(
        (
            State("filed", _("Đã nhận đơn"), Standing.PENDING, owner=_("Đã nộp đơn")),
            State("judging", _("Đang chấm"), Standing.PENDING, owner=_("Hội đồng đang chấm")),
            State("refused", _("Không công nhận"), Standing.PENDING, tone="quiet"),
            State("recognised", _("Đã công nhận"), Standing.ACTIVE),
            State("applied", _("Đang áp dụng"), Standing.ACTIVE),
            State("cancelled", _("Đã hủy công nhận"), Standing.ENDED),
        ),
        (
            Move("judge", _("Đưa ra hội đồng"), ("filed",), "judging", roles=MOVERS),
            Move("recognise", _("Công nhận"), ("judging",), "recognised", needs=("decision", "valid_from")),
            Move("refuse", _("Ghi không công nhận"), ("judging",), "refused", reason=True),
            Move("refile", _("Nộp lại đơn"), ("refused",), "filed", roles=MOVERS),
            Move("apply", _("Ghi đang áp dụng"), ("recognised",), "applied", needs=("first_used_on",), roles=MOVERS),
            Move("cancel", _("Hủy công nhận"), ("recognised", "applied"), "cancelled", reason=True),
        ),
    )  # fmt: skip
    search_fields = ("title", "number", "decision", "organisation__name", "domain")
    title_field = "title"

    title = models.CharField(_("tên sáng kiến"), max_length=400)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("đơn vị áp dụng")
    )
    kind = models.CharField(_("loại giải pháp"), max_length=12, choices=InitiativeKind.choices)
    domain = models.CharField(_("lĩnh vực áp dụng"), max_length=200, blank=True)
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    scope = models.CharField(_("phạm vi ảnh hưởng"), max_length=8, choices=InitiativeScope.choices)
    filed_on = models.DateField(_("ngày nhận đơn"), null=True, blank=True)
    problem = models.TextField(_("vấn đề cần giải quyết"), blank=True)
    novelty = models.TextField(_("tính mới và nội dung giải pháp"), blank=True)
    first_used_on = models.DateField(_("ngày áp dụng lần đầu"), null=True, blank=True)
    benefit = MoneyField(_("lợi ích kinh tế mỗi năm"))
    social_benefit = models.TextField(_("lợi ích xã hội"), blank=True)
    minutes = models.CharField(_("biên bản hội đồng sáng kiến"), max_length=200, blank=True)
    council_on = models.DateField(_("ngày họp hội đồng"), null=True, blank=True)
    council_score = FigureField(_("điểm hội đồng"), unit="điểm", max_digits=5, decimal_places=2)
    transfer = models.TextField(_("chuyển giao, áp dụng ở nơi khác"), blank=True)
    remuneration = MoneyField(_("thù lao trả tác giả"))

    class Meta(Certificate.Meta):
        verbose_name = _("sáng kiến")
        verbose_name_plural = _("sáng kiến")
        constraints = [
            *Certificate.Meta.constraints,
            once("initiative_number", "number", "issuer", filled=("number",)),
            models.CheckConstraint(
                name="initiative_used",
                condition=~Q(state="applied") | Q(first_used_on__isnull=False),
                violation_error_message=_("Sáng kiến đang áp dụng phải ghi ngày áp dụng lần đầu."),
            ),
        ]


class InitiativeAuthor(Record):
    """An author with a share. The record is called after the initiative, so that lists name nobody."""

    search_fields = ("initiative__title", "initiative__number")
    title_field = "initiative__title"

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="authors", verbose_name=_("sáng kiến")
    )
    name = models.CharField(_("họ và tên tác giả"), max_length=150)
    person = models.ForeignKey(
        "directory.Person", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("người trong danh bạ"),
    )  # fmt: skip
    workplace = models.CharField(_("nơi công tác"), max_length=250, blank=True)
    share = FigureField(
        _("tỷ lệ đóng góp"), unit="%", max_digits=5, decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    main = models.BooleanField(_("tác giả chính"), default=False)
    consent = models.BooleanField(_("đồng ý công khai tên"), default=False)
    consent_on = models.DateField(_("ngày đồng ý"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("tác giả sáng kiến")
        verbose_name_plural = _("tác giả sáng kiến")
        constraints = [
            *Record.Meta.constraints,
            once("initiative_author_once", "initiative", "name", "workplace"),
            models.CheckConstraint(
                name="initiative_author_share",
                condition=Q(share=None) | (Q(share__gte=0) & Q(share__lte=100)),
                violation_error_message=_("Tỷ lệ đóng góp từ 0 đến 100 %."),
            ),
            models.CheckConstraint(
                name="initiative_author_ok",
                condition=Q(consent=False) | Q(consent_on__isnull=False),
                violation_error_message=_("Hãy ghi ngày người này đồng ý."),
            ),
        ]
