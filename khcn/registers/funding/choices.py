"""Fixed lists of funding lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where the money comes from, as section V of the plan divides it."""

    SCIENCE = "science", _("Ngân sách: sự nghiệp khoa học và công nghệ")
    ECONOMIC = "economic", _("Ngân sách: sự nghiệp kinh tế")
    INVESTMENT = "investment", _("Ngân sách: đầu tư phát triển")
    RECURRENT = "recurrent", _("Ngân sách: chi thường xuyên khác")
    INTEGRATED = "integrated", _("Lồng ghép chương trình, dự án khác")
    ENTERPRISE = "enterprise", _("Huy động: doanh nghiệp, hợp tác xã")
    PEOPLE = "people", _("Huy động: người dân, cộng đồng")
    CREDIT = "credit", _("Huy động: vốn vay, quỹ đầu tư")
    FOREIGN = "foreign", _("Huy động: viện trợ, hợp tác quốc tế")
    OTHER = "other", _("Nguồn hợp pháp khác")
    UNKNOWN = "unknown", _("Chưa xác định nguồn")


class OriginGroup(models.TextChoices):
    STATE = "state", _("Ngân sách nhà nước")
    INTEGRATED = "integrated", _("Lồng ghép")
    MOBILISED = "mobilised", _("Huy động ngoài ngân sách")
    OTHER = "other", _("Nguồn khác")
    UNKNOWN = "unknown", _("Chưa xác định nguồn")


GROUPS: dict[str, str] = {
    Origin.SCIENCE: OriginGroup.STATE,
    Origin.ECONOMIC: OriginGroup.STATE,
    Origin.INVESTMENT: OriginGroup.STATE,
    Origin.RECURRENT: OriginGroup.STATE,
    Origin.INTEGRATED: OriginGroup.INTEGRATED,
    Origin.ENTERPRISE: OriginGroup.MOBILISED,
    Origin.PEOPLE: OriginGroup.MOBILISED,
    Origin.CREDIT: OriginGroup.MOBILISED,
    Origin.FOREIGN: OriginGroup.MOBILISED,
    Origin.OTHER: OriginGroup.OTHER,
    Origin.UNKNOWN: OriginGroup.UNKNOWN,
}


class BudgetLevel(models.TextChoices):
    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Tỉnh")
    DISTRICT = "district", _("Huyện (đến năm 2025)")
    COMMUNE = "commune", _("Xã, phường")
    NONE = "none", _("Ngoài ngân sách")


#: Levels whose spending is part of the province's budget, the denominator of target T6.
LOCAL = (BudgetLevel.PROVINCE, BudgetLevel.DISTRICT, BudgetLevel.COMMUNE)
