"""Decisions on tasks: approving the order, approving that a task is carried out, ending one early."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.choices import LumpSum
from khcn.operations.st_tasks.models import Stop, StTask
from khcn.outputs.official_documents.model import Annex, Article, Block, Bullet, Document
from khcn.outputs.task_documents.budgets import plan_table
from khcn.outputs.task_documents.calls import task_table
from khcn.outputs.task_documents.issuing import letterhead
from khcn.outputs.task_documents.registry import TASK, Source, document
from khcn.outputs.task_documents.wording import (
    bases_of,
    duty,
    from_signing,
    host_of,
    kind_told,
    leader_of,
    listed_fact,
    money_told,
    paragraphs,
    period_told,
    proposal_of,
    symbol_told,
    task_title,
    told,
)

#: Steps before which there is nothing to order, and from which a host is known.
BEFORE_ORDER = (
    "received",
    "returned",
    "screening",
    "identification",
    "rejected",
    "merged",
    "not_recommended",
)
WITH_HOST = ("completing", "appraisal", "revising", "deciding")


def not_ordering(task: StTask) -> str:
    return str(_("Nhiệm vụ chưa qua hội đồng xác định.")) if task.step in BEFORE_ORDER else ""


def no_host(task: StTask) -> str:
    """A host is there once a dossier was chosen."""
    return (
        ""
        if task.host_id or task.step in WITH_HOST or task.valid_from
        else str(_("Nhiệm vụ chưa có tổ chức chủ trì."))
    )


def is_stopped(task: StTask) -> bool:
    return Stop.objects.filter(task=task).exists()


def _same_order(task: StTask) -> list[StTask]:
    """The tasks that one decision ordered; a decision not issued yet is made for this task."""
    if not task.order_symbol or task.ordered_on is None:
        return [task]
    rows = StTask.objects.filter(order_symbol=task.order_symbol, ordered_on=task.ordered_on)
    return list(rows.order_by("pk"))


@document(
    "quyet-dinh-dat-hang",
    _("Quyết định phê duyệt danh mục đặt hàng"),
    of=TASK,
    missing=not_ordering,
    order=12,
)
def order_decision(source: Source) -> Document:
    task: StTask = source.record
    tasks, issuer = _same_order(task), source.issuer
    secret = any(one.confidential for one in tasks)
    return Document(
        kind="QD",
        letterhead=letterhead(issuer, "QĐ", symbol=task.order_symbol, day=task.ordered_on, secret=secret),
        title="Phê duyệt danh mục nhiệm vụ khoa học và công nghệ đặt hàng",
        decided_by=issuer.decided_by,
        legal_bases=[*bases_of(task.procedure), "Căn cứ kết luận của hội đồng tư vấn xác định nhiệm vụ", proposal_of()],
        blocks=[
            Article(f"Phê duyệt danh mục gồm {len(tasks):02d} nhiệm vụ khoa học và công nghệ đặt hàng (chi tiết tại Phụ lục kèm theo)."),
            Article("Giao đơn vị quản lý nhiệm vụ công bố danh mục, tìm tổ chức chủ trì và cá nhân chủ nhiệm theo phương thức ghi trong Phụ lục, đúng thời hạn quy định."),
            from_signing(),
            duty("Thủ trưởng các đơn vị có liên quan"),
        ],
        signature=issuer.signature(),
        recipients=("Như Điều 4", "Cổng thông tin điện tử" if not secret else "Các đơn vị có liên quan", "Lưu: VT, hồ sơ nhiệm vụ"),
        annexes=[Annex("Danh mục nhiệm vụ đặt hàng", [task_table(tasks)], landscape=True)],
    )  # fmt: skip


@document(
    "quyet-dinh-phe-duyet", _("Quyết định phê duyệt thực hiện nhiệm vụ"), of=TASK, missing=no_host, order=30
)
def approval_decision(source: Source) -> Document:
    task: StTask = source.record
    issuer = source.issuer
    lines = [line for line in task.budget_lines.all() if line.planned is not None]
    annexes = [Annex("Kinh phí theo năm và nguồn", [plan_table(lines)])] if lines else []
    return Document(
        kind="QD",
        letterhead=letterhead(issuer, "QĐ", symbol=task.approval_symbol, day=task.valid_from, secret=task.confidential),
        title="Phê duyệt tổ chức chủ trì, chủ nhiệm, kinh phí và thời gian thực hiện nhiệm vụ khoa học và công nghệ",
        decided_by=issuer.decided_by,
        legal_bases=_approval_bases(task),
        blocks=list(_approved(task, annexed=bool(annexes))),
        signature=issuer.signature(),
        recipients=("Như Điều 4", "Lưu: VT, hồ sơ nhiệm vụ"),
        annexes=annexes,
    )  # fmt: skip


def _approval_bases(task: StTask) -> list[str]:
    ordered = (
        [
            f"Căn cứ Quyết định {symbol_told(task.order_symbol, task.ordered_on)} về việc phê duyệt danh mục đặt hàng"
        ]
        if task.order_symbol
        else []
    )
    return [
        *bases_of(task.procedure),
        *ordered,
        "Căn cứ kết quả thẩm định kinh phí thực hiện nhiệm vụ",
        proposal_of(),
    ]


def _approved(task: StTask, *, annexed: bool) -> Iterator[Block]:
    yield Article(f"Phê duyệt thực hiện {kind_told(task)} {task_title(task)} với các nội dung sau:")
    yield listed_fact("Mã số", task.code)
    yield listed_fact("Tổ chức chủ trì", host_of(task))
    yield listed_fact("Chủ nhiệm", leader_of(task))
    partners = "; ".join(task.partners.order_by("name").values_list("name", flat=True))
    if partners:
        yield listed_fact("Tổ chức phối hợp", partners)
    yield listed_fact("Thời gian thực hiện", period_told(task.starts_on, task.ends_on))
    yield listed_fact("Tổng kinh phí", money_told(task.budget))
    yield listed_fact("Trong đó ngân sách nhà nước", money_told(task.state_budget))
    if task.lump_sum:
        yield listed_fact("Phương thức khoán chi", _lump_sum(task))
    if task.expected_results:
        yield listed_fact(
            "Kết quả, sản phẩm phải đạt",
            "; ".join(line.strip("-+ .;") for line in task.expected_results.splitlines() if line.strip()),
        )
    if annexed:
        yield Bullet("Kinh phí theo năm và nguồn: chi tiết tại Phụ lục kèm theo.")
    yield Article(
        "Tổ chức chủ trì và chủ nhiệm ký hợp đồng, thực hiện nhiệm vụ đúng nội dung đã được phê duyệt; đơn vị quản lý nhiệm vụ theo dõi, kiểm tra và tổ chức nghiệm thu theo quy định."
    )
    yield from_signing()
    yield duty("Thủ trưởng các đơn vị có liên quan", "người đứng đầu tổ chức chủ trì", "chủ nhiệm nhiệm vụ")


def _lump_sum(task: StTask) -> str:
    return str(LumpSum(task.lump_sum).label).lower()


@document(
    "quyet-dinh-cham-dut", _("Quyết định chấm dứt thực hiện nhiệm vụ"), of=TASK, suits=is_stopped, order=45
)
def stop_decision(source: Source) -> Document:
    task: StTask = source.record
    stop, issuer = Stop.objects.get(task=task), source.issuer
    return Document(
        kind="QD",
        letterhead=letterhead(issuer, "QĐ", symbol=stop.decision_symbol or task.termination_symbol, day=stop.decided_on, secret=task.confidential),
        title="Chấm dứt thực hiện nhiệm vụ khoa học và công nghệ",
        decided_by=issuer.decided_by,
        legal_bases=[*bases_of(task.procedure), f"Căn cứ Quyết định {symbol_told(task.approval_symbol, task.valid_from)} phê duyệt thực hiện nhiệm vụ", proposal_of()],
        blocks=list(_stopped(task, stop)),
        signature=issuer.signature(),
        recipients=("Như Điều 4", "Lưu: VT, hồ sơ nhiệm vụ"),
    )  # fmt: skip


def _stopped(task: StTask, stop: Stop) -> Iterator[Block]:
    yield Article(
        f"Chấm dứt thực hiện {kind_told(task)} {task_title(task)}, mã số {told(task.code)}, do {told(host_of(task))} chủ trì."
    )
    yield listed_fact("Nguyên nhân", "khách quan" if stop.objective else "chủ quan")
    yield Bullet("Lý do:")
    yield from paragraphs(stop.reason)
    yield Article("Xử lý kinh phí, sản phẩm và tài sản:")
    yield listed_fact("Kinh phí đã chi đúng", money_told(stop.spent))
    yield listed_fact("Kinh phí chưa chứng minh được", money_told(stop.unproven))
    yield listed_fact("Số tiền phải hoàn trả ngân sách nhà nước", money_told(stop.refund))
    yield listed_fact("Hạn hoàn trả", f"{stop.refund_due_on:%d/%m/%Y}" if stop.refund_due_on else "")
    yield listed_fact("Sản phẩm, tài sản phải nộp", stop.handed_in.replace("\n", "; "))
    yield from_signing()
    yield duty("Thủ trưởng các đơn vị có liên quan", "người đứng đầu tổ chức chủ trì", "chủ nhiệm nhiệm vụ")
