"""The gate: before any paper is seen, each member says for each item whether something stands between them."""

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import ConflictKind, CouncilState
from khcn.operations.st_tasks.councils.common import appointed, own_seat, told
from khcn.operations.st_tasks.councils.conflicts import REASON_LENGTH, barring
from khcn.operations.st_tasks.models import Conflict, Council, CouncilItem, Declaration, Seat

DECLARABLE = (
    ConflictKind.TEAM, ConflictKind.COMPETING, ConflictKind.ORGANISATION, ConflictKind.FAMILY, ConflictKind.COAUTHOR,
    ConflictKind.OTHER,
)  # fmt: skip


@transaction.atomic
def declare(
    *,
    seat: Seat,
    item: CouncilItem,
    conflicted: bool,
    by: Actor,
    explanation: str = "",
    kind: str = ConflictKind.OTHER,
    on_paper: bool = False,
) -> Declaration:
    """A member declares; the clerk may enter what was declared on paper. What was declared stays: later a conflict may be
    added, never taken back. A declared conflict keeps the papers shut until it is waived."""
    appointed(seat.council_id)
    if item.council_id != seat.council_id:
        raise DomainError(_("Nội dung này thuộc hội đồng khác."), code="item.foreign")
    if not on_paper:
        own_seat(seat, by)
    explanation = explanation.strip()
    if conflicted and not explanation:
        raise told(_("Hãy nói rõ quan hệ, lợi ích liên quan."), "declaration.explanation", "explanation")
    if kind not in DECLARABLE:
        raise told(_("Căn cứ này không khai được."), "declaration.kind", "kind")
    there = Declaration.objects.filter(seat=seat, item=item).first()
    if there is not None and (there.conflicted or not conflicted):
        if there.conflicted == conflicted:
            return there
        raise DomainError(
            _(
                "Bạn đã khai có xung đột lợi ích; khai báo này không rút lại được. Hãy báo thư ký nếu khai nhầm."
            ),
            code="declaration.final",
        )
    row = there or Declaration(seat=seat, item=item)
    row.conflicted, row.explanation, row.on_paper, row.by_id = conflicted, explanation, on_paper, by.user_id
    row.save()
    if conflicted:
        Conflict.objects.get_or_create(
            seat=seat,
            item=item,
            kind=kind,
            reason=explanation[:REASON_LENGTH],
            defaults={"declared": True, "pinned": True},
        )
    record_event(
        "council.declare", row, by=by, label=seat.name, after={"conflicted": conflicted, "on_paper": on_paper}
    )
    return row


def papers_open(seat: Seat, item: CouncilItem) -> str:
    """Why this member may see nothing of the item but its title or blind code; empty when the papers are open."""
    if seat.council_id != item.council_id or seat.left_on is not None:
        return _("Bạn không phải là thành viên hội đồng xem xét nội dung này.")
    state = Council.objects.values_list("state", flat=True).get(pk=item.council_id)
    if state not in (CouncilState.APPOINTED, CouncilState.CLOSED):
        return _("Hội đồng chưa có quyết định thành lập.")
    declaration = Declaration.objects.filter(seat=seat, item=item).first()
    if declaration is None:
        return _("Hãy khai báo về xung đột lợi ích trước khi xem tài liệu.")
    if barring(seat, item):
        return _("Bạn có xung đột lợi ích với nội dung này nên không xem tài liệu và không chấm.")
    return ""


def waiting_declarations(seat: Seat) -> list[CouncilItem]:
    """Items on which the member has not declared yet."""
    done = Declaration.objects.filter(seat=seat).values("item")
    return list(seat.council.items.exclude(pk__in=done).select_related("task", "dossier"))
