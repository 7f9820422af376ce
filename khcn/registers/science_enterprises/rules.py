"""What figures of an S&T enterprise must obey beyond their types."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _


def result_revenue_within_total(values: Mapping[str, Any]) -> Mapping[str, str | Promise]:
    """Revenue from results is a part of the total: a ratio above 100 % is a slip of figure or unit."""
    part, whole = values.get("result_revenue"), values.get("revenue")
    if part is None or whole is None or part <= whole:
        return {}
    share = f" ({part * 100 / whole:.0f} %)" if whole else ""
    return {
        "result_revenue": _(
            "Doanh thu từ kết quả KH&CN lớn hơn tổng doanh thu%(share)s. "
            "Hãy kiểm tra lại số liệu và đơn vị tính."
        )
        % {"share": share}
    }


def research_staff_within_staff(values: Mapping[str, Any]) -> Mapping[str, str | Promise]:
    """People in research are among the staff."""
    part, whole = values.get("research_staff"), values.get("staff")
    if part is None or whole is None or part <= whole:
        return {}
    return {"research_staff": _("Số người làm nghiên cứu và phát triển lớn hơn số lao động.")}
