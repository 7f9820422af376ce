"""Statistical forms as sets of cells, each bound to an indicator or a fact."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.indicators.models.cards import Indicator
from khcn.kernel.base import Dated, Sourced


class StatForm(Sourced, Dated):
    """A form of the statistical reporting regime, e.g. one of TT 15/2018/TT-BKHCN."""

    code = models.CharField(_("ký hiệu biểu"), max_length=40, unique=True)
    title = models.CharField(_("tên biểu"), max_length=300)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("biểu thống kê")
        verbose_name_plural = _("biểu thống kê")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class StatCell(models.Model):
    """One cell: where it stands in the form and which number fills it. Unbound cells say who fills them."""

    form = models.ForeignKey(StatForm, models.CASCADE, related_name="cells")
    row = models.CharField(_("dòng"), max_length=300)
    column = models.CharField(_("cột"), max_length=200, blank=True)
    row_no = models.CharField(_("mã số dòng"), max_length=20, blank=True)
    order = models.PositiveIntegerField(_("thứ tự"), default=0)
    unit = models.CharField(_("đơn vị"), max_length=80, blank=True)
    fact = models.CharField(_("số liệu của sổ"), max_length=80, blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="cells")

    class Meta:
        verbose_name = _("ô của biểu")
        verbose_name_plural = _("ô của biểu")
        ordering = ["form", "order"]
        constraints = [
            models.UniqueConstraint(name="stat_cell_once", fields=["form", "row_no", "row", "column"]),
            models.CheckConstraint(
                name="stat_cell_one_binding", condition=~(~Q(fact="") & Q(indicator__isnull=False))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form.code}: {self.row}"
