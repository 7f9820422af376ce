import unicodedata

import pytest

from khcn.outputs.charts.svg import el, render, shortened, text_width, wrapped

LONG = "Tỷ lệ doanh nghiệp có hoạt động đổi mới sáng tạo trong tổng số doanh nghiệp"


def test_texts_and_attributes_are_escaped() -> None:
    node = el("text", '<script> & "x"', class_='a"<b>')
    assert render(node) == '<text class="a&quot;&lt;b&gt;">&lt;script&gt; &amp; "x"</text>'


def test_names_in_decomposed_unicode_are_composed() -> None:
    assert render(el("text", unicodedata.normalize("NFD", "Đổi mới"))) == "<text>Đổi mới</text>"


def test_characters_xml_forbids_are_dropped() -> None:
    assert render(el("text", "a\x00\x0b\ud800b")) == "<text>ab</text>"


def test_style_attributes_are_refused() -> None:
    with pytest.raises(ValueError, match="style"):
        el("rect", style="fill:red")


def test_numbers_are_short_and_missing_attributes_left_out() -> None:
    assert (
        render(el("rect", x=1 / 3, y=-0.0001, width=10.0, fill=None)) == '<rect x="0.33" y="0" width="10"/>'
    )


def test_long_name_is_wrapped_into_lines_that_fit() -> None:
    lines = wrapped(LONG, 200, 12, lines=5)
    assert " ".join(lines) == LONG
    assert all(text_width(line, 12) <= 200 for line in lines)


def test_name_longer_than_its_lines_ends_in_an_ellipsis() -> None:
    lines = wrapped(LONG, 120, 12, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert not lines[-1].endswith("……")


def test_one_endless_word_is_cut() -> None:
    assert shortened("a" * 100, 50, 12).endswith("a…")
    assert wrapped("", 50, 12) == [""]
