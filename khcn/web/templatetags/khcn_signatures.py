"""`{% signatures file %}` and `{% signed_papers reports %}`: who signed a PDF, when, and whether it is unchanged."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from khcn.kernel.documents.models import Attachment, StoredFile
from khcn.kernel.documents.signatures import look

register = template.Library()


@register.inclusion_tag("report_files/_signatures.html")
def signatures(file: StoredFile | None, quiet: bool = False) -> dict[str, Any]:
    """Nothing for what is no PDF, and with `quiet` for what is not signed; read once for each content and remembered."""
    found = look(file)
    return {"found": None if quiet and not found.signatures else found}


@register.inclusion_tag("report_files/_papers.html", takes_context=True)
def signed_papers(context: template.Context, records: Iterable[Model]) -> dict[str, Any]:
    """Files attached to these records, all of one model, with their signatures; the page has asked for the right."""
    rows = list(records)
    if not rows:
        return {"papers": []}
    by_pk = {row.pk: row for row in rows}
    kind = ContentType.objects.get_for_model(rows[0])
    found = Attachment.objects.filter(kind=kind, object_id__in=by_pk, removed_at=None, file__isnull=False)
    found = found.select_related("file", "added_by").order_by("-added_at", "-pk")
    return {"papers": [(one, by_pk[one.object_id]) for one in found], "request": context.get("request")}
