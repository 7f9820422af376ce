"""Award rounds with their entries; pupils' contests with projects and the pupils who made them."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.lib.vn_text import fold
from khcn.registers.awards import lives
from khcn.registers.awards.choices import AwardKind, ContestLevel, Prize

POINTS: dict[str, Any] = {"unit": "điểm", "max_digits": 7, "decimal_places": 2}


class AwardRound(Record):
    """One round of an award or contest: its rule, who runs it, the decision on its prizes."""

    LIFE = lives.AWARD
    search_fields = ("name", "organiser__name", "rule", "decision", "year")

    name = models.CharField(_("tên giải, hội thi"), max_length=250)
    year = YearField(_("năm"), db_index=True)
    kind = models.CharField(_("loại"), max_length=10, choices=AwardKind.choices)
    level = models.CharField(_("cấp"), max_length=14, choices=ContestLevel.choices)
    organiser = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị tổ chức"),
    )  # fmt: skip
    rule = models.CharField(_("thể lệ, quy chế"), max_length=250, blank=True)
    domains = models.CharField(_("lĩnh vực dự thi"), max_length=300, blank=True)
    closes_on = models.DateField(_("hạn nhận bài"), null=True, blank=True)
    judges = CountField(_("số thành viên ban giám khảo"))
    decision = models.CharField(_("quyết định trao giải"), max_length=200, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    budget = MoneyField(_("kinh phí tổ chức"))
    link = models.URLField(_("trang thông tin"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("đợt giải thưởng, hội thi")
        verbose_name_plural = _("đợt giải thưởng, hội thi")
        constraints = [*Record.Meta.constraints, once("award_round_once", "name", "year")]


class AwardEntry(Record):
    """What was entered in a round, how it was judged and what it won."""

    LIFE = lives.ENTRY
    search_fields = ("title", "code", "organisation__name", "round__name")
    title_field = "title"

    round = models.ForeignKey(
        AwardRound, models.PROTECT, related_name="+", verbose_name=_("đợt giải, hội thi")
    )
    code = models.CharField(_("mã số bài"), max_length=40, blank=True)
    title = models.CharField(_("tên công trình, giải pháp"), max_length=400)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị dự thi"),
    )  # fmt: skip
    authors = models.CharField(_("tác giả, nhóm tác giả"), max_length=400, blank=True)
    minors = models.BooleanField(_("có tác giả dưới 18 tuổi"), default=False)
    consent = models.BooleanField(_("đồng ý công khai tên tác giả"), default=False)
    consent_on = models.DateField(_("ngày đồng ý"), null=True, blank=True)
    domain = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    abstract = models.TextField(_("tóm tắt"), blank=True)
    entered_on = models.DateField(_("ngày nhận bài"), null=True, blank=True)
    score_novelty = FigureField(_("điểm tính mới"), **POINTS)
    score_use = FigureField(_("điểm khả năng áp dụng"), **POINTS)
    score_effect = FigureField(_("điểm hiệu quả"), **POINTS)
    score = FigureField(_("tổng điểm"), **POINTS)
    prize = models.CharField(_("giải"), max_length=8, choices=Prize.choices, blank=True)
    prize_money = MoneyField(_("tiền thưởng"))
    applied_where = models.TextField(_("đã áp dụng ở"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("bài dự thi")
        verbose_name_plural = _("bài dự thi")
        constraints = [
            *Record.Meta.constraints,
            once("award_entry_code", "round", "code", filled=("code",)),
            models.CheckConstraint(
                name="award_entry_prized",
                condition=~Q(state="prized") | ~Q(prize=""),
                violation_error_message=_("Bài đạt giải phải ghi giải gì."),
            ),
            models.CheckConstraint(
                name="award_entry_agreed",
                condition=Q(consent=False) | Q(consent_on__isnull=False),
                violation_error_message=_("Hãy ghi ngày tác giả (hoặc cha mẹ) đồng ý."),
            ),
        ]


class PupilContest(Record):
    """A research contest for pupils in a school year."""

    LIFE = lives.CONTEST
    search_fields = ("name", "organiser__name", "rule", "year")

    name = models.CharField(_("tên cuộc thi"), max_length=250)
    year = YearField(_("năm bắt đầu của năm học"), db_index=True)
    level = models.CharField(_("cấp"), max_length=14, choices=ContestLevel.choices)
    organiser = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị tổ chức"),
    )  # fmt: skip
    rule = models.CharField(_("quy chế, hướng dẫn"), max_length=250, blank=True)
    final_on = models.DateField(_("ngày chung khảo"), null=True, blank=True)
    decision = models.CharField(_("quyết định công nhận giải"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("cuộc thi nghiên cứu khoa học của học sinh")
        verbose_name_plural = _("cuộc thi nghiên cứu khoa học của học sinh")
        constraints = [*Record.Meta.constraints, once("pupil_contest_once", "name", "year")]


class PupilProject(Record):
    """A project entered in a pupils' contest. It names no pupil; they stand in a register of their own."""

    LIFE = lives.PROJECT
    search_fields = ("title", "code", "school__name", "contest__name")
    title_field = "title"

    contest = models.ForeignKey(PupilContest, models.PROTECT, related_name="+", verbose_name=_("cuộc thi"))
    code = models.CharField(_("mã dự án"), max_length=40, blank=True)
    title = models.CharField(_("tên dự án"), max_length=400)
    domain = models.CharField(_("lĩnh vực dự thi"), max_length=200, blank=True)
    school = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("trường")
    )
    mentor = models.CharField(_("người hướng dẫn"), max_length=200, blank=True)
    mentor_consent = models.BooleanField(_("người hướng dẫn đồng ý công khai tên"), default=False)
    registered_on = models.DateField(_("ngày đăng ký"), null=True, blank=True)
    abstract = models.TextField(_("tóm tắt"), blank=True)
    score = FigureField(_("điểm"), **POINTS)
    prize = models.CharField(_("giải"), max_length=8, choices=Prize.choices, blank=True)
    sent_up = models.BooleanField(_("được cử dự thi cấp trên"), default=False)

    class Meta(Record.Meta):
        verbose_name = _("dự án của học sinh")
        verbose_name_plural = _("dự án của học sinh")
        constraints = [
            *Record.Meta.constraints,
            once("pupil_project_code", "contest", "code", filled=("code",)),
            models.CheckConstraint(
                name="pupil_project_prized",
                condition=~Q(state="prized") | ~Q(prize=""),
                violation_error_message=_("Dự án đạt giải phải ghi giải gì."),
            ),
        ]


