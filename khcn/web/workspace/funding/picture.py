"""The money of the chosen years as one bar for each step, cut by source."""

from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.outputs.charts import Funding, MoneyBars, Picture
from khcn.outputs.charts.numbers import brief
from khcn.web.templatetags.khcn_ui import vn_percent
from khcn.web.workspace.funding.rows import Row
from khcn.web.workspace.funding.sums import Sums


def picture_of(origins: list[Row], total: Sums, span: str) -> Picture | None:
    """None where nothing is known."""
    groups = [row for row in origins if row.kind == "group"]
    if all(value is None for value in total.values.values()):
        return None
    return MoneyBars(
        title=_title(total, span), funding=tuple(_funding(row) for row in groups), stacked=True,
        note=_("Khoản chưa có số không được cộng."),
    ).picture()  # fmt: skip


def _title(total: Sums, span: str) -> str:
    """What the picture shows, in a sentence."""
    if total.share is not None:
        return _("Năm %(span)s đã giải ngân %(share)s số đã giao, tính trên các khoản có cả hai số") % {
            "span": span, "share": vn_percent(total.share)
        }  # fmt: skip
    planned = total.values["planned"]
    if planned is not None:
        told = brief(Decimal(planned), "đồng")
        return _("Năm %(span)s dự toán %(sum)s, chưa có số giao và giải ngân để so") % {
            "span": span,
            "sum": told,
        }
    return _("Kinh phí năm %(span)s theo nguồn") % {"span": span}


def _funding(row: Row) -> Funding:
    values = {step: None if value is None else Decimal(value) for step, value in row.sums.values.items()}
    return Funding(label=row.label, url=row.url, **values)
