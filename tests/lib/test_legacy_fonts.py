import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.lib.legacy_fonts import convert, detect_encoding, detect_legacy_text
from khcn.lib.vn_syllable import is_syllable
from khcn.lib.vn_text import nfc

# Both tables are typed here a second time, in the order of the typewriters' manuals, not taken from the code.
UNICODE_LOWER = "àáảãạ ăằắẳẵặ âầấẩẫậ đ èéẻẽẹ êềếểễệ ìíỉĩị òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ"
TCVN3_LOWER = "µ¸¶·¹ ¨»¾¼½Æ ©ÇÊÈÉË ® ÌÐÎÏÑ ªÒÕÓÔÖ ×ÝØÜÞ ßãáâä «åèæçé ¬êíëìî ïóñòô \u00adõøö÷ù úýûüþ"
TCVN3_UPPER = {"Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦", "Đ": "§"}
VNI_LOWER = re.findall(
    r"\S+",
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò "
    "oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î",
)

LETTERS = UNICODE_LOWER.replace(" ", "")
TCVN3 = dict(zip(LETTERS, TCVN3_LOWER.replace(" ", ""), strict=True)) | TCVN3_UPPER
VNI = dict(zip(LETTERS, VNI_LOWER, strict=True))
VNI |= {letter.upper(): code.upper() for letter, code in VNI.items()}
TCVN3_TONES = {"\u0300": "°", "\u0309": "±", "\u0303": "²", "\u0301": "³", "\u0323": "´"}
BLANKS = " \n0123456789.,;:-()/"
ASCII_LETTERS = "abcdefghijklmnopqrstuvwxyz"

SAMPLES = [
    "Đẩy mạnh ứng dụng khoa học và công nghệ trong sản xuất nông nghiệp ở các huyện vùng cao.",
    "Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tài chính lập dự toán hằng năm.",
    "Từ năm 2026 đến năm 2030, mỗi năm có ít nhất năm phòng thí nghiệm được công nhận đạt chuẩn.",
    "Quỹ phát triển khoa học và công nghệ của doanh nghiệp được trích tối đa theo quy định.",
    "Giá trị giao dịch của thị trường khoa học, kỹ thuật tăng bình quân 22%/năm; thuỷ sản, lâm nghiệp, y tế.",
]

FOREIGN = [
    "The provincial department publishes its annual report on 5 May; naïve façades and résumés remain.",
    "© 2026 Brand® — £5, §3, 20 °C, 15 m², 3 µm, 4 µg, ½ cup, ¼ mile, 1ª, 2º, «quote», x·y.",
    "Où est la bibliothèque ? L'été dernier, le maître d'école a été fâché à cause de la fenêtre brisée.",
    "Ça va être très intéressant : déjà là-bas, les élèves préfèrent le théâtre à l'opéra, où ils s'égaient.",
    "Über die Größe der Flüsse in Österreich und die schönen Häuser der Städte möchte ich später erzählen.",
    "El niño comió jamón y piñón en la habitación; mañana llegará el avión de su tía Inés a Perú.",
    "A coordenação da educação não é só obrigação do município; são ações à disposição de nós.",
    "",
    "1234 5678 % &",
]


def to_tcvn3(text):
    def code(char):
        if char in TCVN3 or char.isascii():
            return TCVN3.get(char, char)
        base, tone = (
            nfc(unicodedata.normalize("NFD", char).translate(dict.fromkeys(map(ord, TCVN3_TONES)))),
            next(mark for mark in unicodedata.normalize("NFD", char) if mark in TCVN3_TONES),
        )
        return TCVN3.get(base, base) + TCVN3_TONES[tone]

    return "".join(code(char) for char in text)


def to_tcvn3_as_typed(text):
    """As typists did it: the code of the small letter for every letter with tone."""
    return "".join(TCVN3.get(char, TCVN3.get(char.lower(), char)) for char in text)


def to_vni(text):
    return "".join(VNI.get(char, char) for char in text)


