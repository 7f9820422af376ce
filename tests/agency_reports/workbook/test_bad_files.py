"""Files that are not what was sent out: each is refused, or read as far as it can be, with a sentence."""

import io
import zipfile
from datetime import datetime

import pytest

from khcn.agency_reports.models import Report
from khcn.agency_reports.workbook.domain import judgement_of
from khcn.agency_reports.workbook.layout import FUNDS, INDICATORS, SECTIONS, TASKS
from khcn.agency_reports.workbook.models import WorkbookUpload
from khcn.agency_reports.workbook.writing import HEAD
from khcn.kernel.accounts.models import Membership
from khcn.kernel.errors import DomainError, NotAllowed
from tests.agency_reports.workbook.books import Book, written
from tests.factories.agencies import AgencyFactory
from tests.factories.people import actor_for, seat
from tests.factories.reports import cycle, days_ago, report, request_for


def refusal(desk, book, **more):
    with pytest.raises(DomainError) as caught:
        desk.send(book, **more)
    return caught.value


def open_days():
    return {"due_on": days_ago(-20), "internal_due_on": days_ago(-10)}


def sentences(judged):
    return [slip.sentence for slip in judged.said.faults]


def test_the_workbook_of_another_cycle_is_told_by_name(desk):
    other = request_for(desk.agency, cycle(2025, title="Báo cáo năm 2025"), sections=["results"])
    error = refusal(desk, written(report(other)))
    assert error.code == "workbook.other_cycle"
    assert error.message.startswith("Tệp này của kỳ “Báo cáo năm 2025”, không phải kỳ “Báo cáo năm 2026”.")


def test_the_workbook_of_another_agency_is_told_by_name(desk):
    other = request_for(AgencyFactory(name="Sở Mẫu số 2"), desk.cycle, sections=["results"])
    error = refusal(desk, written(report(other)))
    assert error.code == "workbook.other_agency"
    assert error.message.startswith("Tệp này của Sở Mẫu số 2, không phải của Sở Mẫu số 1.")


def test_the_workbook_of_a_part_is_not_taken_for_the_whole(desk):
    other = request_for(desk.agency, cycle(2027, **open_days()), sections=["results"])
    part = report(other, part="Phòng A")
    error = refusal(desk, written(part), request=other)
    assert error.code == "workbook.other_part"
    assert not Report.objects.filter(request=other, part="").exists()


def test_a_file_of_another_origin_is_refused(desk):
    book = desk.book()
    del book.book["_khcn_bao_cao"]
    assert refusal(desk, book).code == "workbook.no_mark"


def test_a_mark_that_was_changed_is_refused(desk):
    book = desk.book()
    cell = book.book["_khcn_bao_cao"]["A1"]
    cell.value = cell.value[:-1] + ("A" if cell.value[-1] != "A" else "B")
    assert refusal(desk, book).code == "workbook.mark_broken"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (None, "bao-cao.xls", "workbook.kind"),
        (None, "bao-cao.ods", "workbook.kind"),
        (b"a;b", "bao-cao.csv", "workbook.kind"),
        (b"a;b", "bao-cao.xlsx", "file.mismatch"),
        (b"", "bao-cao.xlsx", "file.empty"),
        (b"PK\x03\x04rubbish", "bao-cao.xlsx", "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "bao-cao.xlsx", "file.mismatch"),
    ],
)
def test_other_kinds_and_broken_files_are_refused(desk, content, name, code):
    assert refusal(desk, desk.content if content is None else content, name=name).code == code
    assert WorkbookUpload.objects.count() == 0


