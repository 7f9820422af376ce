from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GeneResourcesConfig(AppConfig):
    name = "khcn.registers.gene_resources"
    label = "gene_resources"
    verbose_name = _("Nguồn gen")
