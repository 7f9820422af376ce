"""Fixed lists of the registers of intellectual property."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RightKind(models.TextChoices):
    INVENTION = "invention", _("Sáng chế")
    UTILITY = "utility", _("Giải pháp hữu ích")
    DESIGN = "design", _("Kiểu dáng công nghiệp")
    MARK = "mark", _("Nhãn hiệu")
    COLLECTIVE_MARK = "collective", _("Nhãn hiệu tập thể")
    CERTIFICATION_MARK = "certification", _("Nhãn hiệu chứng nhận")
    LAYOUT = "layout", _("Thiết kế bố trí mạch tích hợp")
    VARIETY = "variety", _("Giống cây trồng")
    SOFTWARE = "software", _("Chương trình máy tính (quyền tác giả)")
    COPYRIGHT = "copyright", _("Tác phẩm khác (quyền tác giả)")


#: What target T7 counts.
PATENTS = (RightKind.INVENTION, RightKind.UTILITY)
MARKS = (RightKind.MARK, RightKind.COLLECTIVE_MARK, RightKind.CERTIFICATION_MARK)
#: First digit of application numbers at the national IP office by kind (to be confirmed).
LEADING_DIGITS: dict[str, str] = {
    RightKind.INVENTION: "1",
    RightKind.UTILITY: "2",
    RightKind.DESIGN: "3",
    RightKind.MARK: "4",
    RightKind.COLLECTIVE_MARK: "4",
    RightKind.CERTIFICATION_MARK: "4",
}


class Office(models.TextChoices):
    NATIONAL = "national", _("Cục Sở hữu trí tuệ")
    VARIETY = "variety", _("Cơ quan bảo hộ giống cây trồng")
    COPYRIGHT = "copyright", _("Cục Bản quyền tác giả")
    INTERNATIONAL = "wipo", _("Đăng ký quốc tế qua WIPO")
    FOREIGN = "foreign", _("Cơ quan nước ngoài")


class CaseKind(models.TextChoices):
    INFRINGEMENT = "infringement", _("Xâm phạm quyền sở hữu công nghiệp")
    COUNTERFEIT = "counterfeit", _("Hàng hóa giả mạo sở hữu trí tuệ")
    INDICATION = "indication", _("Sử dụng trái phép chỉ dẫn địa lý")
    COMPETITION = "competition", _("Cạnh tranh không lành mạnh")
    COPYRIGHT = "copyright", _("Xâm phạm quyền tác giả")
    OTHER = "other", _("Khác")


class CaseAuthority(models.TextChoices):
    SCIENCE = "science", _("Thanh tra, cơ quan về khoa học và công nghệ")
    MARKET = "market", _("Quản lý thị trường")
    POLICE = "police", _("Công an")
    CUSTOMS = "customs", _("Hải quan")
    COURT = "court", _("Tòa án")
    PEOPLE = "people", _("Ủy ban nhân dân")
    OTHER = "other", _("Cơ quan khác")


class CaseResult(models.TextChoices):
    FINE = "fine", _("Xử phạt vi phạm hành chính")
    CIVIL = "civil", _("Giải quyết dân sự tại tòa án")
    CRIMINAL = "criminal", _("Chuyển xử lý hình sự")
    AGREED = "agreed", _("Các bên tự thỏa thuận")
    NONE = "none", _("Không đủ căn cứ xử lý")
