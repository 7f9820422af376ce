"""Writes a difference into the plan. Called inside the transaction that confirms an import."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khcn.kernel.agencies.models import Agency, AgencyClass
from khcn.kernel.errors import DomainError
from khcn.plan.importing.difference import CHANGED, GONE, MODELS, NEW, PARTY_OF, WAITING, Change, Difference
from khcn.plan.importing.items import LISTS
from khcn.plan.importing.new_rows import first_values
from khcn.plan.importing.party_difference import identity_of
from khcn.plan.importing.values import Reader, Values, fit
from khcn.plan.models import Party, Plan, PlanText, Section, Target

#: Numbers that are unique in a plan: they are freed before rows take their new ones.
UNIQUE = {"sections": "path", "tasks": "no", "duties": "clause"}


def write_items(difference: Difference, plan: Plan, text: PlanText, reader: Reader) -> None:
    """Create, change, withdraw; each item then knows its row under the key `record`."""
    for name in MODELS:
        changes = difference.of(name)
        _withdraw([change for change in changes if change.state == GONE], name)
        _free_numbers(changes, name)
        for change in changes:
            if change.item is not None:
                _write(change, plan, text, reader)
                change.item["record"] = change.record.pk
    _arrange_sections(difference, plan)
    _arrange_targets(difference, reader)


def _withdraw(gone: list[Change], name: str) -> None:
    """Rows that the new text dropped stay with all that hangs on them; headings simply go."""
    for change in gone:
        if name == "sections":
            change.record.delete()
            continue
        change.record.withdrawn = True
        change.record.save()


def _free_numbers(changes: list[Change], name: str) -> None:
    column = UNIQUE.get(name)
    if column is None:
        return
    model = MODELS[name]
    wanted = {change.values[column] for change in changes if change.item is not None}
    for change in changes:
        row = change.record
        if row is None or row.pk is None or change.state == WAITING:
            continue
        if change.state == GONE and getattr(row, column) in wanted:
            setattr(row, column, f"{getattr(row, column)}-cu-{row.pk}"[:20])
            row.save()
        elif change.item is not None and any(one.name == column and one.taken for one in change.fields):
            model.objects.filter(pk=row.pk).update(**{column: f"~{row.pk}"})


def _write(change: Change, plan: Plan, text: PlanText, reader: Reader) -> None:
    model = MODELS[change.name]
    anchors = fit(model, reader.anchors(change.name, change.item or {})) | {"source": text}
    order = _order(change)
    if change.record is None:
        first = first_values(change, plan, reader)
        change.record = model(plan=plan, **fit(model, {**first, **change.values, **order, **anchors}))
        _save(change)
    elif change.state == CHANGED or change.fields:
        taken = {one.name: one.new for one in change.fields if one.taken}
        for name, value in {**fit(model, taken), **order, **anchors}.items():
            setattr(change.record, name, value)
        if hasattr(change.record, "withdrawn"):
            change.record.withdrawn = False
        _save(change)
    else:
        model.objects.filter(pk=change.record.pk).update(**order, **anchors)
    _write_parties(change)


def _order(change: Change) -> Values:
    place = (change.index or 0) + 1
    return {"order": place * 10 if change.name == "targets" else place}


def _save(change: Change) -> None:
    try:
        change.record.validate_constraints()
    except ValidationError as error:
        raise DomainError(
            _("%(list)s “%(title)s” chưa hợp lệ: %(why)s Hãy sửa mục này rồi xác nhận lại.")
            % {"list": LISTS[change.name], "title": change.title, "why": " ".join(error.messages)},
            code="item_invalid",
        ) from error
    change.record.save()


def _write_parties(change: Change) -> None:
    moved = change.parties
    if moved is None or not moved.taken or change.name not in PARTY_OF:
        return
    owner = {PARTY_OF[change.name]: change.record}
    for row in moved.leaving:
        row.delete()
    places = {named.identity: (order, named) for order, named in enumerate(moved.wanted)}
    for row in Party.objects.filter(**owner).select_related("agency", "agency_class"):
        order, named = places.pop(identity_of(row), (row.order, None))
        if named is not None and (row.name, row.order) != (named.name, order):
            row.name, row.order = named.name, order
            row.save()
    codes = _codes(named for _order, named in places.values())
    for order, named in places.values():
        Party.objects.create(
            **owner,
            role=named.role,
            order=order,
            name=named.name,
            kind=named.kind,
            agency_id=codes["agency"].get(named.agency),
            agency_class_id=codes["class"].get(named.agency_class),
        )


def _codes(parties: Any) -> dict[str, dict[Any, int]]:
    told = list(parties)
    agencies = Agency.objects.filter(code__in=[one.agency for one in told if one.agency])
    classes = AgencyClass.objects.filter(code__in=[one.agency_class for one in told if one.agency_class])
    return {
        "agency": dict(agencies.values_list("code", "pk")),
        "class": dict(classes.values_list("code", "pk")),
    }


def _arrange_sections(difference: Difference, plan: Plan) -> None:
    """Each heading under the heading whose number it continues; headings the text lacks come last."""
    rows = {row.path: row for row in Section.objects.filter(plan=plan).only("pk", "path", "parent_id")}
    for path, row in rows.items():
        above = rows.get(path.rpartition(".")[0])
        if row.parent_id != (above.pk if above else None):
            Section.objects.filter(pk=row.pk).update(parent=above)
    for place, change in enumerate(difference.of("sections")):
        if change.state == WAITING:
            Section.objects.filter(pk=change.record.pk).update(order=10_000 + place)


def _arrange_targets(difference: Difference, reader: Reader) -> None:
    """A new part stands under its whole ("trong đó"); what people arranged before is left."""
    by_index = {change.index: change for change in difference.of("targets") if change.item is not None}
    for change in by_index.values():
        whole = by_index.get((change.item or {}).get("parent"))
        if change.state == NEW and whole is not None:
            Target.objects.filter(pk=change.record.pk).update(parent=whole.record)
