"""From a file to the register: what is new, changed, unchanged, refused, and what is then written."""

from datetime import date
from io import BytesIO

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.register_io import domain
from khcn.kernel.register_io.domain import apply_batch, discard_batch, receive_file
from khcn.kernel.register_io.models import ImportRow
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, withdraw_record
from khcn.kernel.registers.export import write_export
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.rules import Level
from khcn.kernel.registers.signals import records_saved
from khcn.registers.directory.models import Organisation, Person, ScienceField
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample, tax_code
from tests.kernel.register_io.files import workbook

pytestmark = pytest.mark.django_db
TO_CHUC, CHUYEN_GIA = registers.get("to-chuc"), registers.get("chuyen-gia")
HEADER = ("Tên", "Loại hình", "Mã số thuế", "Số lao động")
TEA = ("Hợp tác xã Chè Mẫu", "Hợp tác xã, liên hiệp hợp tác xã", tax_code(1), 12)
FIRM = ("Công ty Mẫu số 2", "Doanh nghiệp", tax_code(2), 30)


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def reporter():
    return actor_for(seat("reporter", AgencyFactory()))


def receive(by, *lines, register=TO_CHUC, name="tep.xlsx"):
    content = lines[0] if isinstance(lines[0], BytesIO) else workbook(*lines)
    return receive_file(register, content=content, name=name, by=by)


def told(batch):
    """(row, verdict, messages joined) of every row."""
    return [
        (row.number, row.verdict, " ".join(one["message"] for one in row.errors)) for row in batch.rows.all()
    ]


def bring(by, *lines, register=TO_CHUC, mode="all"):
    return apply_batch(receive(by, *lines, register=register), mode=mode, by=by)


def test_new_records_are_written_with_history_state_audit_and_signal(coordinator):
    heard = []
    listen = lambda **told: heard.append([one.name for one in told["records"]])  # noqa: E731
    records_saved.connect(listen)
    batch = bring(coordinator, HEADER, TEA, FIRM)
    records_saved.disconnect(listen)
    assert (batch.state, batch.counts) == ("done", {"new": 2, "changed": 0, "unchanged": 0, "refused": 0})
    tea = Organisation.objects.get(tax_code=tax_code(1))
    assert (tea.name, tea.kind, tea.employees, tea.state, tea.source) == (
        "Hợp tác xã Chè Mẫu", "cooperative", 12, "active", "file",
    )  # fmt: skip
    assert (tea.folded != "", tea.title_key, tea.standing) == (True, "hop tac xa che mau", "active")
    version = tea.history.get()
    assert (version.history_user_id, version.history_change_reason) == (
        coordinator.user_id, f"Nhập từ tệp, lần {batch.pk}",
    )  # fmt: skip
    assert StateChange.objects.filter(object_id=tea.pk, state="active", until=None).count() == 1
    assert heard == [["Hợp tác xã Chè Mẫu", "Công ty Mẫu số 2"]]
    event = Event.objects.get(action="record.import")
    assert (event.after["new"], event.after["batch"], event.after["register"]) == (2, batch.pk, "to-chuc")


def test_same_file_twice_changes_nothing(coordinator):
    bring(coordinator, HEADER, TEA, FIRM)
    again = receive(coordinator, HEADER, TEA, FIRM)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}
    with pytest.raises(DomainError) as refusal:
        apply_batch(again, mode="all", by=coordinator)
    assert refusal.value.code == "import.nothing"


def test_rows_without_any_key_are_known_again_by_their_content(coordinator):
    header = ("Họ và tên", "Chuyên ngành")
    row = ("Người Mẫu số 1", "Sinh học")
    bring(coordinator, header, row, register=CHUYEN_GIA)
    again = receive(coordinator, header, row, ("Người Mẫu số 1", "Hoá học"), register=CHUYEN_GIA)
    assert [verdict for _n, verdict, _m in told(again)] == ["unchanged", "new"]


def test_change_shows_before_and_after_and_keeps_the_other_fields(coordinator):
    add_record(
        TO_CHUC, by=coordinator,
        values={"name": TEA[0], "kind": "cooperative", "tax_code": TEA[2], "employees": 5, "leader": "Người Mẫu"},
    )  # fmt: skip
    batch = receive(coordinator, HEADER, TEA)
    row = batch.rows.get()
    assert (row.verdict, row.changes) == ("changed", [["employees", "5", "12"]])
    apply_batch(batch, mode="all", by=coordinator)
    tea = Organisation.objects.get()
    assert (tea.employees, tea.leader, tea.history.count()) == (12, "Người Mẫu", 2)
    assert tea.history.first().history_type == "~"


