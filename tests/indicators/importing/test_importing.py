from datetime import date
from decimal import Decimal

import pytest

from khcn.indicators.entering import correct_value, record_value
from khcn.indicators.importing.domain import Said, apply_figures, discard_figures, receive_figures
from khcn.indicators.importing.models import FigureImport
from khcn.indicators.models import Observation
from khcn.kernel.errors import DomainError, NotAllowed
from tests.factories.indicators import commune, indicator, observation, told
from tests.indicators.importing.files import HEADER, csv_of, json_of, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
SAID = Said(source_note="Niên giám mẫu 2024")


@pytest.fixture
def growth(hands):
    return indicator("tang-truong", name="Tăng trưởng mẫu", owner=hands.owner)


@pytest.fixture
def share(hands):
    return indicator("ty-le", name="Tỷ lệ mẫu", owner=hands.owner, kind="share")


def take(content, by, name="tep.xlsx", said=SAID):
    return receive_figures(content=content, name=name, said=said, by=by)


def sheet(by, *lines, said=SAID):
    return take(workbook(HEADER, *lines), by, said=said)


def verdicts(batch):
    return list(batch.rows.values_list("verdict", flat=True))


def faults(batch):
    return [error for row in batch.rows.all() for error in row.errors]


def stored(**where):
    rows = Observation.objects.filter(current=True, **where).order_by(
        "indicator__code", "last_day", "territory"
    )
    return [(row.indicator.code, row.year, row.value) for row in rows]


def test_good_rows_become_drafts_with_their_origin_and_source(hands, growth, share):
    batch = sheet(hands.clerk, ("tang-truong", 2023, None, "8,5"), ("ty-le", 2024, None, None, 30, 120))
    assert verdicts(batch) == ["new", "new"]
    assert not Observation.objects.exists()
    batch = apply_figures(batch, mode="all", by=hands.clerk)
    assert batch.state == "done"
    assert stored() == [("tang-truong", 2023, Decimal("8.5")), ("ty-le", 2024, Decimal(25))]
    row = Observation.objects.first()
    assert (row.state, row.origin, row.vintage, row.source_note) == (
        "draft",
        "import",
        "final",
        "Niên giám mẫu 2024",
    )


def test_the_same_file_twice_changes_nothing(hands, growth):
    lines = (("tang-truong", 2023, None, "8,5"), ("tang-truong", 2024, None, "1.234,5"))
    apply_figures(sheet(hands.clerk, *lines), mode="all", by=hands.clerk)
    again = sheet(hands.clerk, *lines)
    assert verdicts(again) == ["unchanged", "unchanged"]
    with pytest.raises(DomainError) as refusal:
        apply_figures(again, mode="all", by=hands.clerk)
    assert refusal.value.code == "figures.nothing"
    assert Observation.objects.count() == 2


def test_applied_twice_it_is_written_once(hands, growth):
    batch = sheet(hands.clerk, ("tang-truong", 2023, None, 1))
    apply_figures(batch, mode="all", by=hands.clerk)
    apply_figures(batch, mode="all", by=hands.clerk)
    assert Observation.objects.count() == 1


def test_missing_is_not_zero(hands, growth):
    batch = sheet(
        hands.clerk,
        ("tang-truong", 2020, None, 0), ("tang-truong", 2021, None, "-"), ("tang-truong", 2022, None, None), ("tang-truong", 2023, None, "…"),
    )  # fmt: skip
    assert (verdicts(batch), batch.blank) == (["new"], 3)
    apply_figures(batch, mode="all", by=hands.clerk)
    assert stored() == [("tang-truong", 2020, Decimal(0))]


def test_a_file_of_dashes_tells_that_it_holds_no_figure(hands, growth):
    batch = sheet(hands.clerk, ("tang-truong", 2021, None, "-"))
    assert (batch.state, batch.message) == ("failed", "Tệp không có số nào dưới hàng tiêu đề.")


