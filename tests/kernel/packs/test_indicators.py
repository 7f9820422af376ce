"""indicators.yaml and stat_forms.yaml are refused where they name what is not there or contradict themselves."""

import copy
from datetime import date
from functools import cache

import pytest

from khcn.kernel.packs.cross_checks import check_across_files
from khcn.kernel.packs.reader import read_pack
from khcn.kernel.packs.shape import check_shape
from tests.conftest import ROOT


@cache
def read():
    return {key: dict(value) for key, value in read_pack(ROOT / "packs" / "tuyen-quang").sections.items()}


def problems(change) -> list[str]:
    """What is said of the first province's pack after a change of its sections."""
    said = dict(read())
    for name in ("indicators", "stat_forms", "targets"):
        said[name] = copy.deepcopy(said[name])
    change(said)
    found = check_across_files(said, folder_name="tuyen-quang")
    return [f"{problem.file} {problem.place}: {problem.message}" for problem in found]


def one(said, code):
    return next(row for row in said["indicators"]["indicators"] if row["code"] == code)


def measure(said, code):
    return next(row for row in said["indicators"]["measures"] if row["indicator"] == code)


def test_the_pack_itself_is_without_fault():
    assert problems(lambda said: None) == []


def unknown_owner(said):
    one(said, "pii-diem")["owner"] = "so-khong-co"


def unknown_unit(said):
    said["indicators"]["values"][0]["territory"] = "tinh-khong-co"


def unknown_in_formula(said):
    one(said, "va-cac-nganh")["expression"] = "[grdp-gia-hien-hanh] - [khong-co]"


def unknown_target(said):
    measure(said, "sang-che-nop")["target"] = "T99"


def unknown_variant(said):
    measure(said, "chi-nsnn-du-toan-day-du")["target"] = "T6-PL.4"


def unknown_indicator(said):
    said["indicators"]["values"][0]["indicator"] = "khong-co"


def unknown_reading(said):
    measure(said, "de-tai-khac-so-luong")["reading"] = "theo-so-luong+theo-cam-tinh"


def unknown_baseline(said):
    measure(said, "tfp-dong-gop")["baseline"]["to"] = date(2019, 12, 31)


def circle(said):
    one(said, "grdp-gia-hien-hanh")["expression"] = "[va-cac-nganh] + [thue-san-pham-tru-tro-cap]"


def uses_itself(said):
    one(said, "va-cac-nganh")["expression"] = "[va-cac-nganh] * 2"


def two_govern(said):
    for code in ("sang-che-nop", "sang-che-cap"):
        measure(said, code)["governing"] = True


def told_twice(said):
    said["indicators"]["values"].append(said["indicators"]["values"][0])


def ends_before_it_begins(said):
    said["indicators"]["values"][0]["to"] = date(2019, 1, 1)


def before_the_unit_was(said):
    said["indicators"]["values"][0]["territory"] = "tuyen-quang"


def out_of_bounds(said):
    said["indicators"]["values"][1]["value"] = 189


def bounds_upside_down(said):
    one(said, "pii-diem")["lower"] = 101


def report_of_nobody(said):
    told = one(said, "de-tai-khac-so-luong")
    told.pop("fact")
    told.update(source="report", source_body="Sở Khoa học và Công nghệ", owner=None)


def confirmed_from_memory(said):
    one(said, "sang-che-nop")["status"] = "confirmed"


def target_without_measure(said):
    rows = said["indicators"]["measures"]
    rows[:] = [row for row in rows if row["target"] != "T6-PL.3"]


def target_with_typed_measures_only(said):
    for code in ("sang-che-nop", "sang-che-cap"):
        one(said, code)["source"] = "typed"


def cell_of_unknown_indicator(said):
    cells = said["stat_forms"]["forms"][2]["cells"]
    next(cell for cell in cells if "indicator" in cell)["indicator"] = "khong-co"


def cell_twice(said):
    cells = said["stat_forms"]["forms"][0]["cells"]
    cells.append(cells[0])


