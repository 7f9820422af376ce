"""Products, their years and stars, the chains they stand in, and the models of production that spread."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.products.choices import (
    ChainStage,
    ModelKind,
    OcopCycle,
    OcopLevel,
    ProductGroup,
    Stars,
    TraceState,
)


class Product(Record):
    """A product of the province: the hub that tasks, marks, stars, chains and years point at."""

    search_fields = ("name", "owner__name", "producing_area", "geographical_indication", "gtin", "trace_code")

    name = models.CharField(_("tên sản phẩm"), max_length=250)
    group = models.CharField(_("nhóm sản phẩm"), max_length=10, choices=ProductGroup.choices)
    key_product = models.BooleanField(_("sản phẩm chủ lực"), default=False)
    speciality = models.BooleanField(_("đặc sản"), default=False)
    list_decision = models.CharField(_("văn bản đưa vào danh mục"), max_length=200, blank=True)
    owner = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chủ thể"),
    )  # fmt: skip
    producers = models.ManyToManyField(
        "directory.Organisation", blank=True, related_name="+", verbose_name=_("đơn vị cùng sản xuất")
    )
    producing_area = models.CharField(_("vùng sản xuất"), max_length=300, blank=True)
    chain_stage = models.CharField(
        _("khâu trong chuỗi"), max_length=10, choices=ChainStage.choices, blank=True
    )
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    standard = models.TextField(_("tiêu chuẩn áp dụng"), blank=True)
    geographical_indication = models.CharField(_("chỉ dẫn địa lý"), max_length=250, blank=True)
    indication_number = models.CharField(_("số đăng ký chỉ dẫn địa lý"), max_length=60, blank=True)
    mark = models.CharField(_("nhãn hiệu"), max_length=250, blank=True)
    mark_number = models.CharField(_("số đăng ký nhãn hiệu"), max_length=60, blank=True)
    gtin = models.CharField(_("mã GTIN"), max_length=14, blank=True)
    gln = models.CharField(_("mã địa điểm GLN"), max_length=13, blank=True)
    trace_code = models.CharField(_("mã truy xuất"), max_length=120, blank=True)
    batch_rule = models.CharField(_("cách ghi số lô"), max_length=200, blank=True)
    trace_state = models.CharField(
        _("tình trạng truy xuất"), max_length=10, choices=TraceState.choices, default=TraceState.NONE
    )
    trace_system = models.CharField(_("hệ thống truy xuất"), max_length=200, blank=True)
    trace_link = models.URLField(_("liên kết trên cổng truy xuất"), max_length=300, blank=True)
    traced_on = models.DateField(_("ngày kết nối truy xuất"), null=True, blank=True)
    trace_checked_on = models.DateField(_("ngày kiểm tra truy xuất gần nhất"), null=True, blank=True)
    safety_warning = models.TextField(_("cảnh báo an toàn"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("sản phẩm")
        verbose_name_plural = _("sản phẩm")
        constraints = [*Record.Meta.constraints, once("product_gtin", "gtin", filled=("gtin",))]


class ProductYear(Record):
    """Area, output and value of a product in a year."""

    search_fields = ("product__name", "year")
    title_field = "product__name"

    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("sản phẩm"))
    year = YearField(_("năm"), db_index=True)
    area = FigureField(_("diện tích"), unit="ha")
    output = FigureField(_("sản lượng"), unit="tấn")
    other_output = CountField(_("sản lượng tính theo đơn vị khác"))
    other_unit = models.CharField(_("đơn vị khác"), max_length=40, blank=True)
    value = MoneyField(_("giá trị sản xuất"))
    export_value = MoneyField(_("trong đó xuất khẩu"))
    households = CountField(_("số hộ tham gia"))
    data_source = models.CharField(_("nguồn số liệu"), max_length=250, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("số liệu sản phẩm theo năm")
        verbose_name_plural = _("số liệu sản phẩm theo năm")
        constraints = [*Record.Meta.constraints, once("product_year_once", "product", "year")]


SCORE: dict[str, Any] = {
    "max_digits": 5,
    "decimal_places": 2,
    "validators": [MinValueValidator(0), MaxValueValidator(100)],
}


class OcopCertificate(Certificate):
    """Stars given to a product for a term. A new assessment is a new record."""

    LIFE = Life(
        (
            State("proposed", _("Đề xuất đánh giá"), Standing.PENDING, owner=_("Đã nộp hồ sơ")),
            State("assessing", _("Đang đánh giá"), Standing.PENDING, owner=_("Hội đồng đang đánh giá")),
            State("refused", _("Chưa đạt"), Standing.PENDING, tone="quiet"),
            State("recognised", _("Đã công nhận"), Standing.ACTIVE, public=_("Được công nhận OCOP")),
            State("revoked", _("Đã thu hồi"), Standing.ENDED, public=_("Không còn giá trị")),
        ),
        (
            Move("assess", _("Đưa ra hội đồng"), ("proposed",), "assessing", roles=MOVERS),
            Move(
                "recognise", _("Công nhận"), ("assessing", "proposed"), "recognised",
                needs=("stars", "decision", "valid_from", "valid_to"),
            ),
            Move("refuse", _("Ghi chưa đạt"), ("assessing",), "refused", reason=True),
            Move("resubmit", _("Nộp lại hồ sơ"), ("refused",), "proposed", roles=MOVERS),
            Move("revoke", _("Thu hồi"), ("recognised",), "revoked", reason=True),
        ),
    )  # fmt: skip
    search_fields = ("number", "decision", "product__name", "product__owner__name")
    title_field = "product__name"

    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("sản phẩm"))
    cycle = models.CharField(_("lần đánh giá"), max_length=8, choices=OcopCycle.choices, blank=True)
    level = models.CharField(_("cấp công nhận"), max_length=8, choices=OcopLevel.choices)
    submitted_on = models.DateField(_("ngày nộp hồ sơ"), null=True, blank=True)
    score_community = FigureField(_("điểm phần A"), unit="điểm", **SCORE)
    score_market = FigureField(_("điểm phần B"), unit="điểm", **SCORE)
    score_quality = FigureField(_("điểm phần C"), unit="điểm", **SCORE)
    score = FigureField(_("tổng điểm"), unit="điểm", **SCORE)
    stars = models.CharField(_("hạng sao"), max_length=1, choices=Stars.choices, blank=True)
    minutes = models.CharField(_("biên bản hội đồng"), max_length=200, blank=True)
    extended_by = models.CharField(_("văn bản gia hạn"), max_length=200, blank=True)

    class Meta(Certificate.Meta):
        verbose_name = _("công nhận OCOP")
        verbose_name_plural = _("công nhận OCOP")
        constraints = [
            *Certificate.Meta.constraints,
            once("ocop_number", "number", "issuer", filled=("number",)),
            models.CheckConstraint(
                name="ocop_starred",
                condition=~Q(state="recognised") | ~Q(stars=""),
                violation_error_message=_("Sản phẩm đã công nhận phải có hạng sao."),
            ),
        ]


class ValueChain(Record):
    """A value chain around a product: who leads it, how far its members are bound, where innovation enters."""

    LIFE = Life(
        (
            State("building", _("Đang xây dựng"), Standing.PENDING),
            State("running", _("Đang vận hành"), Standing.ACTIVE),
            State("stopped", _("Đã dừng"), Standing.ENDED),
        ),
        (
            Move("start", _("Đưa vào vận hành"), ("building",), "running", needs=("valid_from",), roles=MOVERS),
            Move("stop", _("Ghi dừng"), ("running",), "stopped", reason=True, roles=MOVERS),
            Move("resume", _("Vận hành lại"), ("stopped",), "running", reason=True, roles=MOVERS),
        ),
    )  # fmt: skip
    search_fields = ("name", "product__name", "lead__name", "stages")

    name = models.CharField(_("tên chuỗi"), max_length=250)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sản phẩm chính")
    )
    lead = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị dẫn dắt chuỗi"),
    )  # fmt: skip
    stages = models.TextField(_("các khâu của chuỗi"), blank=True)
    innovation = models.TextField(_("điểm đổi mới công nghệ"), blank=True)
    gaps = models.TextField(_("điểm nghẽn cần công nghệ"), blank=True)
    contract_share = FigureField(
        _("tỷ lệ sản lượng có hợp đồng"), unit="%", max_digits=5, decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    area = FigureField(_("diện tích liên kết"), unit="ha")
    households = CountField(_("số hộ liên kết"))
    document = models.CharField(_("văn bản phê duyệt liên kết"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("chuỗi giá trị")
        verbose_name_plural = _("chuỗi giá trị")
        constraints = [*Record.Meta.constraints, once("value_chain_name", "name")]


class ChainActor(Record):
    """Who does what in a chain, bound to whom and how."""

    search_fields = ("name", "chain__name", "role")

    chain = models.ForeignKey(ValueChain, models.PROTECT, related_name="+", verbose_name=_("chuỗi giá trị"))
    name = models.CharField(_("tên tác nhân"), max_length=250)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức trong danh bạ"),
    )  # fmt: skip
    stage = models.CharField(_("khâu"), max_length=10, choices=ChainStage.choices)
    role = models.CharField(_("vai trò"), max_length=300, blank=True)
    bound_to = models.CharField(_("liên kết với"), max_length=300, blank=True)
    contract = models.CharField(_("hợp đồng liên kết"), max_length=200, blank=True)
    innovation = models.TextField(_("công nghệ đang dùng hoặc đã đổi mới"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("tác nhân trong chuỗi")
        verbose_name_plural = _("tác nhân trong chuỗi")
        constraints = [*Record.Meta.constraints, once("chain_actor_once", "chain", "name", "stage")]


class FarmingModel(Record):
    """A model of production: where, with what technology, to what effect, and where it was taken over."""

    LIFE = Life(
        (
            State("trial", _("Đang thử nghiệm"), Standing.ACTIVE),
            State("proven", _("Có hiệu quả"), Standing.ACTIVE),
            State("spread", _("Đã nhân rộng"), Standing.ACTIVE),
            State("stopped", _("Đã dừng"), Standing.ENDED),
        ),
        (
            Move("prove", _("Ghi có hiệu quả"), ("trial",), "proven", needs=("effect",), roles=MOVERS),
            Move("spread", _("Ghi nhân rộng"), ("proven", "trial"), "spread", needs=("replicated_where",), roles=MOVERS),
            Move("stop", _("Ghi dừng"), ("trial", "proven", "spread"), "stopped", reason=True, roles=MOVERS),
            Move("resume", _("Làm lại"), ("stopped",), "trial", reason=True, roles=MOVERS),
        ),
    )  # fmt: skip
    search_fields = ("name", "host__name", "technology", "place", "replicated_where")

    name = models.CharField(_("tên mô hình"), max_length=250)
    kind = models.CharField(_("loại mô hình"), max_length=10, choices=ModelKind.choices)
    host = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị thực hiện"),
    )  # fmt: skip
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sản phẩm")
    )
    place = models.CharField(_("nơi thực hiện"), max_length=300, blank=True)
    technology = models.TextField(_("công nghệ áp dụng"))
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    origin_task = models.CharField(_("nhiệm vụ KH&CN chuyển giao"), max_length=300, blank=True)
    area = FigureField(_("quy mô"), unit="ha")
    other_size = models.CharField(_("quy mô theo đơn vị khác"), max_length=120, blank=True)
    cost = MoneyField(_("kinh phí thực hiện"))
    effect = models.TextField(_("hiệu quả"), blank=True)
    income_change = FigureField(
        _("thu nhập tăng so với cách làm cũ"), unit="%", max_digits=7, decimal_places=2
    )
    replicated_where = models.TextField(_("nơi nhân rộng"), blank=True)
    replicated_area = FigureField(_("diện tích nhân rộng"), unit="ha")
    replicated_households = CountField(_("số hộ làm theo"))

    class Meta(Record.Meta):
        verbose_name = _("mô hình sản xuất")
        verbose_name_plural = _("mô hình sản xuất")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="farming_model_spread",
                condition=~Q(state="spread") | ~Q(replicated_where=""),
                violation_error_message=_("Mô hình đã nhân rộng phải ghi nơi nhân rộng."),
            ),
        ]