def test_a_swollen_file_is_refused_before_it_is_opened(desk):
    target = io.BytesIO(desk.content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/trong.xml", bytes(80 * 1024 * 1024))
    assert refusal(desk, target.getvalue()).code == "file.bomb"


def test_a_cell_far_away_is_refused(desk):
    book = desk.book()
    book.page(TASKS).cell(900_000, 3).value = "xa"
    assert refusal(desk, book).code in ("import.too_large", "workbook.too_large")


def test_columns_may_be_moved_and_their_names_spelt_otherwise(desk):
    book = desk.book().set(desk.items["section"], text="Nội dung mới")
    sheet = book.page(SECTIONS)
    text, prompt = SECTIONS.at("text") + 1, SECTIONS.at("prompt") + 1
    sheet.cell(HEAD + 1, text).value = "NỘI  DUNG"
    for row in (HEAD + 1, HEAD + 2):
        one, other = sheet.cell(row, text), sheet.cell(row, prompt)
        one.value, other.value = other.value, one.value
    sheet.title = "Trang khác"
    assert desk.judged(book)["section"].mine == {"text": "Nội dung mới"}


def test_a_removed_column_leaves_its_answers_alone(desk):
    book = desk.book().set(desk.items["task"], text="Xong", declared="Đạt")
    book.page(TASKS).delete_cols(TASKS.at("text") + 1)
    judgement = judgement_of(desk.send(book))
    assert judgement.items[0].mine == {"declared": "met"}
    assert (
        "Trang “Nhiệm vụ” không có cột “Kết quả đạt được”; các cột đó giữ nguyên trên trang web."
        in judgement.warnings
    )


def test_a_renamed_column_is_told(desk):
    book = desk.book().set(desk.items["task"], text="Xong")
    book.page(TASKS).cell(HEAD + 1, TASKS.at("text") + 1).value = "Cột lạ"
    judgement = judgement_of(desk.send(book))
    assert judgement.items[0].mine == {}
    assert "Trang “Nhiệm vụ”: không nhận ra cột “Cột lạ” nên không đọc." in judgement.warnings


def test_without_keys_rows_are_found_by_number_code_and_name(desk):
    book = desk.book().set(desk.items["task"], text="Theo số").set(desk.items["indicator"], value=5)
    book.set(desk.items["section"], text="Theo tên")
    for page in (TASKS, INDICATORS, SECTIONS):
        book.page(page).delete_cols(1)
    found = desk.judged(book)
    assert [found[kind].mine.get(name) for kind, name in (("task", "text"), ("indicator", "value"), ("section", "text"))] == [
        "Theo số", 5, "Theo tên",
    ]  # fmt: skip


def test_a_removed_sheet_and_a_strange_row_are_told(desk):
    book = desk.book()
    del book.book[str(INDICATORS.title)]
    sheet = book.page(SECTIONS)
    sheet.cell(HEAD + 3, 1).value, sheet.cell(HEAD + 3, SECTIONS.at("text") + 1).value = "#999999", "lạ"
    assert judgement_of(desk.send(book)).warnings == [
        "Trang “Phần lời văn”, dòng 6: không rõ dòng này của mục nào trong báo cáo nên không đọc.",
        "Tệp không có trang “Chỉ số”; các mục của trang đó giữ nguyên trên trang web.",
    ]


def test_a_doubled_column_and_a_copied_sheet_are_refused(desk):
    book = desk.book()
    book.page(TASKS).cell(HEAD + 1, 20).value = "Kết quả đạt được"
    assert refusal(desk, book).code == "workbook.doubled_column"
    book = desk.book()
    book.book.copy_worksheet(book.page(TASKS))
    assert refusal(desk, book).code == "workbook.two_sheets"


def test_two_rows_of_one_item_that_differ_are_refused(desk):
    book = desk.book().set(desk.items["section"], text="Một")
    sheet = book.page(SECTIONS)
    sheet.cell(HEAD + 3, 1).value, sheet.cell(HEAD + 3, SECTIONS.at("text") + 1).value = (
        f"#{desk.items['section'].pk}",
        "Hai",
    )
    judged = desk.judged(book)["section"]
    assert (judged.verdict, sentences(judged)) == (
        "refused",
        ["Mục này có hai dòng trong trang “Phần lời văn” (dòng 6). Hãy chỉ để một dòng."],
    )


def test_merged_cells_over_several_items_are_refused(desk):
    book = desk.book().set(desk.items["task"], text="Gộp")
    row = book.cell(desk.items["task"], "text").row
    sheet = book.page(TASKS)
    sheet.merge_cells(
        start_row=row, end_row=row, start_column=TASKS.at("text") + 1, end_column=TASKS.at("value") + 1
    )
    judged = desk.judged(book)["task"]
    assert judged.verdict == "refused"
    assert sentences(judged)[0] == "Ô bị gộp (H5:I5) nên không rõ giá trị của từng mục. Hãy bỏ gộp ô."


def test_formulas_without_a_value_are_refused_and_with_one_are_taken(desk):
    judged = desk.judged(desk.book().set(desk.items["task"], value="=1+2", text="=A1"))["task"]
    assert {slip.field for slip in judged.said.faults} == {"value", "text"}
    assert sentences(judged)[0].startswith("Ô có công thức chưa được tính.")
    content = _with_formula(desk.content, desk.items["task"])
    judged = desk.judged(content)["task"]
    assert (judged.mine["value"], judged.said.faults) == (3, [])
    assert (
        judged.said.notes[0].sentence == "Ô có công thức; hệ thống lấy giá trị đã tính, không giữ công thức."
    )


def test_an_error_of_the_spreadsheet_is_not_an_empty_cell(desk):
    book = desk.book()
    cell = book.cell(desk.items["indicator"], "value")
    cell.value = "#DIV/0!"
    assert cell.data_type == "e"
    assert sentences(desk.judged(book)["indicator"]) == [
        "Ô có lỗi của Excel (như #DIV/0!, #REF!). Hãy ghi giá trị vào ô."
    ]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("tám", "“tám” không phải là số. Hãy ghi như 8,5 hoặc 1.234,5; đơn vị tính ghi ở ô bên cạnh."),
        (datetime(2026, 5, 8), "Excel đã đổi số ở ô này thành ngày, giờ (08/05/2026). Hãy định dạng ô là số rồi ghi lại."),
        ("12 mô hình", "“12 mô hình” không phải là số. Hãy ghi như 8,5 hoặc 1.234,5; đơn vị tính ghi ở ô bên cạnh."),
        (True, "“True” không phải là số. Hãy ghi như 8,5 hoặc 1.234,5; không có số liệu thì để trống."),
        (1e30, None),
    ],
)  # fmt: skip
def test_what_is_no_number_is_told_at_its_cell(desk, cell, told):
    judged = desk.judged(desk.book().set(desk.items["task"], value=cell))["task"]
    assert (judged.verdict, judged.said.faults[0].place) == ("refused", "I5")
    assert told is None or sentences(judged) == [told]