def test_each_fault_stands_at_its_column(hands, growth, share):
    batch = sheet(
        hands.clerk,
        ("tang-truong", 2023, None, "chừng 5"), ("tang-truogn", 2023, None, 5), ("ty-le", 2023, None, 120), ("tang-truong", 2027, None, 5),
        ("tang-truong", "hai nghìn", None, 5), ("tang-truong", 2023, "Xã Không Có", 5), ("ty-le", 2023, None, 30, 30, 120), ("ty-le", 2022, None, None, 3, 0),
        ("tang-truong", 2022, None, 5, None, None, "gần đúng"),
    )  # fmt: skip
    assert [error["column"] for error in faults(batch)] == [
        "Giá trị", "Mã chỉ số", "Giá trị", "Năm", "Năm", "Địa bàn", "Giá trị", "Mẫu số", "Mức độ chính thức",
    ]  # fmt: skip
    messages = [error["message"] for error in faults(batch)]
    assert "Gần giống: tang-truong (Tăng trưởng mẫu)." in messages[1]
    assert "lớn hơn mức cao nhất" in messages[2]
    assert set(verdicts(batch)) == {"refused"}


def test_a_share_without_parts_is_marked_and_not_refused(hands, share):
    batch = sheet(hands.clerk, ("ty-le", 2023, None, 0.125), ("ty-le", 2024, None, None, 1, 4))
    assert verdicts(batch) == ["new", "new"]
    marks = [row.marks for row in batch.rows.all()]
    assert [len(one) for one in marks] == [2, 0]
    assert "hãy ghi 12,5" in marks[0][1]


def test_doubles_in_the_file_are_refused_and_contradictions_both(hands, growth):
    batch = sheet(
        hands.clerk,
        ("tang-truong", 2022, None, 1), ("tang-truong", 2022, None, 1), ("tang-truong", 2023, None, 1), ("tang-truong", "2023", None, 2),
    )  # fmt: skip
    assert verdicts(batch) == ["new", "refused", "refused", "refused"]
    assert "D2" in faults(batch)[0]["message"]


def test_all_or_nothing_asks_for_a_sound_file_and_good_rows_go_alone(hands, growth):
    batch = sheet(hands.clerk, ("tang-truong", 2022, None, 1), ("tang-truong", 2023, None, "sai"))
    with pytest.raises(DomainError) as refusal:
        apply_figures(batch, mode="all", by=hands.clerk)
    assert refusal.value.code == "figures.refused_rows"
    assert not Observation.objects.exists()
    batch = apply_figures(batch, mode="good", by=hands.clerk)
    assert (batch.state, stored()) == ("done", [("tang-truong", 2022, Decimal(1))])


def test_correction_needs_a_reason_and_the_figure_before_keeps_its_place(hands, growth):
    old = observation(growth, 2023, 5, "published")
    batch = sheet(hands.clerk, ("tang-truong", 2023, None, 6))
    row = batch.rows.get()
    assert (row.verdict, row.before, row.shown) == ("changed", "5", "6")
    with pytest.raises(DomainError) as refusal:
        apply_figures(batch, mode="all", by=hands.clerk)
    assert refusal.value.code == "figures.reason_missing"
    apply_figures(batch, mode="all", by=hands.clerk, reason="Niên giám sửa số")
    new = Observation.objects.get(current=True)
    assert (new.value, new.replaces, new.reason, new.origin, new.state) == (
        6,
        old,
        "Niên giám sửa số",
        "import",
        "draft",
    )


def test_what_somebody_told_meanwhile_gives_everything_back(hands, growth):
    batch = sheet(hands.clerk, ("tang-truong", 2022, None, 1), ("tang-truong", 2023, None, 2))
    record_value(indicator=growth, told=told(growth, 2023, 9), by=hands.clerk)
    batch = apply_figures(batch, mode="all", by=hands.clerk)
    assert (batch.state, batch.counts["refused"]) == ("ready", 1)
    assert stored() == [("tang-truong", 2023, Decimal(9))]
    batch = apply_figures(batch, mode="good", by=hands.clerk)
    assert (batch.state, stored()) == (
        "done",
        [("tang-truong", 2022, Decimal(1)), ("tang-truong", 2023, Decimal(9))],
    )


def test_what_was_corrected_meanwhile_is_not_corrected_over(hands, growth):
    old = observation(growth, 2023, 5)
    batch = sheet(hands.clerk, ("tang-truong", 2023, None, 6))
    correct_value(observation=old, told=told(growth, 2023, 7), reason="x", by=hands.clerk)
    batch = apply_figures(batch, mode="good", by=hands.clerk, reason="y")
    assert (verdicts(batch), stored()) == (["refused"], [("tang-truong", 2023, Decimal(7))])


