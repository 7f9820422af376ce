"""`khcn report build`: files and exit codes."""

from pathlib import Path

import pytest
from django.core.management import call_command
from docx import Document

from khcn.kernel.registers.flow import Flow
from khcn.outputs.official_documents import pdf
from khcn.outputs.official_reports.models import OfficialReport
from tests.factories.official_reports import a_round, frozen
from tests.factories.reports import cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return a_round()


def build(code: str, form: str, output: Path) -> int:
    try:
        call_command("report", "build", code, "--format", form, "--output", str(output))
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_frozen_report_is_written_as_word_and_workbook(round_, tmp_path):
    frozen(round_)
    assert build("nam-2026", "docx", tmp_path / "a.docx") == 0
    assert build("nam-2026", "xlsx", tmp_path / "a.xlsx") == 0
    words = " ".join(one.text for one in Document(str(tmp_path / "a.docx")).paragraphs)
    assert "Đã xong phần một của cơ sở dữ liệu." in words


def test_unknown_cycle_and_unwritable_file_are_wrong_calls(round_, tmp_path, capsys):
    frozen(round_)
    assert build("khong-co", "docx", tmp_path / "a.docx") == 2
    assert build("nam-2026", "docx", tmp_path / "khong-co" / "a.docx") == 2
    assert "Không ghi được tệp" in capsys.readouterr().err


def test_cycle_without_report_and_broken_snapshot_say_no(round_, tmp_path):
    cycle(2025, plan=round_.plan, code="nam-2025")
    assert build("nam-2025", "docx", tmp_path / "a.docx") == 1
    made = frozen(round_)
    OfficialReport.objects.filter(pk=made.pk).update(seal="0" * 64)
    assert build("nam-2026", "docx", tmp_path / "a.docx") == 1
    assert not (tmp_path / "a.docx").exists()


def test_pdf_without_converter_says_no_with_a_sentence(round_, tmp_path, monkeypatch, capsys):
    frozen(round_)
    monkeypatch.setattr(pdf, "_program", lambda: None)
    assert build("nam-2026", "pdf", tmp_path / "a.pdf") == 1
    assert "LibreOffice" in capsys.readouterr().err


def test_each_target_leads_to_its_line_of_the_report(round_):
    flow = Flow()
    target = flow.nodes["target", "kh-mau:T1"]
    lines = [one.code for one in flow.following(target) if one.kind == "report_line"]
    assert lines == ["kh-mau:phu-luc-chi-tieu:T1"]
