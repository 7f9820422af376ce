"""`khcn indicators forecast`: files in, files out; a bad series never stops the others."""

import json

import pytest
from django.core.management import call_command

from khcn.indicators.command_line import forecast as verb
from khcn.kernel.errors import DomainError

GOOD = {
    "id": "a",
    "points": [[2015, 10.0], [2016, 12], [2017, 13.5], [2018, 13], [2019, 15], [2020, 17], [2021, None]],
    "bounds": [0, 100],
    "target": 30,
    "target_year": 2030,
}


def told_of(*series, **options):
    return verb.run({"series": list(series)}, options)["results"]


def test_a_file_of_series_becomes_a_file_of_forecasts(tmp_path):
    given, written = tmp_path / "in.json", tmp_path / "out.json"
    given.write_text(json.dumps({"series": [GOOD]}), encoding="utf-8")
    call_command(
        "indicators",
        "forecast",
        "--input",
        str(given),
        "--output",
        str(written),
        "--horizon=2",
        "--levels=80",
    )
    (told,) = json.loads(written.read_text(encoding="utf-8"))["results"]
    assert told["id"] == "a"
    assert told["model"] == "median(dotm,rwd) – ETS từ chối ≤ 6 điểm"
    assert [year for year, _ in told["points"]] == [2021, 2022]
    assert list(told["intervals"]) == ["80"] and len(told["intervals"]["80"]) == 2
    assert 0 < told["probability_of_target"] < 1
    assert told["required_pace"] == 1.3
    assert told["reason"] == ""


@pytest.mark.parametrize(
    "bad",
    [
        "text", None, {}, {"id": 1}, {"points": {}}, {"points": [[2015]]}, {"points": [["x", 1]]},
        {"points": [[2015.5, 1]]}, {"points": [[2015, True]]}, {"points": [[2015, "nhiều"]]},
        {"points": [[2015, float("inf")]]}, {"points": [[float("nan"), 1]]}, {"points": [[10**30, 1]]},
        {"points": [[2015, 10**400]]}, {**GOOD, "bounds": [100, 0]}, {**GOOD, "bounds": 5},
        {**GOOD, "direction": ["up"]}, {**GOOD, "target": "cao"}, {**GOOD, "target_year": "2030"},
        {"id": float("nan"), "points": []},
    ],
)  # fmt: skip
def test_a_bad_series_gets_a_reason_and_the_next_its_forecast(bad):
    first, second = told_of(bad, GOOD, horizon=1)
    assert first["points"] == [] and first["intervals"] == {} and first["reason"]
    assert second["reason"] == "" and len(second["points"]) == 1
    json.dumps([first, second], allow_nan=False)


@pytest.mark.parametrize("given", [[], {}, {"series": {}}, "series", None])
def test_a_file_of_another_shape_is_refused(given):
    with pytest.raises(DomainError) as refusal:
        verb.run(given, {})
    assert refusal.value.code == "series_shape"


@pytest.mark.parametrize(
    ("options", "code"),
    [({"horizon": 0}, "horizon"), ({"levels": "80;95"}, "levels"), ({"levels": "0"}, "levels")],
)
def test_a_wrong_option_is_refused_even_without_series(options, code):
    with pytest.raises(DomainError) as refusal:
        verb.run({"series": []}, options)
    assert refusal.value.code == code


def test_no_series_no_results():
    assert told_of() == []