def test_who_may_confirm_can_tick_it_and_others_cannot(hands, growth):
    batch = sheet(hands.clerk, ("tang-truong", 2022, None, 1), ("tang-truong", 2023, None, 2))
    with pytest.raises(DomainError) as refusal:
        apply_figures(batch, mode="all", by=hands.clerk, confirm=True)
    assert refusal.value.code == "figures.may_not_confirm"
    apply_figures(sheet(hands.approver, ("tang-truong", 2022, None, 1), ("tang-truong", 2023, None, 2)), mode="all", by=hands.approver, confirm=True)  # fmt: skip
    assert {row.state for row in Observation.objects.all()} == {"confirmed"}
    assert {row.confirmed_by_id for row in Observation.objects.all()} == {hands.approver.user_id}


def test_figures_of_others_are_refused_row_by_row(hands, growth):
    batch = sheet(hands.stranger, ("tang-truong", 2023, None, 1))
    assert faults(batch)[0]["message"] == "Bạn không được ghi số liệu của chỉ số này."
    with pytest.raises(NotAllowed):
        apply_figures(sheet(hands.clerk, ("tang-truong", 2023, None, 1)), mode="all", by=hands.stranger)
    with pytest.raises(NotAllowed):
        sheet(hands.leader, ("tang-truong", 2023, None, 1))


def test_wide_table_of_indicators_with_vintages_in_the_heads(hands, growth, share):
    file = workbook(("BẢNG SỐ LIỆU MẪU",), ("Chỉ tiêu", "2022", 2023, "Sơ bộ 2024"), ("Tăng trưởng mẫu", 5, "-", "6,5"), ("ty-le", 10, 11, None))  # fmt: skip
    batch = take(file, hands.clerk)
    assert (batch.layout, batch.blank, verdicts(batch)) == ("wide", 2, ["new"] * 4)
    apply_figures(batch, mode="all", by=hands.clerk)
    assert {(row.indicator.code, row.year, row.vintage) for row in Observation.objects.all()} == {
        ("tang-truong", 2022, "final"), ("tang-truong", 2024, "preliminary"), ("ty-le", 2022, "final"), ("ty-le", 2023, "final"),
    }  # fmt: skip


def test_wide_table_of_territories_for_one_indicator(hands, growth):
    one, two = commune(), commune("xa-mau-2", name="Xã Mẫu số 2", official_code="99002")
    file = workbook(("Xã", "2023", "2024"), ("Xã Mẫu số 1", 1, 2), ("99002", 3, 4))
    batch = take(file, hands.clerk, said=Said("Báo cáo mẫu", indicator=growth))
    apply_figures(batch, mode="all", by=hands.clerk)
    told = {(row.territory, row.year): int(row.value) for row in Observation.objects.all()}
    assert told == {(one, 2023): 1, (one, 2024): 2, (two, 2023): 3, (two, 2024): 4}


def test_territories_by_code_name_and_official_code_without_its_zero(hands, growth):
    unit = commune("xa-mau-3", name="Xã Mẫu số 3", official_code="00123")
    cells = ("xa-mau-3", "XÃ MẪU SỐ 3", "mẫu số 3", "00123", 123)
    lines = [("tang-truong", 2015 + at, cell, 1) for at, cell in enumerate(cells)]
    batch = sheet(hands.clerk, *lines)
    assert {row.values["territory"] for row in batch.rows.all()} == {unit.pk}


def test_of_units_with_one_name_that_of_the_day_is_taken(hands, growth):
    old = commune("xa-cu", name="Xã Đổi", official_code="99010", valid_to=date(2024, 6, 30))
    new = commune("xa-moi", name="Xã Đổi", official_code="99011", valid_from=date(2024, 7, 1))
    batch = sheet(hands.clerk, ("tang-truong", 2023, "Xã Đổi", 1), ("tang-truong", 2024, "Xã Đổi", 1))
    assert [row.values["territory"] for row in batch.rows.all()] == [old.pk, new.pk]


