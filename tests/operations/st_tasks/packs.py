"""The two rule sets that the pack ships, in the database of a test."""

from functools import cache
from pathlib import Path

from khcn.kernel.packs.reader import Pack, read_pack
from khcn.operations.st_tasks.models import Procedure
from khcn.operations.st_tasks.procedures.loading import load_procedures

OLD, NEW = "cap-tinh-2023", "khcn-2025"


@cache
def shipped_pack() -> Pack:
    return read_pack(Path(__file__).parents[3] / "packs" / "tuyen-quang")


def shipped(code: str = OLD) -> Procedure:
    """A rule set of the pack; the draft stays a draft."""
    load_procedures(shipped_pack())
    return Procedure.objects.get(code=code)


def bare(code: str = OLD, **over: object) -> Procedure:
    """The same ways and actors without guards, effects and papers: only who may go where is left. In force."""
    source = shipped(code)
    moves = [{**one, "guards": [], "effects": [], "papers": []} for one in source.definition["transitions"]]
    told = {
        "definition": {**source.definition, "transitions": moves},
        "state": "in_force",
        "name": "Bộ trần",
    } | over
    return Procedure.objects.create(
        code=f"tran-{code}", version=Procedure.objects.filter(code=f"tran-{code}").count() + 1,
        valid_from=source.valid_from, valid_to=source.valid_to, legal_basis="Thử", **told,
    )  # fmt: skip
