"""What is filled in offline comes back as the page would have saved it."""

import io
from decimal import Decimal

import openpyxl
import pytest

from khcn.agency_reports.filling import save_answer
from khcn.agency_reports.models import Answer
from khcn.agency_reports.workbook.domain import apply_workbook, judgement_of
from khcn.kernel.audit.models import Event
from tests.agency_reports.workbook.books import Book, written


def test_a_workbook_that_nobody_changed_changes_nothing(desk):
    save_answer(
        report=desk.report, item=desk.items["task"], seen_revision=0, by=desk.clerk,
        values={
            "declared": "met", "text": "Xong  hai dòng\r\ncủa mẫu", "value": Decimal("1234567890123456.12345678"),
            "unit": "mô hình", "money": [{"origin": "science", "planned": 10**15, "disbursed": 0}],
        },
    )  # fmt: skip
    upload = desk.send(written(desk.report))
    judgement = judgement_of(upload)
    assert judgement.counts == {"changed": 0, "conflict": 0, "refused": 0, "unchanged": 3}
    assert judgement.warnings == []
    assert desk.take(upload).saved == []


def test_what_is_filled_in_is_saved(desk):
    book = desk.book()
    book.set(desk.items["task"], declared="Đạt", text="Hoàn thành mô hình", value="1.234,5", unit="ha")
    book.set(desk.items["task"], obstacle="Thiếu vốn", proposal="Bổ sung vốn", level="Ủy ban nhân dân tỉnh")
    book.money(
        desk.items["task"],
        0,
        origin="Ngân sách: sự nghiệp khoa học và công nghệ",
        planned="1,5 tỷ",
        disbursed=0,
    )
    book.set(desk.items["indicator"], numerator=1, denominator="8", text="Sổ theo dõi")
    book.set(desk.items["section"], text="Ba kết quả nổi bật")
    upload = desk.send(book)
    assert len(desk.take(upload).saved) == 3
    task, share, section = desk.answer("task"), desk.answer("indicator"), desk.answer("section")
    assert (task.declared, task.text, task.value, task.unit) == (
        "met",
        "Hoàn thành mô hình",
        Decimal("1234.5"),
        "ha",
    )
    assert (task.obstacle, task.proposal, task.level) == ("Thiếu vốn", "Bổ sung vốn", "province")
    assert task.money == [
        {"origin": "science", "planned": 1_500_000_000, "allocated": None, "disbursed": 0, "settled": None}
    ]
    assert (share.value, share.numerator, share.denominator, share.text) == (
        Decimal("12.5"),
        1,
        8,
        "Sổ theo dõi",
    )
    assert section.text == "Ba kết quả nổi bật"
    upload.refresh_from_db()
    assert (upload.saved, upload.applied_at is not None) == (3, True)
    event = Event.objects.get(action="report.workbook_apply")
    assert event.after["items"] == [desk.items[kind].pk for kind in ("task", "indicator", "section")]


def test_the_same_click_twice_writes_once(desk):
    upload = desk.send(desk.book().set(desk.items["section"], text="Một"))
    seen = desk.seen(upload)
    first = apply_workbook(upload, seen=seen, by=desk.clerk)
    second = apply_workbook(upload, seen=seen, by=desk.clerk)
    assert (len(first.saved), len(second.saved), desk.answer("section").revision) == (1, 0, 1)


def test_an_emptied_cell_empties_the_answer(desk):
    save_answer(
        report=desk.report, item=desk.items["section"], values={"text": "Cũ"}, seen_revision=0, by=desk.clerk
    )
    desk.take(desk.send(Book(written(desk.report)).set(desk.items["section"], text=None)))
    assert desk.answer("section").text == ""


def test_nothing_happened_is_said_by_a_choice(desk):
    desk.take(desk.send(desk.book().set(desk.items["section"], nothing="Có")))
    assert desk.answer("section").nothing


def test_a_text_longer_than_a_cell_is_left_alone(desk):
    long = "Dài " * 20_000
    Answer.objects.filter(report=desk.report, item=desk.items["section"]).update(text=long)
    content = written(desk.report)
    assert Book(content).cell(desk.items["section"], "text").value.startswith("⟦Nội dung dài 80000 ký tự")
    assert judgement_of(desk.send(content)).counts["unchanged"] == 3


def test_zero_is_told_and_a_dash_is_no_figure(desk):
    desk.take(desk.send(desk.book().set(desk.items["task"], value=0, text="Có", unit="ha")))
    assert desk.answer("task").value == 0
    desk.take(desk.send(Book(written(desk.report)).set(desk.items["task"], value="-")))
    assert desk.answer("task").value is None


def test_decomposed_letters_are_composed(desk):
    desk.take(desk.send(desk.book().set(desk.items["section"], text="Kết quả")))
    assert desk.answer("section").text == "Kết quả"


def test_the_workbook_is_protected_has_lists_and_prints(desk):
    book = openpyxl.load_workbook(io.BytesIO(desk.content))
    assert book.sheetnames == [
        "Hướng dẫn",
        "Nhiệm vụ",
        "Kinh phí",
        "Chỉ số",
        "Phần lời văn",
        "_danh_muc",
        "_khcn_bao_cao",
    ]
    assert [book[name].sheet_state for name in book.sheetnames[-2:]] == ["veryHidden", "veryHidden"]
    assert book.security.lockStructure
    sheet = book["Nhiệm vụ"]
    assert (sheet.protection.sheet, sheet.column_dimensions["A"].hidden, sheet.print_title_rows) == (
        True,
        True,
        "$4:$4",
    )
    assert len(sheet.data_validations.dataValidation) == 3
    task = Book(desk.content)
    assert (
        task.cell(desk.items["task"], "text").protection.locked,
        task.cell(desk.items["task"], "name").protection.locked,
    ) == (False, True)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "http://example.vn"])
def test_texts_are_never_written_as_formulas(desk, text):
    save_answer(
        report=desk.report, item=desk.items["section"], values={"text": text}, seen_revision=0, by=desk.clerk
    )
    cell = Book(written(desk.report)).cell(desk.items["section"], "text")
    assert (cell.value, cell.data_type) == (text, "s")
