"""What the proposals before an identification council would do to the shares of target T3."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.operations.st_tasks.choices import ShareGroup
from khcn.operations.st_tasks.models import Council, StTask
from khcn.operations.st_tasks.portfolio import shares
from khcn.web.workspace.councils.common import rules_of
from khcn.web.workspace.st_tasks.portfolio import GOALS


def steering(council: Council) -> dict[str, Any]:
    """Each group of the target with its share of the tasks approved this year, now and if all of these are; one query."""
    if rules_of(council)[1].judges != "identification":
        return {}
    today = timezone.localdate()
    told = shares(
        StTask.objects.kept(),
        today.year,
        today,
        deciding=Q(pk__in=council.items.values("task"), valid_from=None),
    )
    rows = [
        {
            "name": str(ShareGroup(one.group).label) if one.group else _("Chưa xếp nhóm"), "share": one,
            "goal": GOALS[one.group][1] if one.group in GOALS else "",
        }
        for one in told["count"]
    ]  # fmt: skip
    return {"steering": rows, "steering_year": today.year}
