"""The way from an entry of the activity ledger to the record that proves it."""

from typing import Any

from django.http import HttpRequest

from khcn.kernel.access import visible
from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import view_name
from khcn.registers.activity_ledger.models import ActivityEntry
from khcn.web.workspace.registers import panels
from khcn.web.workspace.registers.common import record_url


@panels.add
def proof_of_entry(
    request: HttpRequest, register: Register, record: Record
) -> tuple[str, dict[str, Any]] | None:
    """The register of the proof and, for who may open it, the record itself."""
    if not isinstance(record, ActivityEntry) or not record.automatic:
        return None
    source = registers.get(record.proof_register)
    if source is None:
        return None
    rows = visible(request.actor, view_name(source), source.model._default_manager.all())
    proof = with_companions(source, rows, ()).filter(pk=record.proof_id).first()
    url = record_url(source, proof) if proof is not None else ""
    return "registers/_proof.html", {"source": source, "proof": proof, "url": url}
