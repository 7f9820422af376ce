"""An import tells nobody what they could not read on a page, and lets nobody in where the form would not."""

from dataclasses import replace
from io import BytesIO

import pytest

from khcn.kernel.register_io.domain import apply_batch
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.kernel.registers.export import write_export
from khcn.kernel.registers.rules import Level
from khcn.registers.directory.models import Organisation, Person
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import tax_code
from tests.kernel.register_io.test_domain import HEADER, TO_CHUC, receive, told

pytestmark = pytest.mark.django_db
CHUYEN_GIA = registers.get("chuyen-gia")


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def clerk():
    return actor_for(seat("reporter", AgencyFactory()))


def sentences(by, *lines, register=TO_CHUC):
    (row,) = receive(by, *lines, register=register).rows.all()
    return row.label, row.verdict, " ".join(one["message"] for one in row.errors)


def test_agency_may_not_bring_records_in_a_state_it_may_not_type(clerk, coordinator):
    lines = [("Tên", "Loại hình", "Trạng thái"), ("Công ty Mẫu", "Doanh nghiệp", "Đã kết thúc")]
    _label, verdict, sentence = sentences(clerk, *lines)
    assert (verdict, "Đã kết thúc" in sentence) == ("refused", True)
    assert sentences(coordinator, *lines)[1] == "new"


def test_namesakes_that_the_person_does_not_see_are_not_named(clerk, coordinator):
    for number in (1, 2):
        values = {
            "name": "Đơn vị Kín",
            "kind": "other",
            "tax_code": tax_code(number),
            "visibility": "internal",
        }
        add_record(TO_CHUC, by=coordinator, values=values)
    lines = [("Họ và tên", "Nơi công tác"), ("Người Mẫu", "Đơn vị Kín")]
    header = [CHUYEN_GIA.label_of("name"), CHUYEN_GIA.label_of("organisation")]
    assert tax_code(1) in sentences(coordinator, header, lines[1], register=CHUYEN_GIA)[2]
    assert "Không tìm thấy" in sentences(clerk, header, lines[1], register=CHUYEN_GIA)[2]


def test_record_that_the_person_does_not_see_is_not_there_by_number_or_key(clerk, coordinator):
    values = {"name": "Đơn vị Kín", "kind": "other", "tax_code": tax_code(1), "visibility": "internal"}
    hidden = add_record(TO_CHUC, by=coordinator, values=values)
    label, verdict, sentence = sentences(clerk, ("Mã bản ghi", "Điện thoại"), (f"#{hidden.pk}", "0900"))
    assert (label, verdict, "Không có bản ghi" in sentence) == ("", "refused", True)
    label, verdict, sentence = sentences(clerk, HEADER, ("Khác", "Doanh nghiệp", tax_code(1), 3))
    assert (label, verdict) == ("Khác", "refused")
    assert ("không chia sẻ với bạn" in sentence, "Kín" in sentence) == (True, False)


def test_guessing_an_internal_value_gives_the_same_answer_right_or_wrong(clerk, coordinator):
    person = add_record(
        CHUYEN_GIA, by=coordinator, values={"name": "Chuyên gia Mẫu", "email": "rieng@example.vn"}
    )
    header = ("Mã bản ghi", CHUYEN_GIA.label_of("email"))
    answers = {
        sentences(clerk, header, (f"#{person.pk}", guess), register=CHUYEN_GIA)[1:]
        for guess in ("rieng@example.vn", "khac@example.vn", "không phải thư")
    }
    assert len(answers) == 1
    assert (
        sentences(coordinator, header, (f"#{person.pk}", "rieng@example.vn"), register=CHUYEN_GIA)[1]
        == "unchanged"
    )


def test_what_one_may_read_of_others_comes_back_unchanged(clerk, coordinator):
    add_record(CHUYEN_GIA, by=coordinator, values={"name": "Chuyên gia Mẫu", "email": "rieng@example.vn"})
    target = BytesIO()
    write_export(CHUYEN_GIA, Person.objects.all(), target, level=Level.SHARED, format="xlsx")
    target.seek(0)
    assert told(receive(clerk, target, register=CHUYEN_GIA)) == [(2, "unchanged", "")]


@pytest.mark.parametrize("name", ["=1+1", "'=1+1", "''-x", "+84 mẫu", "'thường", "＠mẫu"])
def test_text_that_looks_like_a_formula_comes_back_from_csv_as_it_was(coordinator, name):
    record = add_record(TO_CHUC, by=coordinator, values={"name": name, "kind": "other"})
    target = BytesIO()
    write_export(TO_CHUC, Organisation.objects.all(), target, level=Level.INTERNAL, format="csv")
    text = target.getvalue().decode("utf-8-sig")
    assert not any(cell.startswith(("=", "+", "-", "@", "＠")) for cell in text.splitlines()[1].split(","))
    target.seek(0)
    batch = receive(coordinator, target, name="xuat.csv")
    assert (told(batch), record.name) == ([(2, "unchanged", "")], name)


def test_seat_lost_since_the_check_no_longer_lets_the_state_in(coordinator):
    lines = [("Tên", "Loại hình", "Trạng thái"), ("Công ty Mẫu", "Doanh nghiệp", "Đã kết thúc")]
    batch = receive(coordinator, *lines)
    now = replace(coordinator, seats=frozenset({("reporter", AgencyFactory().pk)}))
    batch = apply_batch(batch, mode="good", by=now)
    assert (batch.counts["new"], Organisation.objects.count()) == (0, 0)
