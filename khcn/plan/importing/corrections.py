"""What a person changes in a document under review, item by item."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.plan.choices import ImportState
from khcn.plan.importing.items import LISTS, Json, item_at, parties_in, remember_match, reviewed
from khcn.plan.importing.reading import matcher_for, plan_of
from khcn.plan.importing.summary import remember_difference
from khcn.plan.models import Plan, PlanImport

#: Keys that only the review sets, never a correction.
_OWN = {"revision", "record", "span", "spans", "dropped", "added"}


class EditedElsewhere(DomainError):
    """Somebody changed the item since the form was opened; `current` is what it is now."""

    code = "edited_elsewhere"

    def __init__(self, current: Json) -> None:
        super().__init__(
            _(
                "Người khác vừa sửa mục này. Nội dung bạn nhập vẫn còn trong các ô; hãy so với bản đang lưu "
                "rồi lưu lại nếu vẫn muốn thay."
            )
        )
        self.current = current


@transaction.atomic
def correct_item(*, plan_import: PlanImport, path: str, values: Json, revision: int, by: Actor) -> PlanImport:
    """Set fields of an item. `revision` is the one the person saw; a newer change of this item refuses."""
    row = open_import(plan_import)
    item = item_at(reviewed(row), path)
    if item.get("revision", 0) > revision:
        raise EditedElsewhere(dict(item))
    before = {key: item.get(key) for key in values}
    item.update({key: value for key, value in values.items() if key not in _OWN})
    item["checked"] = True
    _match_parties(row, path, item)
    return _touched(row, item, by, "plan_import.correct", path, before, values)


@transaction.atomic
def choose_plan(*, plan_import: PlanImport, plan: Plan | None, by: Actor) -> PlanImport:
    """Which plan the document is a version of; None makes a new one."""
    row = open_import(plan_import)
    before = {"plan": row.plan.code if row.plan else None}
    row.plan = plan
    after = {"plan": plan.code if plan else None}
    return _touched(row, reviewed(row)["document"], by, "plan_import.choose_plan", "document", before, after)


@transaction.atomic
def drop_item(*, plan_import: PlanImport, path: str, by: Actor) -> PlanImport:
    """Leave an item out of the plan; it can be taken back until the import is confirmed."""
    return _set_dropped(plan_import, path, True, by)


@transaction.atomic
def restore_item(*, plan_import: PlanImport, path: str, by: Actor) -> PlanImport:
    return _set_dropped(plan_import, path, False, by)


@transaction.atomic
def add_item(
    *, plan_import: PlanImport, name: str, values: Json, by: Actor, unparsed: int | None = None
) -> PlanImport:
    """Enter what the parser missed; `unparsed` is the place it was listed, which is then settled."""
    row = open_import(plan_import)
    if name not in LISTS or name in ("unparsed", "findings"):
        raise DomainError(_("Không thêm được mục vào phần “%s”.") % name, code="no_such_list")
    item = {"confidence": None, **values, "added": True, "checked": True}
    if unparsed is not None:
        leftover = item_at(reviewed(row), f"unparsed/{unparsed}")
        item["span"], leftover["dropped"] = leftover["span"], True
    reviewed(row)[name].append(item)
    path = f"{name}/{len(reviewed(row)[name]) - 1}"
    _match_parties(row, path, item)
    return _touched(row, item, by, "plan_import.add", path, {}, values)


def open_import(plan_import: PlanImport) -> PlanImport:
    """The import under a row lock; refuses one that is not (or no longer) under review."""
    row = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    if row.state != ImportState.REVIEW:
        raise DomainError(
            _("Lần nhập này đang ở trạng thái “%s” nên không sửa được nữa.") % row.get_state_display(),
            code="not_in_review",
        )
    return row


def _set_dropped(plan_import: PlanImport, path: str, dropped: bool, by: Actor) -> PlanImport:
    row = open_import(plan_import)
    if path == "document":
        raise DomainError(_("Không bỏ được phần thông tin văn bản."), code="no_such_item")
    item = item_at(reviewed(row), path)
    before = {"dropped": bool(item.get("dropped"))}
    item["dropped"] = dropped
    verb = "plan_import.drop" if dropped else "plan_import.restore"
    return _touched(row, item, by, verb, path, before, {"dropped": dropped})


def _match_parties(row: PlanImport, path: str, item: Json) -> None:
    """Parties that a person typed anew look for their agency; a code chosen on screen stays."""
    name = path.partition("/")[0]
    open_ones = [party for party in parties_in(name, item) if "agency" not in party]
    if not open_ones:
        return
    matcher = matcher_for(reviewed(row)["document"], row.plan)
    for party in open_ones:
        remember_match(party, matcher.match(party["name"], party["kind"], chosen=party.pop("chosen", None)))


def _touched(
    row: PlanImport, item: Json, by: Actor, verb: str, path: str, before: Any, after: Any
) -> PlanImport:
    row.revision += 1
    item["revision"] = row.revision
    if path == "document" and verb == "plan_import.correct" and row.plan is None:
        row.plan = plan_of(reviewed(row)["document"])
    remember_difference(row)
    row.save()
    record_event(verb, row, by=by, before={"path": path, **before}, after=dict(after))
    return row
