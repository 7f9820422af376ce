"""`khcn indicators assess`: files in, files out."""

import json

import pytest
from django.core.management import call_command

from khcn.indicators.command_line.assess import run
from khcn.kernel.errors import DomainError

SPENDING = {
    "id": "T6",
    "points": [[2021, 0.2], [2024, 0.35]],
    "direction": "up",
    "base_year": 2021,
    "target": 1.5,
    "target_year": 2030,
    "limit": None,
    "bounds": [0, 100],
}


def call(tmp_path, given, method):
    source, told = tmp_path / "vao.json", tmp_path / "ra.json"
    source.write_text(json.dumps(given), encoding="utf-8")
    call_command("indicators", "assess", f"--input={source}", f"--output={told}", f"--method={method}")
    return json.loads(told.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("method", "status", "ratio"), [("linear", "limited", 0.35), ("cagr", "moderate", 0.82)]
)
def test_share_of_spending_is_rated_from_file_to_file(tmp_path, method, status, ratio):
    (told,) = call(tmp_path, {"series": [SPENDING]}, method)["results"]
    assert (told["id"], told["status"], round(told["value"], 2)) == ("T6", status, ratio)


def test_identity_is_given_back_as_it_came(tmp_path):
    names = ["Chỉ tiêu số 1", 7, "\ud800", 10**30]
    told = call(tmp_path, {"series": [{**SPENDING, "id": name} for name in names]}, "cagr")["results"]
    assert [result["id"] for result in told] == ["Chỉ tiêu số 1", 7, None, 10**30]


def test_malformed_entry_stands_between_good_ones(tmp_path):
    told = call(
        tmp_path, {"series": [SPENDING, {"id": "X", "points": [[2020, float("nan")]]}, SPENDING]}, "linear"
    )
    assert [result["status"] for result in told["results"]] == ["limited", "not_available", "limited"]


@pytest.mark.parametrize("given", [[], {}, {"series": {}}, {"series": None}, "series", 3, None])
def test_file_of_another_shape_is_refused_with_a_sentence(given):
    with pytest.raises(DomainError) as refusal:
        run(given, {"method": "linear"})
    assert refusal.value.code == "assess.no_series"


def test_file_of_another_shape_ends_with_one(tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        call(tmp_path, {"rows": []}, "linear")
    assert end.value.code == 1
    assert "“series”" in capsys.readouterr().err
