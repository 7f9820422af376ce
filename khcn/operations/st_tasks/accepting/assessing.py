"""Ordered products, the host's own assessment of them, and the department's answer about the dossier."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.advance import locked
from khcn.operations.st_tasks.choices import Grade
from khcn.operations.st_tasks.models import OrderedProduct, SelfAssessment, StTask

#: Steps in which the host assesses: before the dossier is handed in, and again when a supplement was asked for.
ASSESSED_AT = ("running", "dossier")
#: Phases in which the order may still be written down or corrected.
ORDERED_IN = ("selecting", "approved", "running", "paused")


@transaction.atomic
def set_products(*, task: StTask, rows: Sequence[Mapping[str, Any]], by: Actor) -> list[OrderedProduct]:
    """Write the products that the contract asks for, in this order; what was told of a product kept by number stays.

    Raises DomainError `products.too_late` once acceptance began, `products.none`, `products.quantity`.
    """
    require(by, "st_tasks.sttask.manage", task)
    task = locked(task)
    if task.by_procedure and task.state not in ORDERED_IN:
        raise DomainError(
            _(
                "Danh mục sản phẩm đặt hàng chỉ sửa được trước khi nghiệm thu, theo hợp đồng và các lần điều chỉnh."
            ),
            code="products.too_late",
        )
    if not rows:
        raise DomainError(_("Hãy ghi ít nhất một sản phẩm đặt hàng."), code="products.none")
    before = _told(task)
    kept = {one.number: one for one in task.products.all()}
    made = []
    for number, row in enumerate(rows, start=1):
        one = kept.pop(number) if number in kept else OrderedProduct(task=task, number=number)
        made.append(_product(one, row))
    for one in kept.values():
        one.delete()
    record_event(
        "st_task.products", task, by=by, before={"products": before}, after={"products": _told(task)}
    )
    return made


def _product(one: OrderedProduct, row: Mapping[str, Any]) -> OrderedProduct:
    for name in ("name", "kind", "unit", "quantity", "quality"):
        if name in row:
            setattr(one, name, row[name])
    if one.quantity is not None and one.quantity <= 0:
        sentence = (
            _("Số lượng đặt hàng của “%s” phải lớn hơn 0, hoặc để trống nếu sản phẩm không đếm được.")
            % one.name
        )
        raise DomainError(sentence, code="products.quantity", fields={"quantity": sentence})
    one.save()
    return one


@transaction.atomic
def self_assess(
    *,
    task: StTask,
    delivered: Mapping[int, tuple[Decimal | None, str]],
    text: str,
    proposed_grade: str = "",
    on: date | None = None,
    by: Actor,
) -> SelfAssessment:
    """The host says what it delivered of each product (`delivered`: number → quantity and note) and assesses the whole.

    Raises DomainError `assessment.step`, `assessment.text`, `assessment.unknown_product`, `assessment.incomplete`.
    """
    require(by, "st_tasks.sttask.tell_outcome", task)
    task = locked(task)
    if task.step not in ASSESSED_AT:
        raise DomainError(
            _("Tự đánh giá được ghi khi nhiệm vụ đang thực hiện hoặc đang lập hồ sơ nghiệm thu."),
            code="assessment.step",
        )
    if not text.strip():
        sentence = _("Hãy ghi nhận xét tự đánh giá.")
        raise DomainError(sentence, code="assessment.text", fields={"text": sentence})
    if proposed_grade and proposed_grade not in Grade.values:
        raise DomainError(_("Hãy chọn một mức tự xếp loại."), code="assessment.grade")
    _deliver(task, delivered)
    made, _new = SelfAssessment.objects.update_or_create(
        task=task,
        defaults={
            "text": text.strip(), "proposed_grade": proposed_grade, "made_on": on or by.on, "made_by_id": by.user_id,
            "answer_on": None, "answer": "",
        },
    )  # fmt: skip
    record_event(
        "st_task.self_assess",
        task,
        by=by,
        after={"grade": proposed_grade, "on": made.made_on, "products": _told(task)},
    )
    return made


def _deliver(task: StTask, delivered: Mapping[int, tuple[Decimal | None, str]]) -> None:
    products = {one.number: one for one in task.products.select_for_update()}
    if unknown := set(delivered) - set(products):
        raise DomainError(
            _("Nhiệm vụ không có sản phẩm số %s.") % ", ".join(map(str, sorted(unknown))),
            code="assessment.unknown_product",
        )
    for number, (quantity, note) in delivered.items():
        one = products[number]
        if quantity is not None and quantity < 0:
            raise DomainError(
                _("Số lượng đã có của “%s” không thể âm.") % one.name, code="assessment.negative"
            )
        for name, value in (("delivered", quantity), ("delivered_note", note.strip())):
            setattr(one, name, value)
        one.save(update_fields=["delivered", "delivered_note"])
    if silent := [one.name for one in products.values() if not answered(one)]:
        raise DomainError(
            _(
                "Chưa nói rõ kết quả của: %s. Hãy ghi số lượng đã có, hoặc nhận xét với sản phẩm không đếm được."
            )
            % "; ".join(silent),
            code="assessment.incomplete",
        )


def answered(one: OrderedProduct) -> bool:
    """Whether the host said what became of this product."""
    return one.delivered is not None if one.quantity is not None else bool(one.delivered_note)


@transaction.atomic
def answer_dossier(*, task: StTask, answer: str, on: date | None = None, by: Actor) -> SelfAssessment:
    """The department says whether the acceptance dossier is valid; the step itself is taken with `advance`.

    Raises DomainError `assessment.none`, `assessment.answer`.
    """
    require(by, "st_tasks.sttask.manage", task)
    made = SelfAssessment.objects.select_for_update().filter(task=task).first()
    if made is None:
        raise DomainError(_("Tổ chức chủ trì chưa tự đánh giá."), code="assessment.none")
    if not answer.strip():
        sentence = _("Hãy ghi ý kiến về tính hợp lệ của hồ sơ.")
        raise DomainError(sentence, code="assessment.answer", fields={"answer": sentence})
    made.answer_on, made.answer = on or by.on, answer.strip()
    made.save(update_fields=["answer_on", "answer"])
    record_event("st_task.answer_dossier", task, by=by, after={"on": made.answer_on, "answer": made.answer})
    return made


def _told(task: StTask) -> list[str]:
    return [
        f"{one.number}. {one.name}: {one.quantity if one.quantity is not None else '–'} {one.unit}"
        f" → {one.delivered if one.delivered is not None else '–'}"
        for one in task.products.all()
    ]
