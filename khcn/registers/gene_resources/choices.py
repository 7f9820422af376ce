"""Fixed lists of gene resources; SAMPSTAT and STORAGE carry the codes of MCPD v2.1."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GeneKind(models.TextChoices):
    CROP = "crop", _("Cây trồng")
    MEDICINAL = "medicinal", _("Cây dược liệu")
    FOREST = "forest", _("Cây lâm nghiệp")
    LIVESTOCK = "livestock", _("Vật nuôi")
    AQUATIC = "aquatic", _("Thủy sản")
    MICROBE = "microbe", _("Vi sinh vật, nấm")
    OTHER = "other", _("Khác")


class Conservation(models.TextChoices):
    IN_SITU = "in_situ", _("Tại chỗ (in situ)")
    ON_FARM = "on_farm", _("Trong sản xuất (on farm)")
    EX_SITU = "ex_situ", _("Chuyển chỗ (ex situ)")
    IN_VITRO = "in_vitro", _("Trong ống nghiệm, kho lạnh")


class SampleStatus(models.TextChoices):
    WILD = "100", _("100 Hoang dại")
    NATURAL = "110", _("110 Hoang dại, tự nhiên")
    SEMI_WILD = "120", _("120 Bán tự nhiên, hoang dại")
    SEMI_SOWN = "130", _("130 Bán tự nhiên, được gieo")
    WEEDY = "200", _("200 Dạng cỏ")
    LANDRACE = "300", _("300 Giống địa phương, cổ truyền")
    BREEDING = "400", _("400 Vật liệu chọn giống, nghiên cứu")
    IMPROVED = "500", _("500 Giống cải tiến")
    GMO = "600", _("600 Biến đổi gen")
    OTHER = "999", _("999 Khác")


class Storage(models.TextChoices):
    SEED = "10", _("10 Kho hạt")
    SEED_SHORT = "11", _("11 Kho hạt ngắn hạn")
    SEED_MEDIUM = "12", _("12 Kho hạt trung hạn")
    SEED_LONG = "13", _("13 Kho hạt dài hạn")
    FIELD = "20", _("20 Vườn, đồng ruộng")
    IN_VITRO = "30", _("30 Ống nghiệm")
    CRYO = "40", _("40 Bảo quản lạnh sâu")
    DNA = "50", _("50 Mẫu ADN")
    OTHER = "99", _("99 Khác")
