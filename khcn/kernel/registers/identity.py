"""Check digits and shapes of natural keys, as rules for declarations. The arithmetic is python-stdnum's.

rules = (tax_code("tax_code"), orcid("orcid"))
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import ean, isni
from stdnum.exceptions import ValidationError as Wrong
from stdnum.vn import mst

from khcn.kernel.registers.declaration import Rule

Text = str | Promise


def tax_code(field: str) -> Rule:
    """MST: ten digits with a check digit, or those with a branch number -001 (TT 86/2024/TT-BTC, to be confirmed)."""
    return _checked(
        field,
        mst.validate,
        _("Mã số thuế sai số kiểm tra. Mã có 10 chữ số, hoặc 10 chữ số, gạch ngang và 3 số của chi nhánh."),
    )


def orcid(field: str) -> Rule:
    """0000-0002-1825-0097: sixteen characters, the last one by ISO 7064 mod 11-2."""
    return _checked(field, isni.validate, _("Mã ORCID sai số kiểm tra. Mã có dạng 0000-0002-1825-0097."))


def gtin(field: str) -> Rule:
    """GTIN-8, -12, -13 or -14 with the check digit of GS1."""
    return _checked(field, ean.validate, _("Mã GTIN sai số kiểm tra. Hãy chép lại mã in dưới vạch."))


def _checked(field: str, validate: Callable[[str], str], sentence: Text) -> Rule:
    def rule(values: Mapping[str, Any]) -> Mapping[str, Text]:
        value = values.get(field)
        if not value:
            return {}
        try:
            validate(str(value))
        except Wrong:
            return {field: sentence}
        return {}

    return rule