def test_empty_cell_keeps_and_the_word_for_clearing_takes_away(coordinator):
    values = {
        "name": TEA[0],
        "kind": "cooperative",
        "tax_code": TEA[2],
        "employees": 5,
        "leader": "Người Mẫu",
    }
    add_record(TO_CHUC, by=coordinator, values=values)
    bring(coordinator, (*HEADER, "Người đứng đầu"), (TEA[0], TEA[1], TEA[2], "", "(xoá)"))
    tea = Organisation.objects.get()
    assert (tea.employees, tea.leader) == (5, "")


def test_required_value_cannot_be_cleared(coordinator):
    add_record(TO_CHUC, by=coordinator, values={"name": TEA[0], "kind": "cooperative", "tax_code": TEA[2]})
    batch = receive(coordinator, HEADER, ("(xoá)", TEA[1], TEA[2], 1))
    assert told(batch) == [
        (2, "refused", "Cột này bắt buộc có giá trị nên không xoá được. Hãy ghi giá trị mới.")
    ]


def test_many_to_many_values_are_written_compared_and_cleared(coordinator):
    first, second = (
        ScienceField.objects.create(code=code, name=name, edition="2025")
        for code, name in (("901", "Lĩnh vực mẫu một"), ("902", "Lĩnh vực mẫu hai"))
    )
    header = ("Tên", "Loại hình", "Mã số thuế", "Lĩnh vực KH&CN")
    bring(coordinator, header, (*TEA[:3], "901; Lĩnh vực mẫu hai"))
    tea = Organisation.objects.get()
    assert {*tea.fields_of_science.all()} == {first, second}
    assert receive(coordinator, header, (*TEA[:3], "902;901")).counts["unchanged"] == 1
    bring(coordinator, header, (*TEA[:3], "902"))
    assert [*tea.fields_of_science.all()] == [second]
    bring(coordinator, header, (*TEA[:3], "(xoá)"))
    assert [*tea.fields_of_science.all()] == []


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (("", TEA[1], TEA[2], 1), "Tên", "Thiếu “Tên”, cột bắt buộc của bản ghi mới. Hãy điền rồi nhập lại."),
        (
            ("A", "Hội", TEA[2], 1), "Loại hình",
            "“Hội” không có trong danh sách. Hãy chọn một trong: ",
        ),
        (("A", "Khác", "0100109107", 1), "Mã số thuế", "Mã số thuế sai số kiểm tra."),
        (("A", "Khác", "", "mười"), "Số lao động", "“mười” không phải là số."),
        (("A", "Khác", "", "8,5"), "Số lao động", "“8,5” phải là số nguyên."),
        (("A", "Khác", "", -1), "Số lao động", "Số phải từ 0 trở lên."),
        (
            ("Trung t©m ph¸t triÓn c«ng nghÖ", "Khác", "", 1), "Tên",
            "“Trung t©m ph¸t triÓn c«ng nghÖ” dùng phông chữ cũ (TCVN3 (ABC)). Hãy chuyển sang Unicode rồi nhập lại.",
        ),
    ],
)  # fmt: skip
def test_wrong_cell_is_refused_at_its_column(coordinator, row, column, sentence):
    batch = receive(coordinator, HEADER, row)
    [error] = batch.rows.get().errors
    assert (error["column"], error["message"][: len(sentence)]) == (column, sentence)


def test_dates_in_the_wrong_order_are_refused(coordinator):
    batch = receive(
        coordinator, (*HEADER[:3], "Ngày thành lập", "Hoạt động đến hết ngày"),
        (*TEA[:3], date(2024, 5, 1), "01/02/2024"),
    )  # fmt: skip
    assert told(batch)[0][2].startswith("Ngày kết thúc 01/02/2024 trước ngày bắt đầu 01/05/2024.")


def test_condition_of_the_database_is_a_sentence_of_its_row(coordinator):
    batch = receive(
        coordinator, ("Họ và tên", "Đồng ý công khai trong danh sách chuyên gia"), ("Người Mẫu", "có"),
        register=CHUYEN_GIA,
    )  # fmt: skip
    assert told(batch) == [(2, "refused", "Hãy ghi ngày người này đồng ý.")]


def test_same_key_twice_in_a_file_names_the_first_row(coordinator):
    batch = receive(coordinator, HEADER, TEA, ("Tên khác", "Khác", TEA[2], 1))
    assert told(batch)[1] == (
        3, "refused", "Dòng này cùng “Mã số thuế” với dòng 2 của tệp. Hãy giữ lại một dòng, xoá dòng kia.",
    )  # fmt: skip


