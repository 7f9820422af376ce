"""Rules are read from files, checked with file and code, and leave the edits of people alone."""

from datetime import date

import pytest

from khcn.kernel.duties.checks import check_rules
from khcn.kernel.duties.domain import edit_rule
from khcn.kernel.duties.files import read_rules
from khcn.kernel.duties.loading import load_rules
from khcn.kernel.duties.models import DutyRule
from khcn.kernel.packs.errors import PackError
from tests.factories import AgencyFactory, actor_for, seat

RULE = """
rules:
  - code: mau.gia-han
    register: to-chuc
    name: Nộp hồ sơ gia hạn
    event: before
    field: valid_to
    amount: 30
    unit: days
    legal_basis: "Quy định mẫu"
    valid_from: 2022-06-01
"""
YEARLY = "rules: [{code: mau.bao-cao, register: to-chuc, name: Báo cáo, event: yearly, month: 3, day: 31}]"


@pytest.fixture
def write(tmp_path):
    def put(text, folder="mau"):
        (tmp_path / folder).mkdir(exist_ok=True)
        path = tmp_path / folder / "obligations.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return put


def test_rules_of_the_house_are_sound():
    assert check_rules() == []


def test_rule_is_read_with_its_usual_values(write):
    assert read_rules([write(RULE)])["mau.gia-han"] == {
        "register": "to-chuc", "name": "Nộp hồ sơ gia hạn", "event": "before", "field": "valid_to",
        "standings": ["active"], "month": None, "day": None, "amount": 30, "unit": "days", "alert_days": [30, 7],
        "legal_basis": "Quy định mẫu", "note": "", "confirmation": "to_confirm", "valid_from": date(2022, 6, 1),
        "valid_to": None, "active": True, "done_field": "", "only": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("event: before", "event: sometime", "mau.gia-han event", "không có trong danh sách"),
        ("unit: days", "units: days", "mau.gia-han", "“units”"),
        ("    unit: days\n", "", "mau.gia-han", "cần “unit”"),
        ("    amount: 30\n", "", "mau.gia-han", "cần “amount”"),
        ("    field: valid_to\n", "", "mau.gia-han", "cần “field”"),
        ("field: valid_to", "field: valid_until", "mau.gia-han", "không có trường “valid_until”"),
        ("field: valid_to", "field: name", "mau.gia-han", "không phải là ngày"),
        ("field: valid_to", "field: updated_at", "mau.gia-han", "không phải là ngày"),
        ("register: to-chuc", "register: so-la", "mau.gia-han", "không có sổ “so-la”"),
        ("2022-06-01", "2022-06-31", "mau.gia-han valid_from", "2022-06-31"),
        (
            "    valid_from: 2022-06-01",
            "    valid_from: 2022-06-01\n    valid_to: 2021-01-01",
            "mau.gia-han",
            "valid_to",
        ),
        ("code: mau.gia-han", "code: Mã Sai", "Mã Sai code", "khuôn dạng"),
    ],
)
def test_mistake_is_told_with_file_and_rule(write, old, new, place, words):
    assert old in RULE
    with pytest.raises(PackError) as refusal:
        read_rules([write(RULE.replace(old, new))])
    problem = refusal.value.problems[0]
    assert (problem.file, problem.place) == ("mau/obligations.yaml", place)
    assert words in problem.message


def test_yearly_rule_needs_its_day(write):
    with pytest.raises(PackError, match="“month” và “day”"):
        read_rules([write(YEARLY.replace(", day: 31", ""))])


def test_one_code_in_two_folders_is_refused(write):
    with pytest.raises(PackError, match="đã dùng"):
        read_rules([write(RULE), write(RULE, "khac")])


def test_pack_has_the_last_word(write, settings, tmp_path):
    settings.KHCN_PACK = tmp_path / "goi"
    found = read_rules([write(RULE), write(RULE.replace("amount: 30", "amount: 45"), "goi")])
    assert found["mau.gia-han"]["amount"] == 45


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_keeps_what_people_edited(write):
    path = write(RULE)
    assert load_rules([path]) == 1
    assert load_rules([path]) == 1
    rule = DutyRule.objects.get()
    assert rule.history.count() == 1
    by = actor_for(seat("coordinator", AgencyFactory()))
    edit_rule(rule=rule, values={"amount": 60, "confirmation": "confirmed"}, by=by)
    load_rules([path])
    rule.refresh_from_db()
    assert (rule.amount, rule.confirmation) == (60, "confirmed")


@pytest.mark.django_db
def test_file_that_changed_changes_the_rule_and_one_that_went_ends_it(write):
    load_rules([write(RULE)])
    load_rules([write(RULE.replace("amount: 30", "amount: 45"))])
    assert DutyRule.objects.get().amount == 45
    load_rules([write(YEARLY)])
    assert dict(DutyRule.objects.values_list("code", "active")) == {"mau.gia-han": False, "mau.bao-cao": True}
