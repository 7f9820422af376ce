"""What must hold of a proposal before its task may go on."""

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.guards import Step, guard
from khcn.operations.st_tasks.applications.similar import TO_JUDGE, Subject, look_for
from khcn.operations.st_tasks.models import Similar


@guard("similar_judged")
def similar_judged(step: Step) -> str:
    """Every task that is much alike was looked at by an officer, and none was found to be the same.

    The search is made anew here: what came in since the officer looked counts too.
    """
    kept = {one.other_id: one for one in Similar.objects.filter(task=step.task).select_related("other")}
    same = [one for one in kept.values() if one.verdict == "same"]
    if same:
        return _("Đã kết luận trùng với “%(name)s”. Hãy không tiếp nhận hoặc gộp đề xuất này.") % {
            "name": same[0].other
        }
    alike = {one.task.pk for one in look_for(Subject.of(step.task)) if one.score >= TO_JUDGE}
    alike |= {pk for pk, one in kept.items() if float(one.score) >= TO_JUDGE}
    waiting = [pk for pk in alike if pk not in kept or not kept[pk].verdict]
    if not waiting:
        return ""
    return _(
        "Còn %(count)s nhiệm vụ gần giống chưa có kết luận. Hãy mở trang tra cứu trùng lặp và kết luận."
    ) % {"count": len(waiting)}
