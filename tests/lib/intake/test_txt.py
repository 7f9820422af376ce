import unicodedata

import pytest

from khcn.lib.intake import IntakeError, Limits, read_document

TEXT = "KẾ HOẠCH\n\nI. MỤC TIÊU\n- Đến năm 2030 có 12 phòng thí nghiệm được công nhận.\n\t1\n\tSở Tài chính\n"


def write(tmp_path, data, name="ke-hoach.txt"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_is_read_without_a_note(tmp_path, encoding):
    read = read_document(write(tmp_path, TEXT.replace("\n", "\r\n").encode(encoding)))
    assert (read.text, read.kind, read.tables, read.notes) == (TEXT, "txt", (), ())


def test_decomposed_text_is_composed_and_said_so(tmp_path):
    read = read_document(write(tmp_path, unicodedata.normalize("NFD", TEXT).encode()))
    assert read.text == TEXT
    assert read.notes == (
        "Văn bản có chữ gõ bằng dấu rời (Unicode tổ hợp); hệ thống đã chuyển sang Unicode dựng sẵn.",
    )


def test_tcvn3_text_is_converted_and_said_so(tmp_path):
    data = "Së Khoa häc vµ C«ng nghÖ chñ tr×, phèi hîp víi Së Tµi chÝnh. §­êng tØnh.".encode("latin-1")
    read = read_document(write(tmp_path, data))
    assert read.text == "Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tài chính. Đường tỉnh."
    assert "TCVN3" in read.notes[0]


def test_vni_text_is_converted_and_said_so(tmp_path):
    data = "Sôû Khoa hoïc vaø Coâng ngheä chuû trì, phoái hôïp vôùi Sôû Taøi chính.".encode("cp1252")
    read = read_document(write(tmp_path, data))
    assert read.text == "Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tài chính."
    assert "VNI" in read.notes[0]


def test_windows_1258_text_is_converted_and_said_so(tmp_path):
    text = "Đến năm 2030 có phòng thí nghiệm được công nhận."
    data = (
        "Đê\u0301n năm 2030 co\u0301 pho\u0300ng thi\u0301 nghiê\u0323m đươ\u0323c công nhâ\u0323n.".encode(
            "cp1258"
        )
    )
    read = read_document(write(tmp_path, data))
    assert read.text == text
    assert "windows-1258" in read.notes[0]


def test_words_in_french_do_not_trigger_a_conversion(tmp_path):
    text = "L'été dernier, l'école a été très fréquentée par les élèves."
    assert read_document(write(tmp_path, text.encode())).text == text


@pytest.mark.parametrize("data", [b"   \r\n\t ", b"\xef\xbb\xbf", "\ufeff".encode("utf-16")])
def test_file_with_only_blanks_is_refused(tmp_path, data):
    with pytest.raises(IntakeError) as caught:
        read_document(write(tmp_path, data))
    assert caught.value.code == "no_text"


def test_longer_text_than_allowed_is_refused_with_both_numbers(tmp_path):
    with pytest.raises(IntakeError) as caught:
        read_document(write(tmp_path, b"a" * 2001), limits=Limits(characters=2000))
    assert caught.value.code == "too_much_text"
    assert "2.001" in caught.value.message
    assert "2.000" in caught.value.message


def test_binary_data_named_txt_is_refused(tmp_path):
    with pytest.raises(IntakeError) as caught:
        read_document(write(tmp_path, bytes(range(256)) * 20))
    assert caught.value.code == "wrong_content"
    assert ".txt" in caught.value.message


def test_real_plan_is_read_whole(tmp_path, shared_plan):
    read = read_document(write(tmp_path, shared_plan.encode()))
    assert len(read.text) > 48_000
    assert "\u00a0" not in read.text
    assert read.tables == ()
