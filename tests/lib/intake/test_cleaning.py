from hypothesis import given
from hypothesis import strategies as st

from khcn.lib.intake.cleaning import clean, clean_block
from khcn.lib.vn_text import nfc


def test_line_ends_blanks_and_invisible_characters_are_made_plain():
    assert (
        clean("Sở\u00a0KH&CN\r\nphê\u00ad duyệt\x07\u200b\rxong\u2028hết\x0c")
        == "Sở KH&CN\nphê duyệt\nxong\nhết\n"
    )


def test_bullets_of_symbol_fonts_become_readable():
    assert clean("\uf0b7 Phòng thí nghiệm; \uf02d đo lường") == "• Phòng thí nghiệm; - đo lường"


def test_block_has_no_tabs_double_blanks_or_empty_lines():
    assert clean_block("\t1.\tMục  đích \n\n \n yêu cầu ") == "1. Mục đích\nyêu cầu"


@given(st.text())
def test_clean_text_is_nfc_and_stays_as_it_is_when_cleaned_again(text):
    once = clean(text)
    assert once == nfc(once) == clean(once)
    assert not [char for char in once if char < " " and char not in "\n\t"]
