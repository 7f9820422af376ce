"""Fixed lists of products."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductGroup(models.TextChoices):
    """The six groups of OCOP (names to be confirmed) and the rest."""

    FOOD = "food", _("Thực phẩm")
    DRINK = "drink", _("Đồ uống")
    HERB = "herb", _("Dược liệu và sản phẩm từ dược liệu")
    CRAFT = "craft", _("Hàng thủ công mỹ nghệ")
    ORNAMENTAL = "ornamental", _("Sinh vật cảnh")
    TOURISM = "tourism", _("Dịch vụ du lịch cộng đồng, du lịch sinh thái, điểm du lịch")
    OTHER = "other", _("Ngoài sáu nhóm OCOP")


class ChainStage(models.TextChoices):
    INPUT = "input", _("Giống, vật tư đầu vào")
    PRODUCTION = "production", _("Sản xuất, nuôi trồng")
    GATHERING = "gathering", _("Thu gom, sơ chế, bảo quản")
    PROCESSING = "processing", _("Chế biến")
    TRADE = "trade", _("Phân phối, tiêu thụ")
    SERVICE = "service", _("Dịch vụ, tư vấn, tài chính")


class TraceState(models.TextChoices):
    """How far a product has come with traceability."""

    NONE = "none", _("Chưa truy xuất")
    REGISTERED = "registered", _("Đã đăng ký mã")
    CONNECTED = "connected", _("Đã kết nối cổng truy xuất")
    STOPPED = "stopped", _("Đã ngừng")


class Stars(models.TextChoices):
    """Stars that are recognised; fewer mean that the product goes on being improved."""

    THREE = "3", _("3 sao")
    FOUR = "4", _("4 sao")
    FIVE = "5", _("5 sao")


class OcopCycle(models.TextChoices):
    FIRST = "first", _("Công nhận lần đầu")
    AGAIN = "again", _("Đánh giá lại khi hết hạn")
    UPGRADE = "upgrade", _("Nâng hạng sao")


class OcopLevel(models.TextChoices):
    """The level of the council; the district ended on 30/06/2025."""

    COMMUNE = "commune", _("Cấp xã")
    DISTRICT = "district", _("Cấp huyện (trước 01/7/2025)")
    PROVINCE = "province", _("Cấp tỉnh")
    CENTRAL = "central", _("Trung ương")


class ModelKind(models.TextChoices):
    CROP = "crop", _("Trồng trọt")
    LIVESTOCK = "livestock", _("Chăn nuôi")
    FISHERY = "fishery", _("Thủy sản")
    FOREST = "forest", _("Lâm nghiệp, dược liệu dưới tán rừng")
    PROCESSING = "processing", _("Bảo quản, chế biến")
    OTHER = "other", _("Khác")