def form_twice(said):
    said["stat_forms"]["forms"][1]["code"] = "TK-01"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (unknown_owner, "mã cơ quan “so-khong-co” không có"),
        (unknown_unit, "mã đơn vị hành chính “tinh-khong-co” không có"),
        (unknown_in_formula, "mã chỉ số “khong-co” không có"),
        (unknown_target, "mã chỉ tiêu “T99” không có"),
        (unknown_variant, "mã chỉ tiêu “T6-PL.4” không có"),
        (unknown_indicator, "mã chỉ số “khong-co” không có"),
        (unknown_reading, "cách hiểu “theo-cam-tinh” không có"),
        (unknown_baseline, "số nền phải chỉ đúng một dòng ở values, đang thấy 0 dòng"),
        (circle, "công thức quay vòng"),
        (uses_itself, "công thức quay vòng: va-cac-nganh → va-cac-nganh"),
        (two_govern, "chỉ tiêu T7 có 2 cách đo cùng là governing"),
        (told_twice, "đã dùng ở trên"),
        (ends_before_it_begins, "ngày cuối kỳ trước ngày đầu kỳ"),
        (before_the_unit_was, "kỳ số liệu nằm ngoài thời gian có “tuyen-quang”"),
        (out_of_bounds, "giá trị 189 nằm ngoài giới hạn"),
        (bounds_upside_down, "mức thấp nhất 101 lớn hơn mức cao nhất 100"),
        (report_of_nobody, "phải nêu cơ quan (owner)"),
        (confirmed_from_memory, "status phải là to_confirm"),
        (target_without_measure, "chỉ tiêu T6-PL.3 có con số nhưng không chỉ số nào đo"),
        (target_with_typed_measures_only, "chỉ tiêu T7 có con số nhưng không chỉ số nào đo"),
        (cell_of_unknown_indicator, "mã chỉ số “khong-co” không có"),
        (cell_twice, "đã dùng ở trên"),
        (form_twice, "ký hiệu biểu “TK-01” đã dùng ở trên"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_faults_across_files_are_named(change, words):
    found = problems(change)
    assert [problem for problem in found if words in problem], found


INDICATOR = {
    "code": "mau", "name": "Chỉ số mẫu", "group": "other", "owner": None, "unit": "người", "kind": "level",
    "source": "typed", "status": "to_confirm", "basis_mark": "memory",
}  # fmt: skip
VALUE = {
    "indicator": "mau", "from": "2025-01-01", "to": "2025-12-31", "territory": "tinh-mau", "value": 1,
    "vintage": "final", "source_note": "Số bịa", "status": "to_confirm", "basis_mark": "memory",
}  # fmt: skip


def shape(indicator=None, value=None, measure=None) -> list[str]:
    said = {
        "indicators": [INDICATOR | (indicator or {})],
        "values": [VALUE | value] if value else [],
        "measures": [{"target": "T1", "indicator": "mau"} | measure] if measure else [],
    }
    return [problem.message for problem in check_shape("indicators.yaml", said)]


def test_a_plain_indicator_is_well_formed():
    assert shape() == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"code": "Chỉ số"}, "không đúng khuôn dạng"),
        ({"kind": "index"}, "không có trong danh sách"),
        ({"source": "fact"}, "thiếu khoá “fact”"),
        ({"source": "formula"}, "thiếu khoá “expression”"),
        ({"source": "import"}, "thiếu khoá “source_body”"),
        ({"accumulation": "cumulative"}, "thiếu khoá “counted_from”"),
        ({"calendar": "plan"}, "thiếu khoá “year_ends_on”"),
        ({"kind": "share", "numerator": "Tử số"}, "thiếu khoá “denominator”"),
        ({"counted_from": "2023-02-30"}, "không phải ngày có thật"),
        ({"decimals": 9}, "không đúng quy định"),
        ({"formula": "[a]"}, "có khoá lạ “formula”"),
    ],
)
def test_an_indicator_of_bad_shape_is_refused(row, words):
    assert [sentence for sentence in shape(row) if words in sentence]


def test_a_value_needs_a_number_and_a_measure_a_target():
    assert shape(value={"value": None}) == ["giá trị “None” phải là một số."]
    assert shape(value={"numerator": 1}) != []
    assert len(shape(measure={"target": "chi-tieu-1"})) == 1


@pytest.mark.parametrize(
    "cell",
    [{}, {"fact": "ip.marks_filed", "indicator": "mau"}, {"fact": "ip.marks_filed", "filled_by": "Sở"}],
)
def test_a_cell_is_filled_by_one_thing(cell):
    cells = [{"row_no": "01", "row": "Dòng mẫu"} | cell]
    form = {
        "code": "M-1",
        "title": "Biểu",
        "legal_basis": "Không",
        "status": "to_confirm",
        "basis_mark": "memory",
    }
    assert len(check_shape("stat_forms.yaml", {"forms": [form | {"cells": cells}]})) == 1
