"""Organisations, people and the two taxonomies that every register points at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.base import Dated, Sourced
from khcn.kernel.registers.model_fields import CountField, FigureField
from khcn.kernel.registers.records import Record, once
from khcn.registers.directory.choices import (
    Autonomy,
    Capacity,
    Degree,
    OrganisationKind,
    Ownership,
    ScienceKind,
    Size,
    Title,
)


class Taxon(models.Model):
    """An entry of a taxonomy with a code; entries of one edition form a tree."""

    code = models.CharField(_("mã"), max_length=20)
    name = models.CharField(_("tên"), max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(_("cấp"), default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ScienceField(Taxon, Sourced, Dated):
    """A field of science and technology in the edition of 2008 or of 2025."""

    edition = models.CharField(
        _("bảng phân loại"), max_length=4,
        choices=[("2008", "QĐ 12/2008/QĐ-BKHCN"), ("2025", "TT 24/2025/TT-BKHCN")],
    )  # fmt: skip

    class Meta:
        verbose_name = _("lĩnh vực khoa học và công nghệ")
        verbose_name_plural = _("lĩnh vực khoa học và công nghệ")
        ordering = ["-edition", "code"]
        constraints = [models.UniqueConstraint(name="science_field_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def lookup_key(self) -> str:
        """The code, with the edition in front where it is not the one in force."""
        return self.code if self.edition == "2025" else f"{self.edition}:{self.code}"


class FieldCrosswalk(Sourced):
    """From a field of the edition of 2008 to one of 2025; `partial` when it covers only a part."""

    old = models.ForeignKey(ScienceField, models.CASCADE, related_name="becomes")
    new = models.ForeignKey(ScienceField, models.CASCADE, related_name="comes_from")
    partial = models.BooleanField(_("chỉ một phần"), default=False)

    class Meta:
        verbose_name = _("chuyển đổi lĩnh vực")
        verbose_name_plural = _("chuyển đổi lĩnh vực")
        constraints = [models.UniqueConstraint(name="field_crosswalk_once", fields=["old", "new"])]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class TechnologyDirection(Taxon, Sourced):
    """A research or technology direction of the plan's sections III.2 to III.4, used as a tag."""

    clause = models.CharField(_("mục trong kế hoạch"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("hướng công nghệ")
        verbose_name_plural = _("hướng công nghệ")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="technology_direction_once", fields=["code"])]


class Organisation(Record):
    """A subject of registers: enterprise, co-operative, S&T organisation, school, association, state body."""

    search_fields = ("name", "short_name", "foreign_name", "tax_code", "identifier", "former_names")

    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên viết tắt"), max_length=120, blank=True)
    foreign_name = models.CharField(_("tên tiếng nước ngoài"), max_length=300, blank=True)
    former_names = models.TextField(_("tên trước đây"), blank=True)
    kind = models.CharField(_("loại hình"), max_length=12, choices=OrganisationKind.choices)
    science_kind = models.CharField(
        _("loại tổ chức KH&CN"), max_length=12, choices=ScienceKind.choices, blank=True
    )
    science_certificate = models.CharField(_("số giấy chứng nhận hoạt động KH&CN"), max_length=60, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    identifier = models.CharField(_("mã định danh cơ quan"), max_length=35, blank=True)
    ownership = models.CharField(_("hình thức sở hữu"), max_length=10, choices=Ownership.choices, blank=True)
    size = models.CharField(_("quy mô"), max_length=6, choices=Size.choices, blank=True)
    industry = models.CharField(_("ngành kinh tế (VSIC)"), max_length=8, blank=True)
    fields_of_science = models.ManyToManyField(
        ScienceField, blank=True, verbose_name=_("lĩnh vực KH&CN"), related_name="+"
    )
    directions = models.ManyToManyField(
        TechnologyDirection, blank=True, verbose_name=_("hướng công nghệ"), related_name="+"
    )
    autonomy = models.CharField(_("mức tự chủ tài chính"), max_length=1, choices=Autonomy.choices, blank=True)
    autonomy_share = FigureField(
        _("tỷ lệ tự bảo đảm chi thường xuyên"), unit="%", max_digits=5, decimal_places=2
    )
    employees = CountField(_("số lao động"))
    research_staff = CountField(_("số người làm nghiên cứu"))
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=60, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    website = models.URLField(_("trang thông tin"), blank=True)
    leader = models.CharField(_("người đứng đầu"), max_length=150, blank=True)
    leader_title = models.CharField(_("chức danh người đứng đầu"), max_length=120, blank=True)
    agency = models.OneToOneField(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="organisation",
        verbose_name=_("là cơ quan trong danh bạ cơ quan"),
    )  # fmt: skip
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("kế thừa từ")
    )

    class Meta(Record.Meta):
        verbose_name = _("tổ chức")
        verbose_name_plural = _("tổ chức")
        constraints = [
            *Record.Meta.constraints,
            once("organisation_tax_code", "tax_code", filled=("tax_code",)),
            once("organisation_identifier", "identifier", filled=("identifier",)),
        ]


class Person(Record):
    """An expert, consultant or manager. Personal data: kept for the purpose told, listed with consent."""

    search_fields = ("name", "organisation__name", "speciality", "orcid")

    name = models.CharField(_("họ và tên"), max_length=150)
    capacity = models.CharField(
        _("tư cách"), max_length=10, choices=Capacity.choices, default=Capacity.EXPERT
    )
    title = models.CharField(_("học hàm"), max_length=10, choices=Title.choices, blank=True)
    degree = models.CharField(_("học vị"), max_length=12, choices=Degree.choices, blank=True)
    speciality = models.CharField(_("chuyên ngành"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("nơi công tác"),
    )
    workplace = models.CharField(_("nơi công tác (ngoài danh bạ)"), max_length=300, blank=True)
    position = models.CharField(_("chức vụ"), max_length=150, blank=True)
    fields_of_science = models.ManyToManyField(
        ScienceField, blank=True, verbose_name=_("lĩnh vực KH&CN"), related_name="+"
    )
    directions = models.ManyToManyField(
        TechnologyDirection, blank=True, verbose_name=_("hướng công nghệ"), related_name="+"
    )
    orcid = models.CharField(_("ORCID"), max_length=19, blank=True)
    languages = models.CharField(_("ngoại ngữ"), max_length=200, blank=True)
    councils = models.TextField(_("hội đồng đã tham gia"), blank=True)
    certificates = models.TextField(_("chứng chỉ, kinh nghiệm tư vấn"), blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=60, blank=True)
    consent = models.BooleanField(_("đồng ý công khai trong danh sách chuyên gia"), default=False)
    consent_on = models.DateField(_("ngày đồng ý"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("người")
        verbose_name_plural = _("chuyên gia, tư vấn viên")
        constraints = [
            *Record.Meta.constraints,
            once("person_orcid", "orcid", filled=("orcid",)),
            models.CheckConstraint(
                name="person_consent_dated",
                condition=models.Q(consent=False) | models.Q(consent_on__isnull=False),
                violation_error_message=_("Hãy ghi ngày người này đồng ý."),
            ),
        ]
