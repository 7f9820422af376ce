"""`khcn register import` and `export`: what is printed, and the exit code."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from khcn.kernel.audit.models import Event
from khcn.kernel.register_io.models import ImportBatch
from khcn.registers.directory.models import Organisation
from tests.factories.records import tax_code
from tests.kernel.register_io.files import workbook

pytestmark = pytest.mark.django_db
HEADER = ("Tên", "Loại hình", "Mã số thuế", "Ngày thành lập")
TEA = ("Hợp tác xã Chè Mẫu", "Hợp tác xã, liên hiệp hợp tác xã", tax_code(1), "01/05/2020")
WRONG = ("Công ty Mẫu số 2", "Hội", tax_code(2), "")


@pytest.fixture
def file(tmp_path):
    def write(*lines):
        path = tmp_path / "tep.xlsx"
        path.write_bytes(workbook(*lines).getvalue())
        return path

    return write


def run(*arguments):
    """(exit code, what was printed, messages)."""
    out, err = StringIO(), StringIO()
    try:
        call_command("register", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_import_writes_and_prints_its_counts(file):
    code, out, _err = run("import", "to-chuc", file(HEADER, TEA))
    told = json.loads(out)
    assert (code, told["applied"], told["new"], Organisation.objects.count()) == (0, True, 1, 1)
    assert Event.objects.get(action="record.import").actor_name == "khcn register import"


def test_second_import_of_the_same_file_writes_nothing_and_is_well(file):
    path = file(HEADER, TEA)
    run("import", "to-chuc", path)
    code, out, _err = run("import", "to-chuc", path)
    assert (code, json.loads(out)["unchanged"], json.loads(out)["applied"]) == (0, 1, False)


def test_dry_run_leaves_nothing_behind(file):
    code, out, _err = run("import", "to-chuc", file(HEADER, TEA), "--dry-run")
    assert (code, json.loads(out)["new"]) == (0, 1)
    assert (Organisation.objects.count(), ImportBatch.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_refused_row_stops_all_and_is_told(file):
    code, out, err = run("import", "to-chuc", file(HEADER, TEA, WRONG))
    [error] = json.loads(out)["errors"]
    assert (code, error["row"], error["column"], Organisation.objects.count()) == (1, 3, "Loại hình", 0)
    assert "Chưa ghi dòng nào" in err


def test_good_rows_are_written_when_asked(file):
    code, out, _err = run("import", "to-chuc", file(HEADER, TEA, WRONG), "--good-only")
    assert (code, json.loads(out)["refused"], Organisation.objects.count()) == (0, 1, 1)


def test_unknown_register_and_missing_file_are_wrong_calls(file, tmp_path):
    assert run("import", "khong-co", file(HEADER, TEA))[0] == 2
    assert run("import", "to-chuc", tmp_path / "khong-co.xlsx")[0] == 2


def test_file_that_is_no_table_is_a_no_of_the_data(file):
    code, _out, err = run("import", "to-chuc", file(("Một",), ("a",)))
    assert (code, "Không tìm thấy hàng tiêu đề" in err) == (1, True)


def test_export_writes_what_is_in_force_on_the_day(file, tmp_path):
    run("import", "to-chuc", file(HEADER, TEA))
    target = tmp_path / "xuat.json"
    counts = []
    for day in ("30/04/2020", "2020-05-01"):
        code, out, _err = run("export", "to-chuc", "--format", "json", "--at", day, "-o", target)
        counts.append((code, json.loads(out)["records"], len(json.loads(target.read_text())["records"])))
    assert counts == [(0, 0, 0), (0, 1, 1)]


def test_wrong_day_is_a_wrong_call():
    assert run("export", "to-chuc", "--format", "csv", "--at", "hôm qua")[0] == 2