def to_windows_1258(text):
    """Base letters precomposed, tones as combining marks, as Windows stores it."""
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in decomposed if mark in TCVN3_TONES)
            out += nfc(decomposed.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return out


def test_every_letter_of_both_cases_is_in_both_tables():
    every = LETTERS + LETTERS.upper()
    assert len(set(every)) == 134
    assert convert(to_vni(every), "vni") == every
    assert " ".join(convert(to_tcvn3(letter), "tcvn3") for letter in every) == " ".join(every)


@given(st.text(LETTERS + LETTERS.upper() + ASCII_LETTERS + ASCII_LETTERS.upper() + BLANKS))
def test_vni_round_trip_gives_the_text_back(text):
    assert convert(to_vni(text), "vni") == text


@given(st.text(LETTERS + ASCII_LETTERS + BLANKS))
def test_tcvn3_round_trip_gives_small_letters_back(text):
    assert convert(to_tcvn3(text), "tcvn3") == text


@given(st.text(LETTERS + LETTERS.upper() + ASCII_LETTERS + ASCII_LETTERS.upper() + BLANKS))
def test_tcvn3_round_trip_keeps_letters_whatever_the_case(text):
    assert convert(to_tcvn3(text), "tcvn3").lower() == text.lower()


@given(st.text(LETTERS + LETTERS.upper() + ASCII_LETTERS + ASCII_LETTERS.upper() + BLANKS, min_size=1))
def test_windows_1258_of_real_sentences_round_trips(tail):
    text = " ".join(SAMPLES) + " " + tail.strip()
    assert detect_encoding(to_windows_1258(text)) == ("windows-1258", text)


def test_tcvn3_headline_typed_with_capitals_comes_back_in_capitals():
    assert convert("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "tcvn3") == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert convert("§éc lËp - Tù do - H¹nh phóc", "tcvn3") == "Độc lập - Tự do - Hạnh phúc"


def test_tcvn3_short_words_take_the_case_of_their_neighbours():
    assert convert("Ng­êi ë Hµ Néi vµ UBND tØnh", "tcvn3") == "Người ở Hà Nội và UBND tỉnh"
    assert convert("BAN QU¶N Lý Dù ¸N", "tcvn3") == "BAN QUẢN LÝ DỰ ÁN"


def test_vni_capital_followed_by_small_mark_stays_capital():
    assert convert("Aùnh saùng; UÛy ban; Ñaø Naüng", "vni") == "Ánh sáng; Ủy ban; Đà Nẵng"


@pytest.mark.parametrize("text", SAMPLES)
def test_old_fonts_are_detected_and_good_text_is_not_touched(text):
    assert detect_legacy_text(to_tcvn3_as_typed(text)) == "tcvn3"
    assert detect_legacy_text(to_vni(text)) == "vni"
    assert detect_legacy_text(text) is None
    assert detect_legacy_text(unicodedata.normalize("NFD", text)) is None
    assert detect_legacy_text(text.upper()) is None


def test_two_words_are_enough_when_both_become_vietnamese():
    assert detect_legacy_text("Hµ Néi") == "tcvn3"
    assert detect_legacy_text("Thaønh phoá Caàn Thô") == "vni"


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_and_symbols_are_not_taken_for_old_fonts(text):
    assert detect_legacy_text(text) is None
    assert detect_encoding(text.encode("utf-8")) == ("utf-8", text)
    if text and not text.isascii():
        assert detect_encoding(text.encode("cp1252")) == ("windows-1252", text)


def test_vietnamese_with_only_latin_1_letters_is_not_taken_for_old_fonts():
    assert (
        detect_legacy_text("Ông bà có quà cho cô và chú; cô là bác sĩ, chú là thú y; ý là thế này.") is None
    )
    assert detect_legacy_text("và là có cho bà cô ông") is None


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize(
    ("label", "encode"),
    [
        ("utf-8", lambda text: text.encode("utf-8")),
        ("utf-8", lambda text: text.encode("utf-8-sig")),
        ("utf-8", lambda text: unicodedata.normalize("NFD", text).encode("utf-8")),
        ("utf-16", lambda text: text.encode("utf-16")),
        ("utf-16", lambda text: text.encode("utf-16-le")),
        ("utf-16", lambda text: text.encode("utf-16-be")),
        ("windows-1258", to_windows_1258),
        ("vni", lambda text: to_vni(text).encode("cp1252")),
        ("vni", lambda text: to_vni(text).encode("utf-8")),
        ("tcvn3", lambda text: to_tcvn3_as_typed(text).encode("latin-1")),
        ("tcvn3", lambda text: to_tcvn3_as_typed(text).encode("utf-8")),
    ],
)
def test_encoding_of_plain_text_is_recognised(label, encode, text):
    assert detect_encoding(encode(text)) == (label, text)


@given(st.binary(max_size=200))
def test_detection_answers_for_any_bytes(data):
    label, text = detect_encoding(data)
    assert label in {"utf-8", "utf-16", "windows-1258", "windows-1252", "tcvn3", "vni"}
    assert text == nfc(text)


def test_words_of_the_real_plan_are_syllables(shared_plan):
    assert detect_legacy_text(shared_plan) is None
    assert detect_encoding(shared_plan.encode("utf-8")) == ("utf-8", nfc(shared_plan))
    assert detect_legacy_text(to_tcvn3_as_typed(shared_plan)) == "tcvn3"
    assert detect_encoding(to_windows_1258(shared_plan.replace("\u2010", "-")))[0] == "windows-1258"


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyển", "giếng", "gì", "ươm", "khuỷu", "Đắk".replace("k", "c"), "xoong"]
)
def test_vietnamese_words_obey_the_spelling(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["été", "Größe", "Đq", "tât", "hoc", "ngườii", "áà", ""])
def test_other_words_do_not(word):
    assert not is_syllable(word)
