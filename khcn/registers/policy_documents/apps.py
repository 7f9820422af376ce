from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyDocumentsConfig(AppConfig):
    name = "khcn.registers.policy_documents"
    label = "policy_documents"
    verbose_name = _("Văn bản cơ chế, chính sách")
