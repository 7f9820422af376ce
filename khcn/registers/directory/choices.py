"""Fixed lists of the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã, liên hiệp hợp tác xã")
    HOUSEHOLD = "household", _("Hộ kinh doanh, tổ hợp tác, trang trại")
    SCIENCE = "science", _("Tổ chức khoa học và công nghệ")
    SCHOOL = "school", _("Trường, cơ sở giáo dục")
    HOSPITAL = "hospital", _("Cơ sở y tế")
    STATE = "state", _("Cơ quan nhà nước")
    PUBLIC_UNIT = "public_unit", _("Đơn vị sự nghiệp công lập khác")
    ASSOCIATION = "association", _("Hội, hiệp hội")
    FUND = "fund", _("Quỹ, tổ chức tài chính")
    FOREIGN = "foreign", _("Tổ chức nước ngoài")
    OTHER = "other", _("Khác")


class ScienceKind(models.TextChoices):
    """Kinds of S&T organisations."""

    RESEARCH = "research", _("Tổ chức nghiên cứu cơ bản, nghiên cứu ứng dụng")
    DEVELOPMENT = "development", _("Tổ chức nghiên cứu và phát triển")
    SERVICE = "service", _("Tổ chức dịch vụ khoa học và công nghệ")
    UNIVERSITY = "university", _("Cơ sở giáo dục đại học")


class Ownership(models.TextChoices):
    PUBLIC = "public", _("Công lập, nhà nước")
    PRIVATE = "private", _("Ngoài công lập, tư nhân")
    COLLECTIVE = "collective", _("Tập thể")
    FOREIGN = "foreign", _("Có vốn nước ngoài")
    MIXED = "mixed", _("Hỗn hợp")


class Size(models.TextChoices):
    """Sizes of enterprises; thresholds by NĐ 80/2021/NĐ-CP are kept outside."""

    MICRO = "micro", _("Siêu nhỏ")
    SMALL = "small", _("Nhỏ")
    MEDIUM = "medium", _("Vừa")
    LARGE = "large", _("Lớn")


class Autonomy(models.TextChoices):
    """Groups of financial autonomy of public service units (NĐ 60/2021/NĐ-CP, to be confirmed)."""

    GROUP_1 = "1", _("Nhóm 1: tự bảo đảm chi thường xuyên và chi đầu tư")
    GROUP_2 = "2", _("Nhóm 2: tự bảo đảm chi thường xuyên")
    GROUP_3 = "3", _("Nhóm 3: tự bảo đảm một phần chi thường xuyên")
    GROUP_4 = "4", _("Nhóm 4: Nhà nước bảo đảm chi thường xuyên")


class Degree(models.TextChoices):
    DOCTOR = "doctor", _("Tiến sĩ")
    MASTER = "master", _("Thạc sĩ")
    SPECIALIST_2 = "specialist_2", _("Chuyên khoa II")
    SPECIALIST_1 = "specialist_1", _("Chuyên khoa I")
    BACHELOR = "bachelor", _("Đại học")
    COLLEGE = "college", _("Cao đẳng")
    OTHER = "other", _("Khác")


class Title(models.TextChoices):
    PROFESSOR = "professor", _("Giáo sư")
    ASSOCIATE = "associate", _("Phó giáo sư")


class Capacity(models.TextChoices):
    """In what capacity a person stands in the directory."""

    EXPERT = "expert", _("Chuyên gia, nhà khoa học")
    CONSULTANT = "consultant", _("Tư vấn viên")
    MANAGER = "manager", _("Cán bộ quản lý KH&CN")
    MENTOR = "mentor", _("Người hướng dẫn khởi nghiệp")
    OTHER = "other", _("Khác")
