import pytest

from khcn.registers.tbt.validation import symbol


@pytest.mark.parametrize(
    "text",
    ["G/TBT/N/USA/1234", "G/TBT/N/EU/7", "G/TBT/N/TPKM/12/Add.1", "G/TBT/N/KOR/99/Rev.2/Corr.1"],
)
def test_symbols_of_the_organisation_are_taken(text):
    assert symbol({"symbol": text}) == {}


@pytest.mark.parametrize(
    "text",
    ["G/SPS/N/USA/1", "G/TBT/N/USA", "G/TBT/N/USA/0", "g/tbt/n/usa/1", "G/TBT/N/USA/1/Add", "G/TBT/N/U/1"],
)
def test_other_symbols_are_refused_at_their_field(text):
    assert list(symbol({"symbol": text})) == ["symbol"]


def test_member_must_be_that_of_the_symbol():
    assert symbol({"symbol": "G/TBT/N/USA/1", "member": "usa"}) == {}
    assert list(symbol({"symbol": "G/TBT/N/USA/1", "member": "JPN"})) == ["member"]
