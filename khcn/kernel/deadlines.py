"""How people speak of deadlines: in working days."""

from datetime import date

from django.utils.translation import gettext as _

from khcn.lib.working_days import working_days_between


def time_left(today: date, due: date) -> str:
    """A phrase such as "còn 5 ngày làm việc", "đến hạn hôm nay", "quá hạn 3 ngày làm việc"."""
    if due == today:
        return _("đến hạn hôm nay")
    count = working_days_between(today, due)
    if due > today:
        return (
            _("còn {count} ngày làm việc").format(count=count)
            if count
            else _("đến hạn trước ngày làm việc tới")
        )
    return _("quá hạn {count} ngày làm việc").format(count=-count) if count else _("vừa quá hạn")