def test_weaker_key_of_an_earlier_row_is_the_same_record_unless_both_have_a_stronger_one(coordinator):
    same_name = [(TEA[0], TEA[1], code, 1) for code in (tax_code(1), tax_code(2), "")]
    batch = receive(coordinator, HEADER, *same_name)
    assert told(batch)[:2] == [(2, "new", ""), (3, "new", "")]
    assert told(batch)[2][2].startswith("Dòng này cùng “Tên”, “Loại hình” với dòng 2 của tệp.")


def test_same_content_twice_in_a_file_is_refused(coordinator):
    row = ("Người Mẫu số 1", "Sinh học")
    batch = receive(coordinator, ("Họ và tên", "Chuyên ngành"), row, row, register=CHUYEN_GIA)
    assert [verdict for _n, verdict, _m in told(batch)] == ["new", "refused"]


def test_key_of_several_records_is_ambiguous(coordinator):
    for n in (1, 2):
        add_record(
            TO_CHUC, by=coordinator, values={"name": "Trùng tên", "kind": "other", "tax_code": tax_code(n)}
        )
    batch = receive(coordinator, HEADER, ("Trùng tên", "Khác", "", 5))
    [(_number, verdict, message)] = told(batch)
    assert (verdict, message.startswith("Có nhiều bản ghi cùng “Tên”, “Loại hình”: #")) == ("refused", True)


def test_weaker_key_does_not_match_a_record_whose_stronger_key_differs(coordinator):
    add_record(
        TO_CHUC, by=coordinator, values={"name": TEA[0], "kind": "cooperative", "tax_code": tax_code(9)}
    )
    assert told(receive(coordinator, HEADER, TEA)) == [(2, "new", "")]


def test_weaker_key_fills_in_the_stronger_one(coordinator):
    add_record(TO_CHUC, by=coordinator, values={"name": TEA[0], "kind": "cooperative"})
    row = receive(coordinator, HEADER, TEA).rows.get()
    assert (row.verdict, row.changes[0]) == ("changed", ["tax_code", "", tax_code(1)])


def test_number_of_the_record_is_stronger_than_every_key(coordinator):
    old = add_record(TO_CHUC, by=coordinator, values={"name": "Tên cũ", "kind": "other"})
    batch = receive(coordinator, ("Mã bản ghi", *HEADER), (f"#{old.pk}", "Tên mới", "Khác", tax_code(3), 1))
    assert batch.rows.get().record_id == old.pk
    assert told(batch)[0][1] == "changed"


def test_unknown_number_is_refused(coordinator):
    batch = receive(coordinator, ("Mã bản ghi", *HEADER), ("#999", *TEA), ("abc", *FIRM))
    assert [(verdict, message[:27]) for _n, verdict, message in told(batch)] == [
        ("refused", "Không có bản ghi #999 trong"),
        ("refused", "Mã bản ghi “abc” không đúng"),
    ]


def test_key_of_another_record_is_refused(coordinator):
    other = add_record(TO_CHUC, by=coordinator, values={"name": "Đã có", "kind": "other", "tax_code": TEA[2]})
    mine = add_record(TO_CHUC, by=coordinator, values={"name": "Của tôi", "kind": "other"})
    batch = receive(coordinator, ("Mã bản ghi", *HEADER), (f"#{mine.pk}", "Của tôi", "Khác", TEA[2], 1))
    assert told(batch)[0][2].startswith(f"Mã số thuế “{TEA[2]}” đã có ở bản ghi #{other.pk} ")


def test_state_of_a_new_record_is_taken_and_of_a_known_one_is_refused(coordinator):
    batch = bring(coordinator, (*HEADER, "Trạng thái"), (*TEA, "Đã kết thúc"))
    tea = Organisation.objects.get()
    assert (batch.state, tea.state, tea.ended_on) == ("done", "ended", coordinator.on)
    again = receive(coordinator, (*HEADER, "Trạng thái"), (*TEA, "Đang hiệu lực"), (*FIRM, "Lạ"))
    assert [message[:42] for _n, _v, message in told(again)] == [
        "Trạng thái trong tệp là “Đang hiệu lực”, t",
        "Không có trạng thái “Lạ”. Hãy chọn một tro",
    ]


