"""What follows acceptance: the certificate of registration and the decision that recognises the results."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.models import StTask
from khcn.outputs.official_documents.model import Article, Block, Bullet, Document
from khcn.outputs.task_documents.issuing import letterhead
from khcn.outputs.task_documents.registry import TASK, Source, document
from khcn.outputs.task_documents.wording import (
    bases_of,
    duty,
    fact,
    from_signing,
    host_of,
    kind_told,
    leader_of,
    listed_fact,
    period_told,
    proposal_of,
    symbol_told,
    task_title,
)


def not_accepted(task: StTask) -> str:
    return "" if task.accepted_on else str(_("Nhiệm vụ chưa nghiệm thu."))


def not_registered(task: StTask) -> str:
    if task.grade == "fail":
        return str(_("Nhiệm vụ xếp loại Không đạt nên không công nhận kết quả."))
    return not_accepted(task) or (
        "" if task.certificate and task.registered_on else str(_("Chưa có giấy chứng nhận đăng ký kết quả."))
    )


@document(
    "giay-chung-nhan-dang-ky", _("Giấy chứng nhận đăng ký kết quả"), of=TASK, missing=not_accepted, order=52
)
def certificate(source: Source) -> Document:
    task: StTask = source.record
    issuer = source.issuer
    return Document(
        kind="PHIEU", kind_name="Giấy chứng nhận",
        letterhead=letterhead(issuer, "GCN", symbol=task.certificate, day=task.registered_on, secret=task.confidential),
        title="Đăng ký kết quả thực hiện nhiệm vụ khoa học và công nghệ",
        blocks=list(_certified(task, issuer.name)),
        signature=issuer.signature(),
        recipients=("Tổ chức chủ trì", "Lưu: VT, hồ sơ đăng ký kết quả"),
    )  # fmt: skip


def _certified(task: StTask, issuer: str) -> Iterator[Block]:
    yield fact(f"{issuer} chứng nhận tổ chức", host_of(task))
    yield fact("Đã đăng ký kết quả thực hiện nhiệm vụ", task.name)
    yield fact("Loại nhiệm vụ", kind_told(task))
    yield fact("Mã số nhiệm vụ", task.code)
    yield fact("Chủ nhiệm", leader_of(task))
    members = _members(task)
    if members:
        yield fact("Cá nhân tham gia", "; ".join(members))
    yield fact("Thời gian thực hiện", period_told(task.starts_on, task.ends_on))
    yield fact(
        "Nghiệm thu",
        f"xếp loại {task.get_grade_display()}, biên bản {symbol_told(task.acceptance_minutes, task.accepted_on)}",
    )
    yield fact("Nơi lưu giữ hồ sơ kết quả", issuer)


def _members(task: StTask) -> list[str]:
    """Those who carried the task out, as the dossier that was chosen names them; the leader has a line of its own."""
    dossier = task.applications.filter(purpose="dossier", state="chosen").first()
    if dossier is None:
        return []
    rows = dossier.team.filter(removed_at=None, role__in=["secretary", "member", "editor"])
    return list(dict.fromkeys(rows.values_list("name", flat=True)))


@document(
    "quyet-dinh-cong-nhan", _("Quyết định công nhận kết quả"), of=TASK, missing=not_registered, order=55
)
def recognition(source: Source) -> Document:
    task: StTask = source.record
    issuer = source.issuer
    return Document(
        kind="QD",
        letterhead=letterhead(issuer, "QĐ", symbol=task.recognition_symbol, day=task.recognised_on, secret=task.confidential),
        title="Công nhận kết quả thực hiện nhiệm vụ khoa học và công nghệ",
        decided_by=issuer.decided_by,
        legal_bases=[
            *bases_of(task.procedure),
            f"Căn cứ Biên bản nghiệm thu {symbol_told(task.acceptance_minutes, task.accepted_on)}",
            f"Căn cứ Giấy chứng nhận đăng ký kết quả {symbol_told(task.certificate, task.registered_on)}",
            proposal_of(),
        ],
        blocks=list(_recognised(task)),
        signature=issuer.signature(),
        recipients=("Như Điều 4", "Lưu: VT, hồ sơ nhiệm vụ"),
    )  # fmt: skip


def _recognised(task: StTask) -> Iterator[Block]:
    yield Article(f"Công nhận kết quả thực hiện {kind_told(task)} {task_title(task)}:")
    yield listed_fact("Mã số", task.code)
    yield listed_fact("Tổ chức chủ trì", host_of(task))
    yield listed_fact("Chủ nhiệm", leader_of(task))
    yield listed_fact("Kết quả đánh giá, xếp loại", str(task.get_grade_display()))
    for one in task.products.order_by("number"):
        yield Bullet(f"Sản phẩm: {one.name}", 2)
    yield Article(
        "Tổ chức chủ trì và chủ nhiệm quyết toán, thanh lý hợp đồng, bàn giao sản phẩm, công bố và ứng dụng kết quả; hằng năm báo cáo việc ứng dụng về đơn vị quản lý nhiệm vụ theo quy định."
    )
    yield from_signing()
    yield duty("Thủ trưởng các đơn vị có liên quan", "người đứng đầu tổ chức chủ trì", "chủ nhiệm nhiệm vụ")
