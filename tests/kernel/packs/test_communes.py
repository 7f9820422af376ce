"""The communes come from the public list, not from typing."""

from collections import Counter
from pathlib import Path

from khcn.kernel.packs.communes import Commune, communes_of
from khcn.kernel.packs.reader import read_pack

PACK = Path(__file__).parents[3] / "packs" / "tuyen-quang"


def test_tuyen_quang_has_the_communes_the_pack_expects():
    wanted = read_pack(PACK).sections["territory"]["communes"]
    communes = communes_of(wanted["province_code"])
    kinds = Counter(commune.kind for commune in communes)
    assert wanted["expected"] == {"total": len(communes), "xa": kinds["xa"], "phuong": kinds["phuong"]}
    assert wanted["expected"] == {"total": 124, "xa": 117, "phuong": 7}


def test_codes_have_five_digits_and_names_carry_their_kind():
    communes = communes_of(8)
    assert all(len(commune.code) == 5 and commune.code.isdigit() for commune in communes)
    assert len({commune.code for commune in communes}) == 124
    assert Commune("02269", "Xã Thượng Lâm", "xa") in communes


def test_unknown_province_has_no_communes():
    assert communes_of(3) == []
