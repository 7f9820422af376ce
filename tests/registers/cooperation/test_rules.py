"""Countries by code, and what “another country” must say."""

import pytest

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.forms import form_class
from khcn.registers.cooperation.choices import Country
from khcn.registers.cooperation.register import other_country_named


def test_codes_are_two_capital_letters():
    assert [
        code for code in Country.values if not (len(code) == 2 and code.isascii() and code.isupper())
    ] == []


@pytest.mark.parametrize("typed", ["LA", "la", "Lào", "lao"])
def test_country_is_typed_by_code_or_name(typed):
    form = form_class(registers.get("hop-tac-quoc-te"), ("country",))({"country": typed})
    assert form.is_valid()
    assert form.values == {"country": "LA"}


def test_another_country_is_named():
    assert list(other_country_named({"country": "ZZ"})) == ["other_country"]
    assert other_country_named({"country": "ZZ", "other_country": "Na-mi-bi-a"}) == {}
    assert other_country_named({"country": "LA"}) == {}