def test_withdrawn_record_is_not_changed_by_its_number(coordinator):
    tea = sample(TO_CHUC, by=coordinator)
    withdraw_record(TO_CHUC, tea, by=coordinator, reason="Nhập nhầm")
    batch = receive(coordinator, ("Mã bản ghi", "Tên"), (f"#{tea.pk}", "Tên khác"))
    assert told(batch)[0][1:] == (
        "refused",
        f"Bản ghi #{tea.pk} đã được rút khỏi sổ hoặc gộp vào bản ghi khác nên không sửa được. Hãy xoá dòng này.",
    )


def test_agency_brings_in_its_own_records_only(reporter, coordinator):
    agency = min(reporter.agencies_as("reporter"))
    foreign = sample(TO_CHUC, 5, by=coordinator)
    batch = receive(
        reporter, ("Mã bản ghi", *HEADER), ("", *TEA), (f"#{foreign.pk}", "Tên khác", "Doanh nghiệp", "", 1)
    )
    assert [verdict for _n, verdict, _m in told(batch)] == ["new", "refused"]
    apply_batch(batch, mode="good", by=reporter)
    assert Organisation.objects.get(tax_code=TEA[2]).responsible_id == agency


def test_agency_cannot_enter_records_for_another_agency(reporter):
    other = AgencyFactory(code="khac", name="Sở Khác")
    batch = receive(reporter, (*HEADER, "Cơ quan phụ trách"), (*TEA, other.code))
    assert told(batch) == [(2, "refused", "Bạn chỉ ghi được bản ghi do cơ quan của mình phụ trách.")]


def test_public_person_may_not_import():
    with pytest.raises(NotAllowed):
        receive(actor_for(seat("public")), HEADER, TEA)


def test_stranger_may_not_apply_the_import_of_another_person(coordinator, reporter):
    batch = receive(coordinator, HEADER, TEA)
    with pytest.raises(NotAllowed):
        apply_batch(batch, mode="all", by=reporter)


def test_all_or_nothing_refuses_while_a_row_is_refused(coordinator):
    batch = receive(coordinator, HEADER, TEA, ("", "", "", 1))
    with pytest.raises(DomainError) as refusal:
        apply_batch(batch, mode="all", by=coordinator)
    assert (refusal.value.code, Organisation.objects.count()) == ("import.refused_rows", 0)
    done = apply_batch(batch, mode="good", by=coordinator)
    assert (done.state, Organisation.objects.count()) == ("done", 1)


@pytest.mark.parametrize("mode", ["all", "good"])
def test_record_changed_meanwhile_is_not_overwritten(coordinator, mode):
    tea = add_record(
        TO_CHUC, by=coordinator, values={"name": TEA[0], "kind": "cooperative", "tax_code": TEA[2]}
    )
    batch = receive(coordinator, HEADER, TEA, FIRM)
    edit_record(TO_CHUC, tea, by=coordinator, values={"employees": 99})
    batch = apply_batch(batch, mode=mode, by=coordinator)
    assert Organisation.objects.get(pk=tea.pk).employees == 99
    assert told(batch)[0] == (
        2, "refused",
        f"Bản ghi #{tea.pk} đã được người khác sửa sau khi kiểm tra tệp. Hãy nhập lại tệp để so lại.",
    )  # fmt: skip
    assert (batch.state, Organisation.objects.count()) == (("ready", 1) if mode == "all" else ("done", 2))


@pytest.mark.parametrize("mode", ["all", "good"])
def test_record_added_meanwhile_is_not_added_twice(coordinator, mode):
    batch = receive(coordinator, HEADER, TEA, FIRM)
    add_record(TO_CHUC, by=coordinator, values={"name": TEA[0], "kind": "cooperative", "tax_code": TEA[2]})
    batch = apply_batch(batch, mode=mode, by=coordinator)
    assert told(batch)[0][2].startswith("Bản ghi này vừa được người khác thêm (#")
    assert Organisation.objects.count() == (1 if mode == "all" else 2)


def test_constraint_that_only_the_database_sees_refuses_its_row_alone(coordinator):
    """The tax code was taken by a record of another kind that no key of the row reaches."""
    batch = receive(coordinator, HEADER, TEA, FIRM)
    ImportRow.objects.filter(number=3).update(values={"name": "B", "kind": "other", "tax_code": TEA[2]})
    batch = apply_batch(batch, mode="good", by=coordinator)
    assert [verdict for _n, verdict, _m in told(batch)] == ["new", "refused"]
    assert told(batch)[1][2] == "Giá trị này đã có ở một bản ghi khác."


