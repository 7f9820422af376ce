import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from khcn.lib.intake.numbering import Numbering, letter, roman


def numbering(levels, overrides=""):
    return Numbering(
        parse_xml(
            f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
            f'<w:num w:numId="7"><w:abstractNumId w:val="1"/>{overrides}</w:num></w:numbering>'
        )
    )


def level(index, style, text, more=""):
    return f'<w:lvl w:ilvl="{index}"><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("decimal", ["1.", "2."]),
        ("decimalZero", ["01.", "02."]),
        ("upperRoman", ["I.", "II."]),
        ("lowerRoman", ["i.", "ii."]),
        ("upperLetter", ["A.", "B."]),
        ("lowerLetter", ["a.", "b."]),
        ("none", [".", "."]),
        ("chineseCounting", ["1.", "2."]),
    ],
)
def test_each_style_counts_in_its_own_signs(style, labels):
    numbers = numbering(level(0, style, "%1."))
    assert [numbers.label("7", 0).strip() for _ in labels] == labels


@pytest.mark.parametrize(("sign", "label"), [("-", "- "), ("+", "+ "), ("\uf0b7", "- "), ("o", "- ")])
def test_bullets_are_read_as_dashes_unless_they_are_signs_of_their_own(sign, label):
    assert numbering(level(0, "bullet", sign)).label("7", 0) == label


def test_level_that_counts_in_figures_shows_higher_levels_in_figures():
    numbers = numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert [numbers.label("7", index) for index in (0, 0, 1)] == ["I. ", "II. ", "2.1 "]


def test_level_that_never_restarts_counts_on():
    numbers = numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    assert [numbers.label("7", index) for index in (0, 1, 0, 1)] == ["1. ", "1) ", "2. ", "2) "]


def test_level_replaced_for_one_list_is_used():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1/", "<w:suff w:val=" + chr(34) + "nothing" + chr(34) + "/>")}</w:lvlOverride>'
    assert numbering(level(0, "decimal", "%1."), override).label("7", 0) == "A/"


def test_unknown_lists_and_levels_have_no_label():
    numbers = numbering(level(0, "decimal", "%1."))
    assert (numbers.label("8", 0), numbers.label("7", 5)) == ("", "")


def test_document_without_numbering_has_no_labels():
    assert Numbering(None).label("7", 0) == ""


def test_numerals_and_letters():
    assert [roman(number) for number in (1, 4, 9, 14, 40, 90, 400, 1994, 0, 4000)] == [
        "i", "iv", "ix", "xiv", "xl", "xc", "cd", "mcmxciv", "0", "4000",
    ]  # fmt: skip
    assert [letter(number) for number in (1, 26, 27, 53, 0, 5000)] == ["a", "z", "aa", "aaa", "0", "5000"]
