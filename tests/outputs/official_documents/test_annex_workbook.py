"""Annexes in Excel: figures stay figures, texts stay texts."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.annex_workbook import annex_workbook
from khcn.outputs.official_documents.model import Bullet, Column, Group, Heading, Table

from .samples import annex


def sheets(annexes, **more):
    return openpyxl.load_workbook(BytesIO(annex_workbook(annexes, **more))).worksheets


def values(sheet):
    return [[one for one in row if one is not None] for row in sheet.iter_rows(values_only=True)]


def test_each_annex_is_a_sheet_with_real_figures_and_days():
    first, second = sheets((annex(), annex(landscape=True)))
    assert (first.title, second.title) == ("Phụ lục I", "Phụ lục II")
    assert values(first)[:9] == [
        ["Phụ lục I"],
        ["BIỂU CHI TIẾT"],
        ["Kinh phí các nhiệm vụ"],
        ["Đơn vị tính: triệu đồng"],
        ["TT", "Nhiệm vụ", "Kinh phí", "Ngày"],
        ["Nhóm nhiệm vụ mẫu"],
        ["1", "Nhiệm vụ mẫu số 1", 1234.5, datetime(2026, 12, 5)],
        ["2", "Nhiệm vụ mẫu số 2"],
        ["Tổng cộng", 1234.5],
    ]
    assert (first.page_setup.orientation, second.page_setup.orientation) == ("portrait", "landscape")


def test_texts_stand_as_lines_and_groups_over_their_columns():
    table = Table(
        (Column("A"), Column("B", align="right"), Column("C", align="right")),
        [("x", 1, 2)],
        groups=(Group("", 1), Group("Nhóm", 2)),
    )
    (sheet,) = sheets((annex(blocks=(Heading(1, "Mục"), Bullet("ý"), table)),))
    assert values(sheet)[2:7] == [["Mục"], ["- ý"], ["", "Nhóm"], ["A", "B", "C"], ["x", 1, 2]]


def test_formula_like_text_stays_text_and_long_figures_keep_their_digits():
    table = Table((Column("A"), Column("B", align="right")), [("=1+1", Decimal("12345678901234567.8"))])
    (sheet,) = sheets((annex(blocks=(table,)),))
    assert sheet["A4"].value == "=1+1"
    assert sheet["A4"].data_type == "s"
    assert sheet["B4"].value == "12345678901234567.8"


def test_annex_without_tables_is_a_sheet_of_lines():
    (sheet,) = sheets((annex(blocks=(Bullet("ý"),)),))
    assert values(sheet) == [["Phụ lục"], ["BIỂU CHI TIẾT"], ["- ý"]]


def test_same_annexes_give_the_same_bytes():
    assert annex_workbook((annex(),), day=date(2026, 12, 5)) == annex_workbook(
        (annex(),), day=date(2026, 12, 5)
    )


def test_no_annex_is_refused():
    with pytest.raises(DomainError) as refused:
        annex_workbook(())
    assert refused.value.code == "no_annexes"
