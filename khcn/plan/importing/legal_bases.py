"""The documents a plan rests on, as its newest text names them."""

from khcn.plan.importing.items import Json
from khcn.plan.importing.values import parse_date
from khcn.plan.models import LegalBasis, Plan, PlanText


def write_legal_bases(plan: Plan, text: PlanText, document: Json) -> None:
    """One row a symbol; a basis that only an older text named goes."""
    named: dict[str, Json] = {}
    for basis in document.get("legal_bases") or []:
        named.setdefault(basis["symbol"][:80], basis)
    LegalBasis.objects.filter(plan=plan, source__isnull=False).exclude(symbol__in=named).delete()
    for symbol, basis in named.items():
        start, end = basis.get("span") or (None, None)
        values = {"source": text, "span_start": start, "span_end": end}
        if basis.get("issued_on"):
            values["issued_on"] = parse_date(basis["issued_on"])
        LegalBasis.objects.update_or_create(plan=plan, symbol=symbol, defaults=values)
