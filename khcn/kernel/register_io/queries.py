"""Reading imports."""

from django.db.models import Count, QuerySet

from khcn.kernel.access import Actor, visible
from khcn.kernel.register_io.choices import Verdict
from khcn.kernel.register_io.models import ImportBatch
from khcn.kernel.registers.declaration import Register


def batches_of(register: Register, actor: Actor) -> QuerySet[ImportBatch]:
    """The imports of a register that the person may see, newest first."""
    rows = ImportBatch.objects.filter(register=register.code).select_related("by", "job")
    return visible(actor, "register_io.importbatch.view", rows)


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """How many rows came to each verdict."""
    told = batch.rows.order_by().values_list("verdict").annotate(count=Count("pk"))
    return dict.fromkeys(Verdict.values, 0) | dict(told)
