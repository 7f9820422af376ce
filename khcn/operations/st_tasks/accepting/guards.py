"""What must hold around acceptance and afterwards, under the names that rule sets use."""

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.accepting.assessing import answered
from khcn.operations.st_tasks.advancing.guards import Step, guard
from khcn.operations.st_tasks.choices import Grade
from khcn.operations.st_tasks.models import SelfAssessment


@guard("self_assessment")
def self_assessment(step: Step) -> str:
    products = list(step.task.products.all())
    if not products:
        return _("Nhiệm vụ chưa có danh mục sản phẩm đặt hàng. Chuyên viên Sở ghi theo hợp đồng.")
    silent = [one.name for one in products if not answered(one)]
    if silent:
        return _("Tổ chức chủ trì chưa tự đánh giá sản phẩm: %s.") % "; ".join(silent)
    if not SelfAssessment.objects.filter(task=step.task).exists():
        return _("Tổ chức chủ trì chưa ghi tự đánh giá.")
    return ""


@guard("results_entered")
def results_entered(step: Step) -> str:
    results = list(step.task.results.all())
    if not results:
        return _(
            "Chưa có kết quả nào trong thư viện kết quả. Tổ chức chủ trì hoặc chuyên viên ghi kết quả kèm tóm tắt."
        )
    if bare := [one.title for one in results if not one.abstract.strip()]:
        return _("Kết quả chưa có tóm tắt: %s.") % "; ".join(bare)
    return ""


@guard("graded_fail")
def graded_fail(step: Step) -> str:
    return (
        "" if step.task.grade == Grade.FAIL else _("Bước này chỉ dành cho nhiệm vụ được xếp loại Không đạt.")
    )


@guard("hand_over_entered")
def hand_over_entered(step: Step) -> str:
    if step.task.hand_overs.exists():
        return ""
    return _(
        "Chưa ghi giao quyền, bàn giao cho tổ chức nào. Chuyên viên Sở ghi quyết định hoặc biên bản bàn giao."
    )


@guard("follow_up_over")
def follow_up_over(step: Step) -> str:
    rows = list(step.task.uses.filter(due_on__isnull=False).order_by("due_on"))
    if not rows:
        return _("Nhiệm vụ chưa có lịch báo cáo ứng dụng.")
    last = rows[-1].due_on
    if last and step.on < last:
        return _("Thời gian theo dõi ứng dụng kéo dài đến %s.") % f"{last:%d/%m/%Y}"
    if open_years := [str(one.year) for one in rows if one.confirmed_at is None]:
        return _("Báo cáo ứng dụng chưa có hoặc chưa được Sở xác nhận: năm %s.") % ", ".join(open_years)
    return ""


@guard("publicity_done")
def publicity_done(step: Step) -> str:
    if step.task.confidential or step.task.grade == Grade.FAIL or step.task.publicity.exists():
        return ""
    return _("Chưa ghi hình thức công bố, truyền thông kết quả nào.")
