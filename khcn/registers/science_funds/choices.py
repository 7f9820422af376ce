"""Fixed lists of the registers of S&T funds, and the heads under which a fund spends."""

from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Funds founded before this day stood already when the plan asked for thirty more.
BASELINE = date(2023, 3, 27)


class FundForm(models.TextChoices):
    ORGANISED = "organised", _("Quỹ có tổ chức riêng trong doanh nghiệp")
    ACCOUNT = "account", _("Khoản trích theo dõi trên tài khoản của doanh nghiệp")
    GROUP = "group", _("Quỹ của tổng công ty, công ty mẹ")
    OTHER = "other", _("Hình thức khác")


#: Heads of spending (TT 05/2022/TT-BKHCN, to be confirmed): field of the yearly row → name.
HEADS: dict[str, str | Promise] = {
    "spent_tasks": _("chi nhiệm vụ khoa học và công nghệ"),
    "spent_facilities": _("chi cơ sở vật chất, kỹ thuật cho nghiên cứu"),
    "spent_rights": _("chi mua quyền sử dụng, sở hữu công nghệ và tài sản trí tuệ"),
    "spent_machines": _("chi mua máy móc, thiết bị đổi mới công nghệ"),
    "spent_experts": _("chi trả lương, thuê chuyên gia"),
    "spent_training": _("chi đào tạo nhân lực khoa học và công nghệ"),
    "spent_initiatives": _("chi hoạt động sáng kiến"),
    "spent_cooperation": _("chi hợp tác về khoa học và công nghệ"),
    "spent_products": _("chi thử nghiệm, đăng ký bảo hộ, thương mại hóa sản phẩm mới"),
}