@pytest.mark.parametrize(
    ("cell", "value", "notes"),
    [("8,5", "8.5", 0), ("8.5", "8.5", 0), ("1.234,5", "1234.5", 0), ("1.234", "1234", 1), ("1,234.5", "1234.5", 1),
     (8.5, "8.5", 0), (" 12 ", "12", 0), ("12,5%", "12.5", 0)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(desk, cell, value, notes):
    judged = desk.judged(desk.book().set(desk.items["task"], value=cell))["task"]
    assert (str(judged.mine["value"].normalize()), len(judged.said.notes)) == (value, notes)


def test_choices_take_only_what_the_list_offers(desk):
    book = desk.book().set(desk.items["task"], declared="khá", nothing="có lẽ", level="BỘ, NGÀNH TRUNG ƯƠNG")
    judged = desk.judged(book)["task"]
    assert [slip.field for slip in judged.said.faults] == ["nothing", "declared"]
    assert judged.said.values["level"] == "ministry"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"planned": 5}, "origin"),
        ({"origin": "Nguồn lạ", "planned": 5}, "origin"),
        ({"origin": "Nguồn hợp pháp khác", "planned": -5}, "planned"),
        ({"origin": "Nguồn hợp pháp khác", "planned": 1.5}, "planned"),
        ({"origin": "Nguồn hợp pháp khác", "settled": "nhiều"}, "settled"),
    ],
)
def test_money_that_cannot_be_kept_is_told_at_its_line(desk, line, field):
    judged = desk.judged(desk.book().money(desk.items["task"], 1, **line))["task"]
    assert [(slip.field, slip.row) for slip in judged.said.faults] == [(field, 1)]


def test_money_without_one_of_its_columns_is_not_read(desk):
    book = desk.book().money(desk.items["task"], 0, origin="Nguồn hợp pháp khác", planned=5)
    book.page(FUNDS).delete_cols(FUNDS.at("settled") + 1)
    assert desk.judged(book)["task"].mine == {}


def test_a_share_must_be_what_its_parts_give(desk):
    judged = desk.judged(desk.book().set(desk.items["indicator"], numerator=3))["indicator"]
    assert sentences(judged) == ["Hãy ghi cả tử số và mẫu số, hoặc bỏ trống cả hai."]
    judged = desk.judged(desk.book().set(desk.items["indicator"], numerator=3, denominator=4, value=80))[
        "indicator"
    ]
    assert judged.said.faults[0].field == "value"
    judged = desk.judged(desk.book().set(desk.items["indicator"], numerator=3, denominator=0))["indicator"]
    assert sentences(judged) == ["Mẫu số bằng 0 thì không tính được tỷ lệ."]


def test_who_is_no_longer_of_the_agency_sends_nothing(desk):
    person = seat("reporter", desk.agency)
    Membership.objects.filter(user=person).update(valid_from=days_ago(30), valid_to=days_ago(1))
    with pytest.raises(NotAllowed) as caught:
        desk.send(desk.content, by=actor_for(person))
    assert caught.value.message.startswith("Vai trò của bạn tại Sở Mẫu số 1 đã kết thúc ngày ")


@pytest.mark.parametrize("state", ["checking", "sent", "accepted"])
def test_a_report_that_is_not_a_draft_takes_no_file(desk, state):
    other = request_for(desk.agency, cycle(2027, **open_days()), sections=["results"])
    content = written(report(other, state))
    assert refusal(desk, content, request=other).code == f"report.{state}"


def _with_formula(content: bytes, item) -> bytes:
    """The file as Excel saves it: a formula together with the value it worked out."""
    place = Book(content).cell(item, "value").coordinate
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            told = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                before, rest = told.split(f'<c r="{place}"'.encode(), 1)
                style, rest = rest.split(b"/>", 1)
                told = before + f'<c r="{place}"'.encode() + style + b"><f>1+2</f><v>3</v></c>" + rest
            archive.writestr(name, told)
    return target.getvalue()
