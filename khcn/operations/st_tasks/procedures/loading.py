"""Loads the rule sets of a data pack.

A version that a person made or put in force stays as it is. A version of the pack is written anew while nothing is pinned
to it; else the pack's words become a new version, a draft that the department puts in force.
"""

from collections.abc import Mapping
from typing import Any

from khcn.kernel.packs.reader import Pack
from khcn.operations.st_tasks.choices import ProcedureState
from khcn.operations.st_tasks.models import Application, Call, Council, Procedure, StTask
from khcn.operations.st_tasks.procedures.definition import definition_of, plain

TOLD = ("name", "legal_basis", "valid_from", "valid_to", "confirmation", "note")


def load_procedures(pack: Pack) -> None:
    """Call inside a transaction."""
    for told in pack.rows("procedures", "procedures"):
        _load(told)


def _load(told: Mapping[str, Any]) -> None:
    code, values = told["code"], _values(told)
    versions = list(Procedure.objects.filter(code=code).order_by("-version"))
    if any(_says(one, values) for one in versions):
        return
    latest = versions[0] if versions else None
    state, number = ProcedureState.DRAFT, latest.version + 1 if latest else 1
    if latest and latest.from_pack and not in_use(latest):
        state, number = ProcedureState(latest.state), latest.version
        latest.delete()
    elif latest is None and told["in_force"]:
        state = ProcedureState.IN_FORCE
    Procedure.objects.create(code=code, version=number, state=state, from_pack=True, **values)


def _values(told: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: told.get(name) or ("" if name in ("note", "legal_basis") else None) for name in TOLD}
    return {**values, "definition": definition_of(plain(told))}


def _says(procedure: Procedure, values: Mapping[str, Any]) -> bool:
    return all(getattr(procedure, name) == value for name, value in values.items())


def in_use(procedure: Procedure) -> bool:
    """Whether a task, an application, a call or a council is pinned to this version."""
    return any(
        model._default_manager.filter(procedure=procedure).exists()
        for model in (StTask, Application, Call, Council)
    )
