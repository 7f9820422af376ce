"""The rule sets that artificial tasks go by; the draft of the new regime is put in force for the demonstration."""

from khcn.operations.st_tasks.choices import ProcedureState
from khcn.operations.st_tasks.models import Procedure
from khcn.operations.st_tasks.procedures.loading import in_use

#: Marks the version that the demonstration made, so that it goes with it.
MARK = "Dữ liệu mẫu: bản dự thảo được đưa vào áp dụng để xem thử, Sở chưa xác nhận."


def rule_sets() -> tuple[Procedure | None, Procedure | None]:
    """The one whose time is over, and the one for tasks approved today."""
    in_force = Procedure.objects.filter(state=ProcedureState.IN_FORCE)
    old = in_force.exclude(valid_to=None).order_by("-valid_from").first()
    new = in_force.filter(valid_to=None).order_by("-valid_from").first()
    return old, new or _put_in_force()


def _put_in_force() -> Procedure | None:
    """A copy of the draft in force: the draft itself stays what it was."""
    draft = (
        Procedure.objects.filter(state=ProcedureState.DRAFT, valid_to=None)
        .order_by("-valid_from", "-version")
        .first()
    )
    if draft is None:
        return None
    return Procedure.objects.create(
        code=draft.code, version=draft.version + 1, name=draft.name, state=ProcedureState.IN_FORCE,
        legal_basis=draft.legal_basis, valid_from=draft.valid_from, confirmation=draft.confirmation, note=draft.note,
        definition=draft.definition, from_pack=False, change_note=MARK,
    )  # fmt: skip


def remove_rule_set() -> None:
    """Take the version of the demonstration away, unless real people work by it."""
    for one in Procedure.objects.filter(change_note=MARK):
        if not in_use(one):
            one.delete()