def test_right_lost_between_check_and_apply_is_noticed(reporter):
    batch = receive(reporter, HEADER, TEA)
    from dataclasses import replace

    batch = apply_batch(batch, mode="good", by=replace(reporter, seats=frozenset()))
    assert told(batch) == [(2, "refused", "Tài khoản không còn quyền thêm bản ghi vào sổ này.")]
    assert Organisation.objects.count() == 0


def test_applying_twice_writes_once(coordinator):
    batch = receive(coordinator, HEADER, TEA)
    apply_batch(batch, mode="all", by=coordinator)
    again = apply_batch(batch, mode="good", by=coordinator)
    assert (again.mode, Organisation.objects.count()) == ("all", 1)


def test_killed_writing_goes_on_where_it_stopped(coordinator, monkeypatch):
    monkeypatch.setattr(domain, "CHUNK", 1)
    batch = receive(coordinator, HEADER, TEA, FIRM)
    write, calls = domain.Writer.write, []

    def killed_the_second_time(self, rows):
        calls.append(rows[0].number)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(self, rows)

    monkeypatch.setattr(domain.Writer, "write", killed_the_second_time)
    with pytest.raises(KeyboardInterrupt):
        apply_batch(batch, mode="good", by=coordinator)
    batch.refresh_from_db()
    assert (batch.state, Organisation.objects.count()) == ("applying", 1)
    domain.write_batch(batch, by=coordinator)
    assert (batch.state, calls, Organisation.objects.count()) == ("done", [2, 3, 3], 2)
    assert Event.objects.filter(action="record.import").count() == 1


def test_checking_begun_again_gives_the_same_rows(coordinator):
    batch = receive(coordinator, HEADER, TEA, FIRM)
    first = told(batch)
    batch.state = "checking"
    batch.save()
    assert told(domain.check_batch(batch, by=coordinator)) == first


def test_discarded_import_forgets_its_rows(coordinator):
    batch = discard_batch(receive(coordinator, HEADER, TEA), by=coordinator)
    assert (batch.state, batch.rows.count()) == ("discarded", 0)
    with pytest.raises(DomainError) as refusal:
        apply_batch(batch, mode="all", by=coordinator)
    assert refusal.value.code == "import.not_ready"


def test_written_values_are_not_kept_twice(coordinator):
    batch = bring(coordinator, HEADER, TEA)
    assert [(row.values, row.applied) for row in batch.rows.all()] == [({}, True)]


@pytest.mark.parametrize("register", [TO_CHUC, CHUYEN_GIA], ids=lambda one: one.code)
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_export_comes_back_unchanged(coordinator, register, format):
    for n in range(1, 4):
        sample(register, n, by=coordinator, full=True)
    withdraw_record(register, sample(register, 4, by=coordinator), by=coordinator, reason="Nhập nhầm")
    target = BytesIO()
    write_export(register, register.model.objects.all(), target, level=Level.INTERNAL, format=format)
    target.seek(0)
    batch = receive(coordinator, target, register=register, name=f"xuat.{format}")
    assert [row for row in told(batch) if row[1] != "unchanged"] == []
    assert batch.count("unchanged") == register.model.objects.count()


def test_export_naming_a_withdrawn_organisation_comes_back_unchanged(coordinator):
    place = sample(TO_CHUC, 1, by=coordinator)
    add_record(CHUYEN_GIA, by=coordinator, values={"name": "Người Mẫu", "organisation": place})
    withdraw_record(TO_CHUC, place, by=coordinator, reason="Nhập nhầm")
    target = BytesIO()
    write_export(CHUYEN_GIA, Person.objects.all(), target, level=Level.INTERNAL, format="xlsx")
    target.seek(0)
    assert told(receive(coordinator, target, register=CHUYEN_GIA)) == [(2, "unchanged", "")]


@pytest.mark.parametrize(
    ("mode", "state", "written"), [("all", "ready", []), ("good", "done", ["Công ty Mẫu số 2"])]
)
def test_row_that_a_listener_refuses_is_refused_alone(coordinator, mode, state, written):
    def refuse_tea(records, **told):
        if any("Chè" in one.name for one in records):
            raise DomainError("Không nhận chè.", code="mau.che")

    records_saved.connect(refuse_tea)
    batch = bring(coordinator, HEADER, TEA, FIRM, mode=mode)
    records_saved.disconnect(refuse_tea)
    assert batch.state == state
    assert [one.name for one in Organisation.objects.all()] == written
    assert (2, "refused", "Không nhận chè.") in told(batch)
