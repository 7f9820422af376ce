"""What must agree within a product's or an OCOP certificate's row."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import ean

from khcn.lib.months import add_months
from khcn.registers.products.choices import TraceState
from khcn.registers.products.star_bands import edition_on

Told = Mapping[str, str | Promise]
PARTS = ("score_community", "score_market", "score_quality")


def bare_codes(values: Mapping[str, Any]) -> Told:
    """GTIN and GLN are digits only, so that one code is one text; a GLN has thirteen with a check digit."""
    told: dict[str, str | Promise] = {}
    for name in ("gtin", "gln"):
        text = str(values.get(name) or "")
        if text and not (text.isascii() and text.isdigit()):
            told[name] = gettext_lazy("Mã chỉ gồm chữ số, không có dấu cách hay gạch ngang.")
    gln = str(values.get("gln") or "")
    if gln and "gln" not in told and not (len(gln) == 13 and ean.is_valid(gln)):
        told["gln"] = gettext_lazy(
            "Mã GLN có 13 chữ số và số cuối là số kiểm tra. Hãy chép lại mã đã đăng ký."
        )
    return told


def traced_by_something(values: Mapping[str, Any]) -> Told:
    """A registered product names its code; a connected one also the system and the day, which no other has."""
    state = values.get("trace_state")
    told: dict[str, str | Promise] = {}
    if state in (TraceState.REGISTERED, TraceState.CONNECTED) and not (
        values.get("gtin") or values.get("trace_code")
    ):
        told["trace_code"] = gettext_lazy("Sản phẩm đã đăng ký truy xuất phải có mã GTIN hoặc mã truy xuất.")
    if state == TraceState.CONNECTED:
        if not values.get("trace_system"):
            told["trace_system"] = gettext_lazy("Hãy ghi hệ thống truy xuất mà sản phẩm kết nối.")
        if not values.get("traced_on"):
            told["traced_on"] = gettext_lazy("Hãy ghi ngày kết nối.")
    elif state != TraceState.STOPPED and values.get("traced_on"):
        told["traced_on"] = gettext_lazy("Chỉ ghi ngày kết nối khi sản phẩm đã kết nối truy xuất.")
    return told


def stars_by_score(values: Mapping[str, Any]) -> Told:
    """Stars and score agree by the criteria in force on the day of the decision."""
    stars, score = values.get("stars"), values.get("score")
    edition = edition_on(values.get("valid_from"))
    if not stars or score is None or edition is None:
        return {}
    band = next((one for one in edition.bands if str(one.stars) == stars), None)
    if band is None or band.holds(Decimal(score)):
        return {}
    text = f"{Decimal(score).normalize():f}".replace(".", ",")
    bounds = {
        "score": text,
        "stars": stars,
        "low": band.lowest,
        "high": band.below,
        "basis": edition.legal_basis,
    }
    if band.below == 100:
        sentence = _(
            "%(score)s điểm không ứng với hạng %(stars)s sao, hạng này từ %(low)s đến %(high)s điểm (%(basis)s)."
        )
    else:
        sentence = _("%(score)s điểm không ứng với hạng %(stars)s sao, hạng này từ %(low)s đến dưới %(high)s điểm (%(basis)s).")  # fmt: skip
    return {"stars": sentence % bounds}


def total_of_parts(values: Mapping[str, Any]) -> Told:
    """When all three parts are told, the total is their sum."""
    parts = [values.get(name) for name in PARTS]
    score = values.get("score")
    if score is None or any(part is None for part in parts):
        return {}
    added = sum((Decimal(part) for part in parts if part is not None), Decimal(0))
    if added == Decimal(score):
        return {}
    text = f"{added.normalize():f}".replace(".", ",")
    return {"score": _("Tổng điểm khác tổng ba phần A, B, C (%(sum)s điểm).") % {"sum": text}}


def within_term(values: Mapping[str, Any]) -> Told:
    """A recognition ends after its term unless a document extends it."""
    start, end = values.get("valid_from"), values.get("valid_to")
    edition = edition_on(start)
    if start is None or end is None or edition is None or values.get("extended_by"):
        return {}
    last = add_months(start, edition.months)
    if end <= last:
        return {}
    return {
        "valid_to": _(
            "Công nhận có giá trị %(months)s tháng, đến %(last)s. Nếu đã được gia hạn, hãy ghi văn bản gia hạn."
        )
        % {"months": edition.months, "last": f"{last:%d/%m/%Y}"}
    }
