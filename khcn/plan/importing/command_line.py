"""Reading and importing within the command itself, without a background job."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.documents.domain import store_file
from khcn.kernel.documents.names import clean_name
from khcn.plan.importing.domain import confirm_import
from khcn.plan.importing.items import reviewed
from khcn.plan.importing.reading import take_in
from khcn.plan.importing.summary import lines, warnings
from khcn.plan.importing.understanding import understand
from khcn.plan.models import Plan, PlanImport


def read_here(file: Path, plan: Plan | None) -> PlanImport:
    """An import ready for review; the caller decides whether it stays."""
    row = PlanImport.objects.create(file_name=clean_name(file.name))
    return take_in(row, understand(file), plan=plan)


def import_here(file: Path, plan: Plan | None, *, by: Actor) -> list[str]:
    """Read and confirm at once; the lines tell what changed. The same text changes nothing."""
    with transaction.atomic():
        row = read_here(file, plan)
        told = list(lines(reviewed(row)["difference"]))
        if reviewed(row)["difference"]["same_text"]:
            transaction.set_rollback(True)
            return told
        with file.open("rb") as content:
            row.file = store_file(content=content, name=file.name, by=by)
        row.save(update_fields=["file"])
        doubts = warnings(reviewed(row))
        confirmed = confirm_import(plan_import=row, by=by)
    told.append(_("Đã đưa văn bản vào kế hoạch %(plan)s (mã %(code)s).") % _names(confirmed))
    if doubts["unmatched"] or doubts["unparsed"]:
        told.append(
            _("Cần xem lại: %(unmatched)s tên chưa khớp cơ quan, %(unparsed)s đoạn chưa hiểu.") % doubts
        )
    return told


def _names(plan: Plan) -> dict[str, str]:
    return {"plan": str(plan), "code": plan.code}