def test_sdmx_csv_one_and_two(hands, growth):
    money = indicator("chi-khcn", owner=hands.owner, unit="tỷ đồng")
    first = csv_of(
        ("DATAFLOW", "INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "UNIT_MULT"),
        ("VN:KHCN(1.0)", "CHI_KHCN", "98", "2023", "1234.5", "A", "VND", "6"),
        ("VN:KHCN(1.0)", "TANG_TRUONG", "TINH_MAU", "2024-Q1", "5.125", "P", "", ""),
        ("VN:KHCN(1.0)", "TANG_TRUONG", "98", "2024", "", "M", "", ""),
        ("VN:KHCN(1.0)", "TANG_TRUONG", "98", "2025", "7", "F", "", ""),
    )  # fmt: skip
    batch = take(first, hands.clerk, "tep.csv")
    assert (batch.layout, verdicts(batch), batch.blank) == ("sdmx", ["new", "new", "refused"], 1)
    apply_figures(batch, mode="good", by=hands.clerk)
    told = {
        row.indicator_id: (row.value, row.vintage, str(row.first_day)) for row in Observation.objects.all()
    }
    assert told == {
        money.pk: (Decimal("1.2345"), "final", "2023-01-01"),
        growth.pk: (Decimal("5.125"), "preliminary", "2024-01-01"),
    }
    second = csv_of(
        ("STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR: Indicator", "REF_AREA: Area", "TIME_PERIOD: Time", "OBS_VALUE: Value", "OBS_STATUS: Status"),
        ("dataflow", "VN:KHCN(1.0)", "I", "TANG_TRUONG: Tăng trưởng", "98: Tỉnh Mẫu", "2024-S1", "1.234", "E: Estimated"),
        ("dataflow", "VN:KHCN(1.0)", "D", "TANG_TRUONG: Tăng trưởng", "98: Tỉnh Mẫu", "2023", "1", "A: Normal"),
    )  # fmt: skip
    batch = take(second, hands.clerk, "tep.csv")
    assert verdicts(batch) == ["new", "refused"]
    assert Decimal(batch.rows.first().values["value"]) == Decimal("1.234")


def test_json_of_objects(hands, growth):
    rows = {"observations": [{"indicator": "tang-truong", "year": 2023, "value": 8.5}, {"indicator": "tang-truong", "year": 2024, "value": None}]}  # fmt: skip
    batch = take(json_of(rows), hands.clerk, "tep.json")
    assert (verdicts(batch), batch.blank) == (["new"], 1)
    broken = take(json_of("chỉ là chữ"), hands.clerk, "tep.json")
    assert (broken.state, broken.rows.count()) == ("failed", 0)


def test_wrong_multiplier_is_refused_at_its_cell_and_leaps_are_marked(hands):
    money = indicator("chi-khcn", owner=hands.owner, unit="tỷ đồng")
    observation(money, 2022, 80)
    file = workbook(("Mã chỉ số", "Năm", "Giá trị", "Đơn vị tính"), ("chi-khcn", 2023, 85000, "triệu đồng"), ("chi-khcn", 2024, 85000, "tỷ đồng"))  # fmt: skip
    batch = take(file, hands.clerk)
    assert verdicts(batch) == ["refused", "new"]
    assert faults(batch)[0]["column"] == "Đơn vị tính"
    assert "1.000 lần" in faults(batch)[0]["message"]
    assert batch.rows.last().marks == ["Khác hẳn số năm 2022 (80). Hãy kiểm tra đơn vị tính."]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (csv_of(("Họ tên", "Ngày sinh"), ("Người Mẫu", "1990")), "tep.csv"),
        (csv_of(("Mã chỉ số", "Năm", "Năm", "Giá trị"), ("a", "1", "2", "3")), "tep.csv"),
    ],
)
def test_what_is_no_table_of_figures_says_so(hands, growth, content, name):
    content.seek(0)
    batch = take(content, hands.clerk, name)
    assert batch.state == "failed"
    assert batch.message


def test_given_up_files_forget_their_rows(hands, growth):
    batch = discard_figures(sheet(hands.clerk, ("tang-truong", 2023, None, 1)), by=hands.clerk)
    assert (batch.state, batch.rows.count()) == ("discarded", 0)
    with pytest.raises(DomainError):
        apply_figures(batch, mode="all", by=hands.clerk)


def test_queries_do_not_grow_with_rows(hands, growth, django_assert_max_num_queries):
    lines = [("tang-truong", year, None, year) for year in range(1960, 2025)]
    with django_assert_max_num_queries(30):
        sheet(hands.clerk, *lines)
    assert FigureImport.objects.get().counts["new"] == 65
