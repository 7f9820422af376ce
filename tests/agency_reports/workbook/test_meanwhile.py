"""The file and the web have both moved on: nothing is overwritten unseen."""

import io

import pytest

from khcn.agency_reports.filling import save_answer
from khcn.agency_reports.handing_in import return_report, send_report
from khcn.agency_reports.models import Report
from khcn.agency_reports.workbook.domain import apply_workbook, judgement_of
from khcn.agency_reports.workbook.marked import write_marked
from khcn.kernel.errors import DomainError
from tests.agency_reports.workbook.books import Book, written


def web(desk, kind, revision=0, **values):
    return save_answer(
        report=desk.report, item=desk.items[kind], values=values, seen_revision=revision, by=desk.approver
    )


def marked(upload):
    target = io.BytesIO()
    write_marked(judgement_of(upload), target)
    return Book(target.getvalue())


def test_what_changed_on_the_web_in_other_fields_stays(desk):
    upload = desk.send(desk.book().set(desk.items["task"], text="Từ tệp"))
    web(desk, "task", declared="met")
    (judged,) = judgement_of(upload).of("changed")
    assert (judged.mine, judged.theirs) == ({"text": "Từ tệp"}, {"declared": "met"})
    desk.take(upload)
    answer = desk.answer("task")
    assert (answer.text, answer.declared) == ("Từ tệp", "met")


def test_the_same_field_changed_on_both_sides_waits_for_a_choice(desk):
    web(desk, "section", text="Trên web")
    upload = desk.send(desk.book().set(desk.items["section"], text="Từ tệp"))
    (judged,) = judgement_of(upload).of("conflict")
    assert (judged.clashing, judged.now["text"], judged.mine["text"]) == (["text"], "Trên web", "Từ tệp")
    kept = desk.take(upload)
    assert (kept.saved, kept.left[0][1], desk.answer("section").text) == (
        [],
        "Giữ nội dung trên trang web.",
        "Trên web",
    )
    assert len(desk.take(upload, desk.items["section"]).saved) == 1
    assert desk.answer("section").text == "Từ tệp"


def test_both_sides_saying_the_same_is_no_conflict(desk):
    web(desk, "section", text="Như nhau")
    upload = desk.send(desk.book().set(desk.items["section"], text="Như nhau"))
    assert judgement_of(upload).counts["unchanged"] == 3


def test_what_moved_on_after_the_look_is_not_overwritten(desk):
    book = desk.book().set(desk.items["section"], text="Từ tệp").set(desk.items["task"], text="Tốt")
    upload = desk.send(book)
    seen = desk.seen(upload)
    web(desk, "section", explanation="Vừa ghi")
    done = apply_workbook(upload, seen=seen, by=desk.clerk)
    assert [one.line.item for one in done.saved] == [desk.items["task"]]
    assert done.left[0][1].endswith(
        "vừa lưu mục này trước bạn. Hãy chọn giữ bản nào, hoặc gộp hai bản rồi lưu lại."
    )
    assert desk.answer("section").text == ""


def test_two_uploads_at_once_lose_nothing(desk):
    one = desk.send(desk.book().set(desk.items["section"], text="Người thứ nhất"), by=desk.clerk)
    two = desk.send(desk.book().set(desk.items["section"], text="Người thứ hai"), by=desk.approver)
    first, second = desk.seen(one), desk.seen(two)
    apply_workbook(one, seen=first, by=desk.clerk)
    done = apply_workbook(two, seen=second, by=desk.approver)
    assert (done.saved, desk.answer("section").text) == ([], "Người thứ nhất")
    assert judgement_of(two).counts["conflict"] == 1


def test_an_item_that_was_not_on_the_screen_is_not_written(desk):
    upload = desk.send(desk.book().set(desk.items["section"], text="Từ tệp"))
    assert apply_workbook(upload, seen={}, by=desk.clerk).saved == []


