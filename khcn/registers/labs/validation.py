"""Rules over the values of a row of these registers."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


def opening_hours(values: Mapping[str, Any]) -> Mapping[str, Text]:
    """Opening hours lie within one day and have a length."""
    begins, ends = values.get("open_from"), values.get("open_to")
    if begins is None or ends is None:
        return {}
    if ends > 24 or begins >= ends:
        return {"open_to": _("Giờ đóng cửa phải sau giờ mở cửa và không quá 24.")}
    return {}


def booking_length(values: Mapping[str, Any]) -> Mapping[str, Text]:
    least, most = values.get("min_minutes"), values.get("max_minutes")
    if least is None or most is None:
        return {}
    if least < 5:
        return {"min_minutes": _("Mỗi lần đặt ít nhất từ 5 phút.")}
    if most < least:
        return {"max_minutes": _("Thời lượng nhiều nhất không được ngắn hơn thời lượng ít nhất.")}
    return {}


def checks_in_order(values: Mapping[str, Any]) -> Mapping[str, Text]:
    last, due = values.get("last_check"), values.get("next_due")
    if last and due and due < last:
        return {"next_due": _("Hạn kiểm định tiếp theo không được trước lần kiểm định gần nhất.")}
    return {}
