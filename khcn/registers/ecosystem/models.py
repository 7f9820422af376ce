"""Who supports start-ups and innovation, where, and the events that bring them together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField
from khcn.kernel.registers.records import Record, once
from khcn.registers.directory.models import TechnologyDirection
from khcn.registers.ecosystem.choices import ActorKind, EventKind


class EcosystemActor(Record):
    """A place, fund or network of the ecosystem; `valid_from` is when it began to work."""

    search_fields = ("name", "organisation__name", "services", "address")

    name = models.CharField(_("tên"), max_length=300)
    kind = models.CharField(_("loại chủ thể"), max_length=11, choices=ActorKind.choices)
    organisation = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tổ chức vận hành"),
    )
    decision = models.CharField(_("quyết định thành lập, công nhận"), max_length=200, blank=True)
    services = models.TextField(_("dịch vụ, hoạt động"), blank=True)
    directions = models.ManyToManyField(
        TechnologyDirection, blank=True, verbose_name=_("hướng công nghệ"), related_name="+"
    )
    seats = CountField(_("số chỗ làm việc"))
    members = CountField(_("số thành viên, người hướng dẫn"))
    capital = MoneyField(_("quy mô vốn"))
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    latitude = FigureField(_("vĩ độ"), unit="°", max_digits=9, decimal_places=6)
    longitude = FigureField(_("kinh độ"), unit="°", max_digits=9, decimal_places=6)
    website = models.URLField(_("trang thông tin"), blank=True)
    phone = models.CharField(_("điện thoại liên hệ"), max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("chủ thể hệ sinh thái")
        verbose_name_plural = _("hệ sinh thái khởi nghiệp sáng tạo")
        constraints = [
            *Record.Meta.constraints,
            once("ecosystemactor_once", "name", "kind"),
            models.CheckConstraint(
                name="ecosystemactor_point",
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(8, 24), longitude__range=(102, 118)),
                violation_error_message=_("Tọa độ phải đủ vĩ độ, kinh độ và nằm trong lãnh thổ Việt Nam."),
            ),
        ]


class ScienceEvent(Record):
    """An event of the technology market or the ecosystem and what came of it later."""

    search_fields = ("name", "host", "place")

    name = models.CharField(_("tên sự kiện"), max_length=300)
    kind = models.CharField(_("loại sự kiện"), max_length=10, choices=EventKind.choices)
    held_on = models.DateField(_("ngày bắt đầu"))
    held_to = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    host = models.CharField(_("đơn vị tổ chức"), max_length=300, blank=True)
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    directions = models.ManyToManyField(
        TechnologyDirection, blank=True, verbose_name=_("hướng công nghệ"), related_name="+"
    )
    participants = CountField(_("số người tham dự"))
    organisations = CountField(_("số tổ chức, doanh nghiệp tham gia"))
    technologies = CountField(_("số công nghệ, sản phẩm giới thiệu"))
    memoranda = CountField(_("số biên bản ghi nhớ"))
    contracts = CountField(_("số hợp đồng ký sau sự kiện"))
    contract_value = MoneyField(_("giá trị hợp đồng"))
    cost = MoneyField(_("kinh phí tổ chức"))
    followed_up_on = models.DateField(_("ngày theo dõi kết quả gần nhất"), null=True, blank=True)
    results = models.TextField(_("kết quả về sau"), blank=True)
    link = models.URLField(_("đường dẫn tin, bài"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("sự kiện KH&CN")
        verbose_name_plural = _("sự kiện KH&CN, thị trường công nghệ")
        indexes = [*Record.Meta.indexes, models.Index(fields=["held_on", "id"], name="scienceevent_held")]
        constraints = [
            *Record.Meta.constraints,
            once("scienceevent_once", "name", "held_on"),
            models.CheckConstraint(
                name="scienceevent_days",
                condition=models.Q(held_to=None) | models.Q(held_to__gte=models.F("held_on")),
                violation_error_message=_("Ngày kết thúc sự kiện không được trước ngày bắt đầu."),
            ),
        ]
