import shutil
from pathlib import Path

import pytest

from khcn.lib.intake import IntakeError, Limits, doc, read_document

SAMPLE = Path(__file__).parents[2] / "data" / "intake" / "ke-hoach-mau.doc"
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="máy này chưa cài LibreOffice để chuyển tệp .doc"
)


def refusal(path, **limits):
    with pytest.raises(IntakeError) as caught:
        read_document(path, limits=Limits(**limits))
    return caught.value


@needs_libreoffice
def test_old_word_file_is_read_with_tables_and_notes():
    extracted = read_document(SAMPLE)
    assert extracted.kind == "doc"
    assert [len(table.rows) for table in extracted.tables] == [1, 25, 1]
    assert "\n\nI. MỤC ĐÍCH\n\n" in extracted.text
    assert extracted.text.endswith(
        "\n\n1. Năm 2025, tỷ lệ này đạt 41,5% theo số liệu của cơ quan thống kê.\n"
    )


@needs_libreoffice
def test_rich_text_is_read_like_an_old_word_file(tmp_path):
    path = tmp_path / "ke-hoach.doc"
    path.write_bytes(rb"{\rtf1\ansi\uc1 K\u7871? ho\u7841?ch\par M\u7909?c ti\u234?u\par}")
    extracted = read_document(path)
    assert (extracted.text, extracted.kind, extracted.notes) == ("Kế hoạch\n\nMục tiêu\n", "doc", ())


def test_without_libreoffice_the_person_is_told_to_save_as_docx(monkeypatch):
    monkeypatch.setattr(doc.shutil, "which", lambda name: None)
    error = refusal(SAMPLE)
    assert error.code == "doc_needs_converter"
    assert "chọn “Lưu thành” kiểu .docx" in error.message


def test_conversion_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(doc.shutil, "which", lambda name: str(slow))
    error = refusal(SAMPLE, conversion_seconds=1)
    assert error.code == "conversion_failed"
    assert "1 giây" in error.message


def test_conversion_without_a_result_is_refused(monkeypatch):
    monkeypatch.setattr(doc.shutil, "which", lambda name: "/bin/true")
    assert refusal(SAMPLE).code == "conversion_failed"
