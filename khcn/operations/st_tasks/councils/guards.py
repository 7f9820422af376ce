"""What councils must have done before a task goes on."""

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.guards import Step, guard
from khcn.operations.st_tasks.councils.results import concluded_item, graded, selection_outcome


def _waiting() -> str:
    return _(
        "Hội đồng chưa kết luận hoặc phiên họp chưa có biên bản; thư ký hội đồng làm việc này ở trang phiên họp."
    )


@guard("council_recommends")
def council_recommends(step: Step) -> str:
    item = concluded_item(step.task, "identification")
    if item is None:
        return _waiting()
    return "" if item.result == "recommended" else _("Hội đồng không đề nghị thực hiện nhiệm vụ này.")


@guard("council_concluded")
def council_concluded(step: Step) -> str:
    """The identification council has said no."""
    item = concluded_item(step.task, "identification")
    if item is None:
        return _waiting()
    return _("Hội đồng đề nghị thực hiện nhiệm vụ này.") if item.result == "recommended" else ""


@guard("council_chose")
def council_chose(step: Step) -> str:
    return {
        "": _waiting(),
        "undecided": _("Các hồ sơ còn ngang nhau; hội đồng phải kiến nghị chọn một hồ sơ."),
        "nobody": _("Không có hồ sơ nào trúng tuyển."),
        "winner": "",
    }[selection_outcome(step.task)]


@guard("finance_concluded")
def finance_concluded(step: Step) -> str:
    item = concluded_item(step.task, "finance")
    if item is None:
        return _("Tổ thẩm định kinh phí chưa kết luận hoặc phiên họp chưa có biên bản.")
    return "" if item.result == "agreed" else _("Tổ thẩm định kinh phí chưa thống nhất dự toán.")


@guard("council_graded")
def council_graded(step: Step) -> str:
    return "" if graded(step.task) else _waiting()
