"""Names leave texts however they are written; everything else stays."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from khcn.lib.vn_text import fold, nfc
from khcn.operations.st_tasks.blinding.masking import HIDDEN, Mask

NAMES = ("Nguyễn Thị Mẫu", "Viện Mẫu Hai", "VMH", "mau@vien.example")


def test_a_name_goes_in_capitals_without_marks_decomposed_and_over_two_lines():
    mask = Mask(NAMES)
    for written in (
        "Nguyễn Thị Mẫu",
        "NGUYỄN THỊ MẪU",
        "nguyen thi mau",
        unicodedata.normalize("NFD", "Nguyễn Thị Mẫu"),
        "Nguyễn\n  Thị Mẫu",
        "nguyen_thi_mau",
    ):
        assert mask(f"Bà {written}, chủ nhiệm") == f"Bà {HIDDEN}, chủ nhiệm"


def test_a_longer_name_goes_before_a_shorter_one_inside_it():
    assert Mask(("Viện Mẫu", "Viện Mẫu Hai"))("tại Viện Mẫu Hai.") == f"tại {HIDDEN}."


def test_only_whole_words_are_names():
    assert Mask(("VMH", "An"))("AVMHB, VMHs, toàn quốc, VMH") == f"AVMHB, VMHs, toàn quốc, {HIDDEN}"


def test_mail_addresses_and_telephone_numbers_go_whoever_they_belong_to():
    assert Mask(())("Gọi 0912 345 678 hoặc ai.do@noi.example") == f"Gọi {HIDDEN} hoặc {HIDDEN}"
    assert (
        Mask(())("Năm 2024, mã 12.345.678, 1.200.000.000 đồng")
        == "Năm 2024, mã 12.345.678, 1.200.000.000 đồng"
    )


@given(st.text(max_size=60), st.sampled_from(NAMES[:2]), st.text(max_size=60))
def test_no_text_around_a_name_keeps_it(before, name, after):
    masked = Mask(NAMES)(f"{before} {name} {after}")
    assert fold(name) not in " ".join("".join(c if c.isalnum() else " " for c in fold(masked)).split())


@given(st.text(max_size=120))
def test_a_text_without_names_only_changes_its_normal_form(text):
    assert (
        Mask(("Nguyễn Thị Mẫu Không Có Trong Chữ",))(text.replace("@", "").replace("0", ""))
        == nfc(text.replace("@", "").replace("0", ""))
        or "+84" in text
    )
