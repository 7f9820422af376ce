"""`khcn plan parse` and `khcn plan import`: what they print, what they change, how they end."""

import json

import pytest
from django.core.management import call_command

from khcn.plan.models import Plan, PlanImport, PlanText
from tests.factories import PlanFactory
from tests.plan.importing.texts import SECOND, plan_text


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(plan_text(), encoding="utf-8")
    return path


def test_parse_prints_the_document_without_a_database(file, tmp_path, capsys):
    call_command("plan", "parse", str(file), "--text", str(tmp_path / "chu.txt"))
    told = json.loads(capsys.readouterr().out)
    assert told["document"]["symbol"] == "18/KH-UBND"
    text = (tmp_path / "chu.txt").read_text(encoding="utf-8")
    start, end = told["tasks"][0]["span"]
    assert told["tasks"][0]["text"] in text[start:end]


def test_parse_writes_vietnamese_as_it_is(file, capsys):
    call_command("plan", "parse", str(file))
    assert "Sở Thử nghiệm" in capsys.readouterr().out


def test_a_missing_file_ends_with_two(tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("plan", "parse", str(tmp_path / "khong-co.txt"))
    assert end.value.code == 2
    assert "khong-co.txt" in capsys.readouterr().err


def test_a_file_that_is_no_document_ends_with_one(tmp_path, capsys):
    path = tmp_path / "anh.docx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with pytest.raises(SystemExit) as end:
        call_command("plan", "parse", str(path))
    assert end.value.code == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert len(out.err) > 20


@pytest.mark.django_db
def test_import_without_yes_shows_and_changes_nothing(file, capsys):
    call_command("plan", "import", str(file))
    out = capsys.readouterr()
    assert "Nhiệm vụ: mới: 3" in out.out
    assert "--yes" in out.err
    assert not PlanImport.objects.exists()


@pytest.mark.django_db
def test_import_with_yes_imports_once(file, capsys):
    call_command("plan", "import", str(file), "--yes")
    assert "18-kh-ubnd-2024" in capsys.readouterr().out
    call_command("plan", "import", str(file), "--yes")
    assert "giống hệt" in capsys.readouterr().out
    assert (Plan.objects.count(), PlanText.objects.count(), PlanImport.objects.count()) == (1, 1, 1)
    assert PlanText.objects.get().file is not None


@pytest.mark.django_db
def test_import_of_a_second_version_tells_each_change(file, capsys):
    call_command("plan", "import", str(file), "--yes")
    file.write_text(plan_text(SECOND, share="65"), encoding="utf-8")
    capsys.readouterr()
    call_command("plan", "import", str(file))
    out = capsys.readouterr().out
    assert "“60” → “65”" in out
    assert "[Không còn trong văn bản] Nhiệm vụ: 3." in out


@pytest.mark.django_db
def test_import_into_a_named_plan(file, capsys):
    other = PlanFactory(symbol="99/KH-UBND")
    call_command("plan", "import", str(file), "--yes", "--plan", other.code)
    assert PlanText.objects.get().plan == other
    with pytest.raises(SystemExit) as end:
        call_command("plan", "import", str(file), "--plan", "khong-co")
    assert end.value.code == 2
