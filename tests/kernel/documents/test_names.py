import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.kernel.documents.names import MAX_NAME_BYTES, clean_name, extension_of


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("Báo cáo quý III.docx", "Báo cáo quý III.docx"),
        (unicodedata.normalize("NFD", "Tờ trình số 5.pdf"), "Tờ trình số 5.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\Kế hoạch.xlsx", "Kế hoạch.xlsx"),
        ("hình\u202egpj.exe", "hìnhgpj.exe"),
        ("dòng\r\nmới.txt", "dòng mới.txt"),
        ("\u200bẩn.pdf", "ẩn.pdf"),
        ('a:b*c?"d<e>|.pdf', "abcde.pdf"),
        (".htaccess", "tep.htaccess"),
        ("...", "tep"),
        ("", "tep"),
        ("   .pdf", "tep.pdf"),
        ("x.pdf. ", "x.pdf"),
    ],
)
def test_names_become_harmless(given_name, clean):
    assert clean_name(given_name) == clean


def test_a_very_long_name_keeps_its_extension():
    name = clean_name("Đ" * 5000 + ".docx")
    assert name.endswith(".docx") and len(name.encode()) <= MAX_NAME_BYTES


@given(st.text())
def test_any_name_becomes_safe_and_stays_so(raw):
    name = clean_name(raw)
    assert name and len(name.encode()) <= MAX_NAME_BYTES
    assert not set(name) & set('/\\\0\r\n\t:"') and not name.startswith(".")
    assert all(unicodedata.category(letter)[0] != "C" for letter in name)
    assert unicodedata.is_normalized("NFC", name)
    assert clean_name(name) == name


@given(st.text(alphabet="aáéơ ./\\\u202e\u0301", max_size=30))
def test_marks_dots_and_directions_in_any_order_are_safe(raw):
    name = clean_name(raw)
    assert clean_name(name) == name and unicodedata.is_normalized("NFC", name)


def test_extension_is_that_of_the_clean_name():
    assert extension_of("ảnh\u202efdp.EXE") == "exe"
    assert extension_of("không đuôi") == ""