class PupilAuthor(Record):
    """A pupil of a project: a minor. No birth date, no photo; the name is public with the parents' consent alone.

    The record is called after the project and cannot be searched by name, so that lists, links and the audit
    name no child. `contest` and `pupil_key` are copies that let the database hold "one project per pupil and contest".
    """

    search_fields = ("project__title", "project__school__name")
    title_field = "project__title"

    project = models.ForeignKey(PupilProject, models.PROTECT, related_name="pupils", verbose_name=_("dự án"))
    contest = models.ForeignKey(
        PupilContest, models.PROTECT, related_name="+", editable=False, verbose_name=_("cuộc thi")
    )
    name = models.CharField(_("họ và tên học sinh"), max_length=150)
    pupil_key = models.CharField(max_length=250, editable=False, default="")
    grade = models.PositiveSmallIntegerField(
        _("khối lớp"), validators=[MinValueValidator(8), MaxValueValidator(12)]
    )
    class_name = models.CharField(_("lớp"), max_length=20)
    consent = models.BooleanField(_("cha mẹ hoặc người giám hộ đồng ý công khai tên"), default=False)
    consent_on = models.DateField(_("ngày đồng ý"), null=True, blank=True)
    consent_paper = models.CharField(_("nơi lưu văn bản đồng ý"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("học sinh dự thi")
        verbose_name_plural = _("học sinh dự thi")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["contest", "pupil_key"],
                name="pupil_one_project",
                condition=~Q(standing=Standing.VOID),
                violation_error_message=_("Học sinh này đã có một dự án trong cuộc thi; mỗi em chỉ dự thi với một dự án."),
            ),
            models.CheckConstraint(
                name="pupil_grade",
                condition=Q(grade__gte=8) & Q(grade__lte=12),
                violation_error_message=_("Cuộc thi dành cho học sinh lớp 8 đến lớp 12."),
            ),
            models.CheckConstraint(
                name="pupil_agreed",
                condition=Q(consent=False) | Q(consent_on__isnull=False),
                violation_error_message=_("Hãy ghi ngày cha mẹ hoặc người giám hộ đồng ý."),
            ),
        ]  # fmt: skip

    def settle(self) -> None:
        project = self.project
        self.contest_id = project.contest_id
        self.pupil_key = f"{project.school_id}|{fold(self.class_name)}|{fold(self.name)}"[:250]
        super().settle()
