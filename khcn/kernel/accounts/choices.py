"""Roles of people on the platform."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMIN = "admin", _("Quản trị hệ thống")
    COORDINATOR = "coordinator", _("Điều phối (Sở KH&CN)")
    LEADER = "leader", _("Lãnh đạo")
    REPORTER = "reporter", _("Cán bộ báo cáo")
    APPROVER = "approver", _("Người duyệt của đơn vị")
    EXPERT = "expert", _("Chuyên gia")
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    PUBLIC = "public", _("Công chúng")


#: Roles that mean nothing without the agency in which they are held.
AGENCY_ROLES = (Role.COORDINATOR, Role.LEADER, Role.REPORTER, Role.APPROVER)
