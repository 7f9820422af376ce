"""The values every template asks for, taken from a letterhead and a signature."""

from typing import Any

from khcn.outputs.official_documents.layout import layout
from khcn.outputs.official_documents.model import Letterhead, Signature
from khcn.outputs.official_documents.signing import authority_lines
from khcn.outputs.official_documents.words import clean, document_number, place_date


def standard_context(letterhead: Letterhead, signature: Signature) -> dict[str, Any]:
    """Names, number, day and signer; an open number or day leaves its room."""
    rules = layout(letterhead.date)
    *above, title = authority_lines(signature)
    number = letterhead.number_text
    return {
        "co_quan_chu_quan": clean(letterhead.superior or ""),
        "co_quan": clean(letterhead.agency),
        "ten_co_quan": clean(letterhead.agency_in_text or letterhead.agency),
        "so_ky_hieu": document_number(letterhead, rules) if number is None else clean(number),
        "dia_danh_ngay": place_date(letterhead, rules),
        "quyen_han": "\n".join(above),
        "chuc_vu": title,
        "nguoi_ky": clean(signature.name),
    }
