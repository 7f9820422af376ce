"""`khcn document check`: 0 conforms, 1 deviates or cannot be read, 2 called wrongly."""

import json

import pytest
from django.core.management import call_command
from docx.shared import Pt

from tests.outputs.official_documents.checking.samples import Sample


def run(capsys, *words):
    """Exit code, what was printed, what was complained of."""
    code = 0
    try:
        call_command("document", "check", *words)
    except SystemExit as end:
        code = end.code
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def good(tmp_path):
    return str(Sample().save(tmp_path))


@pytest.fixture
def bad(tmp_path):
    sample = Sample()
    sample["body"].runs[0].font.size = Pt(12)
    return str(sample.save(tmp_path, "sai.docx"))


def test_a_conforming_document_ends_with_zero(capsys, good):
    code, out, err = run(capsys, good)
    assert (code, err) == (0, "")
    assert out.startswith("Đúng thể thức")


def test_a_deviation_ends_with_one_and_names_article_and_place(capsys, bad):
    code, out, _err = run(capsys, bad)
    assert code == 1
    assert "Nội dung văn bản có cỡ chữ 12" in out
    assert "điểm e khoản 6 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP" in out
    assert "Nội dung, đoạn" in out


def test_json_is_printed_for_programs(capsys, bad):
    code, out, _err = run(capsys, bad, "--json")
    told = json.loads(out)
    assert (code, told["file"], told["verdict"], told["counts"]["error"]) == (1, "sai.docx", "deviates", 1)
    (one,) = told["deviations"]
    assert (one["code"], one["severity"], one["found"], one["expected"]) == (
        "body_size",
        "error",
        "12",
        "13–14",
    )
    assert set(one["place"]) == {"part", "paragraph", "text"}


def test_a_file_that_is_not_there_is_a_wrong_call(capsys, tmp_path):
    assert run(capsys, str(tmp_path / "khong-co.docx"))[0] == 2


def test_a_file_that_is_no_document_ends_with_one_and_a_code(capsys, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"%PDF-1.7")
    code, out, err = run(capsys, str(path), "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "not_docx")
    assert "tài liệu PDF" in err


def test_a_day_before_the_rules_ends_with_one(capsys, good):
    code, _out, err = run(capsys, good, "--on", "2019-01-01")
    assert code == 1
    assert "01/01/2019" in err
