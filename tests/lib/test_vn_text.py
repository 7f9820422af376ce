import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from khcn.lib.vn_text import fold, looks_decomposed, nfc, slug, sort_key


def shuffled(words):
    return random.Random(7).sample(words, len(words))


def test_nfc_composes_letters_typed_as_base_and_marks():
    assert nfc("Tuye\u0302\u0301n đươ\u0300ng") == "Tuyến đường"
    assert nfc("nghiê\u0323m") == "nghiệm"


def test_fold_removes_marks_case_and_extra_blanks():
    assert fold("  Ủy ban\u00a0nhân dân\n TỈNH  Đắk Lắk ") == "uy ban nhan dan tinh dak lak"


def test_fold_gives_the_same_for_composed_and_decomposed_text():
    text = "Ứng dụng kỹ thuật hạt nhân, đo lường, chất lượng"
    assert (
        fold(unicodedata.normalize("NFD", text))
        == fold(text)
        == "ung dung ky thuat hat nhan, do luong, chat luong"
    )


@given(st.text())
def test_fold_of_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_slug_has_only_ascii_letters_digits_and_hyphens():
    assert slug("Phòng thí nghiệm số 7 – Đo lường/KCS") == "phong-thi-nghiem-so-7-do-luong-kcs"
    assert slug("…") == ""


def test_letters_sort_in_the_order_of_the_alphabet():
    alphabet = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(shuffled(alphabet), key=sort_key) == alphabet


def test_tones_break_ties_in_dictionary_order():
    words = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(shuffled(words), key=sort_key) == words


def test_letters_decide_before_tones():
    assert sorted(["mạng", "máy", "ma", "mang", "mạ"], key=sort_key) == ["ma", "mạ", "mang", "mạng", "máy"]


def test_d_with_bar_comes_after_every_d():
    names = ["Đà Nẵng", "Dương", "Đắk Lắk", "Điện Biên", "Cà Mau", "Du", "Ea Súp"]
    assert sorted(names, key=sort_key) == [
        "Cà Mau",
        "Du",
        "Dương",
        "Đà Nẵng",
        "Đắk Lắk",
        "Điện Biên",
        "Ea Súp",
    ]


def test_shorter_name_and_digits_come_first_and_case_does_not_part_names():
    assert sorted(["Sở Y tế", "sở Tài chính", "Sở", "2 sở"], key=sort_key) == [
        "2 sở",
        "Sở",
        "sở Tài chính",
        "Sở Y tế",
    ]
    assert sorted(["Lào", "lào"], key=sort_key) == ["lào", "Lào"]


@given(st.text(), st.text())
def test_composed_and_decomposed_text_sort_alike(first, second):
    def decomposed(text):
        return unicodedata.normalize("NFD", text)

    assert (sort_key(first) < sort_key(second)) == (
        sort_key(decomposed(first)) < sort_key(decomposed(second))
    )


def test_decomposed_text_is_noticed_and_composed_is_not():
    assert looks_decomposed(unicodedata.normalize("NFD", "Đề án"))
    assert not looks_decomposed("Đề án")
    assert not looks_decomposed("Ohm Ω")
