"""Gene resources: plants by the descriptors of MCPD v2.1, animals and fish by a small card of our own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField
from khcn.kernel.registers.records import Record, once
from khcn.registers.gene_resources.choices import Conservation, GeneKind, SampleStatus, Storage


class GeneResource(Record):
    """Collected, kept, evaluated, documented, used; each step has its day. The exact place is not shared."""

    LIFE = Life(
        (
            State("collected", _("Đã thu thập"), Standing.PENDING),
            State("kept", _("Đang lưu giữ"), Standing.ACTIVE),
            State("evaluated", _("Đã đánh giá"), Standing.ACTIVE),
            State("documented", _("Đã tư liệu hóa"), Standing.ACTIVE),
            State("used", _("Đang khai thác, phát triển"), Standing.ACTIVE),
            State("lost", _("Không còn lưu giữ"), Standing.ENDED),
        ),
        (
            Move("keep", _("Đưa vào lưu giữ"), ("collected",), "kept", needs=("holder", "conservation")),
            Move("evaluate", _("Ghi đã đánh giá"), ("kept",), "evaluated", needs=("evaluated_on",)),
            Move("document", _("Ghi đã tư liệu hóa"), ("evaluated",), "documented", needs=("documented_on",)),
            Move(
                "use",
                _("Ghi khai thác, phát triển"),
                ("kept", "evaluated", "documented"),
                "used",
                needs=("used_on",),
            ),
            Move(
                "lose",
                _("Ghi không còn lưu giữ"),
                ("kept", "evaluated", "documented", "used"),
                "lost",
                reason=True,
            ),
        ),
    )
    search_fields = ("name", "accession", "genus", "species", "crop", "local_name")

    name = models.CharField(_("tên nguồn gen"), max_length=300)
    local_name = models.CharField(_("tên địa phương, tên dân tộc"), max_length=200, blank=True)
    kind = models.CharField(_("nhóm"), max_length=9, choices=GeneKind.choices)
    accession = models.CharField(_("số đăng ký nguồn gen"), max_length=60, blank=True)
    genus = models.CharField(_("chi"), max_length=80, blank=True)
    species = models.CharField(_("loài"), max_length=80, blank=True)
    subtaxa = models.CharField(_("dưới loài"), max_length=120, blank=True)
    crop = models.CharField(_("tên cây trồng, vật nuôi"), max_length=120, blank=True)
    sample_status = models.CharField(
        _("tình trạng sinh học của mẫu"), max_length=3, choices=SampleStatus.choices, blank=True
    )
    holder = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nơi lưu giữ"),
    )
    holder_code = models.CharField(_("mã nơi lưu giữ"), max_length=20, blank=True)
    conservation = models.CharField(
        _("hình thức bảo tồn"), max_length=8, choices=Conservation.choices, blank=True
    )
    storage = models.CharField(_("cách lưu giữ"), max_length=2, choices=Storage.choices, blank=True)
    duplicate_at = models.CharField(_("nơi giữ bản sao an toàn"), max_length=120, blank=True)
    origin_country = models.CharField(_("nước xuất xứ"), max_length=3, blank=True, default="VNM")
    collected_text = models.CharField(_("ngày thu thập"), max_length=8, blank=True)
    collector = models.CharField(_("đơn vị thu thập"), max_length=200, blank=True)
    place = models.CharField(_("nơi thu thập"), max_length=300, blank=True)
    latitude = FigureField(_("vĩ độ nơi thu thập"), unit="°", max_digits=9, decimal_places=6)
    longitude = FigureField(_("kinh độ nơi thu thập"), unit="°", max_digits=9, decimal_places=6)
    elevation = FigureField(_("độ cao"), unit="m", max_digits=6, decimal_places=1)
    males = CountField(_("số con đực"))
    females = CountField(_("số con cái"))
    kept_at = models.CharField(_("nơi nuôi giữ"), max_length=300, blank=True)
    traits = models.TextField(_("đặc điểm quý"), blank=True)
    threat = models.CharField(_("mức đe dọa"), max_length=120, blank=True)
    task = models.CharField(_("nhiệm vụ quỹ gen"), max_length=300, blank=True)
    evaluated_on = models.DateField(_("ngày đánh giá"), null=True, blank=True)
    documented_on = models.DateField(_("ngày tư liệu hóa"), null=True, blank=True)
    used_on = models.DateField(_("ngày bắt đầu khai thác, phát triển"), null=True, blank=True)
    use = models.TextField(_("khai thác ở đâu, thành sản phẩm gì"), blank=True)
    remarks = models.TextField(_("nhận xét"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("nguồn gen")
        verbose_name_plural = _("nguồn gen")
        constraints = [
            *Record.Meta.constraints,
            once("generesource_accession", "accession", "holder_code", filled=("accession",)),
        ]
