"""Fields of science and technology directions: shipped, imported, looked up."""

from pathlib import Path

import pytest
from django.core.management import call_command

from khcn.kernel.errors import DomainError
from khcn.kernel.packs.errors import PackError
from khcn.kernel.packs.reader import read_pack
from khcn.kernel.registers.lookup import choice_text, lookup_for
from khcn.registers.directory.field_tables import import_crosswalk, import_fields
from khcn.registers.directory.models import FieldCrosswalk, Organisation, ScienceField, TechnologyDirection
from khcn.registers.directory.taxonomies import load_directions, load_science_fields

PACK = Path(__file__).parents[3] / "packs" / "tuyen-quang"
pytestmark = pytest.mark.django_db


@pytest.fixture
def fields():
    load_science_fields()


def csv(tmp_path, text, name="bang.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_both_editions_have_six_fields_and_a_crosswalk(fields):
    levels = {
        edition: ScienceField.objects.filter(edition=edition, level=1).count() for edition in ("2008", "2025")
    }
    assert levels == {"2008": 6, "2025": 6}
    assert FieldCrosswalk.objects.count() == 6


def test_borrowed_level_says_that_it_must_be_confirmed(fields):
    borrowed = ScienceField.objects.filter(edition="2025", level=2)
    assert borrowed.count() == 42
    assert {one.confirmation for one in borrowed} == {"to_confirm"}
    assert all("FORD" in one.note for one in borrowed)


def test_loading_again_changes_nothing(fields):
    before = list(ScienceField.objects.values_list("pk", "code", "name"))
    load_science_fields()
    assert list(ScienceField.objects.values_list("pk", "code", "name")) == before


def test_bare_code_means_the_edition_in_force(fields):
    lookup = lookup_for(ScienceField)
    assert lookup.find("1").edition == "2025"
    assert lookup.find("2008:1").edition == "2008"
    assert lookup.find("Khoa học nông nghiệp").edition == "2025"


def test_exported_text_leads_back_to_its_own_edition(fields):
    lookup = lookup_for(ScienceField)
    every = list(ScienceField.objects.all())
    assert [lookup.find(choice_text(one)).pk for one in every] == [one.pk for one in every]


def test_official_table_takes_the_place_of_the_borrowed_one(fields, tmp_path):
    path = csv(tmp_path, "Mã;Tên\n101;Mục mẫu cấp hai\n10101;Mục mẫu cấp ba\n1010101;Mục mẫu cấp bốn\n")
    told = import_fields(path, edition="2025")
    assert (told.added, told.known, told.still_used) == (3, 0, [])
    deep = ScienceField.objects.get(edition="2025", code="1010101")
    assert (deep.level, deep.parent.code, deep.parent.parent.code) == (4, "10101", "101")
    load_science_fields()
    assert not ScienceField.objects.filter(code__contains=".").exists()


def test_importing_twice_adds_nothing(fields, tmp_path):
    path = csv(tmp_path, "code,name\n101,Mục mẫu\n")
    import_fields(path, edition="2025")
    told = import_fields(path, edition="2025")
    assert (told.added, told.known) == (0, 1)


def test_borrowed_entry_in_use_is_kept_and_told(fields, tmp_path):
    organisation = Organisation.objects.create(name="Viện mẫu", kind="science")
    organisation.fields_of_science.add(ScienceField.objects.get(code="1.1"))
    told = import_fields(csv(tmp_path, "code,name\n101,Mục mẫu\n"), edition="2025")
    assert told.still_used == ["1.1 Toán học"]


def test_broken_rows_refuse_the_whole_file_line_by_line(fields, tmp_path):
    path = csv(tmp_path, "code,name\n101,Mục mẫu\n10201,Mồ côi\n1O1,Chữ O\n102,\n101,Tên khác\n")
    with pytest.raises(DomainError) as refusal:
        import_fields(path, edition="2025")
    lines = refusal.value.message.split("\n")
    assert [line.split(":")[0] for line in lines] == ["Dòng 4", "Dòng 5", "Dòng 6"]
    assert not ScienceField.objects.filter(code="101").exists()


def test_orphan_is_refused_with_the_missing_code(fields, tmp_path):
    with pytest.raises(DomainError) as refusal:
        import_fields(csv(tmp_path, "code,name\n10201,Mồ côi\n"), edition="2025")
    assert refusal.value.message == "Dòng 2: mã 10201 không có mục cấp trên 102 trong tệp và trong hệ thống."


def test_file_without_its_columns_is_refused(fields, tmp_path):
    with pytest.raises(DomainError) as refusal:
        import_fields(csv(tmp_path, "số,chữ\n1,a\n"), edition="2025")
    assert refusal.value.code == "fields.header"


def test_file_that_is_no_workbook_is_refused(fields, tmp_path):
    with pytest.raises(DomainError) as refusal:
        import_fields(csv(tmp_path, "x", "bang.xlsx"), edition="2025")
    assert refusal.value.code == "fields.file"


def test_crosswalk_needs_both_codes(fields, tmp_path):
    with pytest.raises(DomainError) as refusal:
        import_crosswalk(csv(tmp_path, "old,new,partial\n1,2,x\n9,1,\n"))
    assert refusal.value.message == "Dòng 3: chưa có mã 9 của bảng 2008."
    told = import_crosswalk(csv(tmp_path, "old,new,partial\n1,2,x\n1,1,\n"))
    assert (told.added, told.known) == (1, 1)
    assert FieldCrosswalk.objects.get(old__code="1", new__code="2").partial


def test_directions_of_the_plan_are_tags():
    load_directions(read_pack(PACK))
    load_directions(read_pack(PACK))
    assert TechnologyDirection.objects.filter(parent__code="III.3").count() == 7
    assert TechnologyDirection.objects.get(code="III.2.1").level == 2
    assert TechnologyDirection.objects.count() == 16


def test_direction_under_an_unknown_one_is_refused(tmp_path):
    import shutil

    folder = tmp_path / "tuyen-quang"
    shutil.copytree(PACK, folder)
    with (folder / "directions.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {code: X.1, parent: X, title: Lạc, clause: III.9, status: to_confirm}\n")
    with pytest.raises(PackError) as refusal:
        read_pack(folder)
    assert [problem.place for problem in refusal.value.problems] == [
        "directions[17].parent",
        "directions[17].clause",
    ]


def test_command_reads_a_workbook(fields, tmp_path, capsys):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Mã", "Tên"])
    book.active.append([101, "Mục mẫu"])
    book.save(tmp_path / "bang.xlsx")
    call_command("directory", "fields", "import", str(tmp_path / "bang.xlsx"), "--edition", "2025")
    assert capsys.readouterr().out == "Thêm 1 mục, đã có 0 mục.\n"