def test_the_good_items_are_written_and_the_bad_ones_left(desk):
    book = desk.book().set(desk.items["section"], text="Tốt").set(desk.items["task"], text="Tốt", value="tám")
    done = desk.take(desk.send(book))
    assert [one.line.item for one in done.saved] == [desk.items["section"]]
    assert desk.answer("task").text == ""


def test_a_report_sent_after_the_upload_takes_nothing(desk):
    upload = desk.send(desk.book().set(desk.items["section"], text="Muộn"))
    Report.objects.filter(pk=desk.report.pk).update(state="checking")
    with pytest.raises(DomainError) as caught:
        apply_workbook(upload, seen=desk.seen(upload), by=desk.clerk)
    assert caught.value.code == "report.checking"


def test_a_workbook_of_the_version_before_still_serves_the_next(desk):
    web(desk, "task", declared="met", text="Xong")
    web(desk, "indicator", nothing=True, explanation="Chưa điều tra")
    web(desk, "section", text="Đủ")
    content = written(desk.report)
    send_report(report=desk.report, by=desk.approver)
    draft = return_report(report=desk.report, note="Bổ sung", by=desk.coordinator)
    upload = desk.send(Book(content).set(desk.items["section"], text="Đủ hơn"))
    judgement = judgement_of(upload)
    assert (upload.report, judgement.items[2].mine) == (draft, {"text": "Đủ hơn"})
    assert judgement.warnings == ["Tệp được tải về từ bản 1; báo cáo nay là bản 2. Hãy xem kỹ từng thay đổi."]


def test_the_same_checks_as_on_the_page_speak_before_anything_is_saved(desk):
    upload = desk.send(desk.book().set(desk.items["task"], declared="met", obstacle="Thiếu vốn"))
    judged = judgement_of(upload).items[0]
    assert {(one.field, one.code) for one in judged.problems} == {
        ("text", "missing"),
        ("proposal", "half"),
        ("level", "half"),
    }
    assert desk.answer("task").obstacle == ""


def test_the_returned_file_tells_each_fault_beside_its_cell(desk):
    web(desk, "section", text="Trên web")
    book = (
        desk.book()
        .set(desk.items["task"], value="tám", declared="Đạt")
        .set(desk.items["section"], text="Từ tệp")
    )
    book.money(desk.items["task"], 2, origin="Nguồn hợp pháp khác", planned="nhiều")
    back = marked(desk.send(book))
    cell = back.cell(desk.items["task"], "value")
    assert (cell.value, cell.fill.fgColor.rgb) == ("tám", "FFF8D7DA")
    assert cell.comment.text.startswith("“tám” không phải là số.")
    assert "“tám” không phải là số." in back.cell(desk.items["task"], "note").value
    from khcn.agency_reports.workbook.layout import FUNDS

    money = back.cell(desk.items["task"], "planned", FUNDS, 2)
    assert (money.value, money.comment.text[:12]) == ("nhiều", "“nhiều” chưa")
    assert back.cell(desk.items["section"], "text").comment.text == "Trên trang web nay là: Trên web"


def test_the_returned_file_is_corrected_and_comes_in_again(desk):
    book = (
        desk.book()
        .set(desk.items["task"], value="tám", unit="ha", text="Xong")
        .set(desk.items["section"], text="Tốt")
    )
    upload = desk.send(book)
    desk.take(upload)
    again = desk.send(marked(upload).set(desk.items["task"], value=8))
    assert [one.line.item.kind for one in desk.take(again).saved] == ["task"]
    assert (desk.answer("task").value, desk.answer("task").text, desk.answer("section").text) == (
        8,
        "Xong",
        "Tốt",
    )


def test_what_was_not_marked_keeps_what_the_file_said(desk):
    upload = desk.send(desk.book().set(desk.items["task"], value="tám", text="Xong"))
    assert marked(upload).cell(desk.items["task"], "text").value == "Xong"
