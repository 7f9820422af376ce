import json
from io import StringIO

import pytest
from django.core.management import call_command

from khcn.indicators.growth_accounting import AccountingError
from khcn.indicators.growth_accounting.reading import read_account
from khcn.indicators.growth_accounting.telling import tell

LEVELS = {
    "output": {"2015": 100, "2016": 110, "2017": 121},
    "capital": {"2015": 200, "2016": 230, "2017": 250},
    "labour": {"2015": 50, "2016": 51, "2017": 50},
    "capital_share": 0.4,
}


def run(tmp_path, given):
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text(json.dumps(given), encoding="utf-8")
    errors = StringIO()
    code = 0
    try:
        call_command("indicators", "tfp", input=source, output=target, stderr=errors)
    except SystemExit as stopped:
        code = stopped.code
    return (
        code,
        json.loads(target.read_text(encoding="utf-8")) if target.exists() else None,
        errors.getvalue(),
    )


def test_command_writes_the_account(tmp_path):
    code, told, _errors = run(tmp_path, {**LEVELS, "rates": "discrete", "published": {"2016": 33.9}})
    assert code == 0
    assert told["label"] == "tính kiểm tra"
    assert told["labels"]["growth"] == "tăng trưởng, %"
    assert told["labels"]["contribution"] == "đóng góp, điểm phần trăm"
    assert told["labels"]["share"] == "tỷ trọng trong tăng trưởng, %"
    year = told["years"][0]
    assert year["growth"] == {"output": 10, "capital": 15, "labour": 2, "tfp": 2.8}
    assert year["contribution"] == {"capital": 6, "labour": 1.2, "tfp": 2.8}
    assert year["share"] == {"capital": 60, "labour": 12, "tfp": 28}
    assert year["published"]["difference"] == -5.9
    assert year["published"]["preferred"] == "published"
    assert told["check"]["holds"] is True
    assert told["capital"] == {"2015": 200, "2016": 230, "2017": 250}


def test_command_refuses_with_a_sentence(tmp_path):
    code, told, errors = run(tmp_path, {**LEVELS, "labour": {"2015": 50, "2016": "", "2017": 50}})
    assert (code, told) == (1, None)
    assert errors.strip() == (
        "Năm hoặc giai đoạn 2016, trường “labour” (lao động): “” không phải số dùng được."
    )


def test_rows_of_years_are_the_same_as_columns():
    rows = [
        {"year": int(year), **{name: LEVELS[name][year] for name in ("output", "capital", "labour")}}
        for year in ("2015", "2016", "2017")
    ]
    assert tell(read_account({"years": rows, "capital_share": 0.4})) == tell(read_account(LEVELS))


def test_rows_may_carry_investment_and_labour_share():
    rows = [
        {"year": year, "output": 100 + year - 2015, "investment": 10, "labour": 5, "labour_share": "0.6"}
        for year in (2015, 2016, 2017)
    ]
    told = tell(read_account({"years": rows, "capital": {"depreciation": 0.1, "initial": 100}}))
    assert told["method"]["capital"] == "perpetual_inventory"
    assert told["capital"] == {"2015": 100, "2016": 100, "2017": 100}
    assert told["years"][0]["alpha"] == 0.4


def test_numbers_written_as_text_lose_no_digit():
    texts = {**LEVELS, "output": {"2015": "100.00", "2016": "110.00", "2017": "121.00"}}
    assert tell(read_account(texts)) == tell(read_account(LEVELS))


def test_names_of_periods_read_the_same_with_either_dash():
    told = tell(
        read_account(
            {
                **LEVELS,
                "periods": [{"base": 2015, "last": 2016, "name": "2016-2016"}],
                "published": {"2016-2016": {"share": 30, "source": "Văn bản mẫu"}},
            }
        )
    )
    assert told["periods"][1]["published"]["source"] == "Văn bản mẫu"
    assert told["published_elsewhere"] == {}


def test_growth_rates_alone_are_enough():
    told = tell(
        read_account(
            {
                "growth": [{"name": "2010-2019", "output": 6.11, "capital": 7.73, "labour": 0.3}],
                "capital_share": 0.4,
            }
        )
    )
    assert told["periods"][0]["growth"]["tfp"] == 2.838
    assert (told["years"], told["capital"]) == ([], {})
    assert (told["periods"][0]["base"], told["periods"][0]["last"]) == (None, None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "tfp_missing"),
        ([], "tfp_missing"),
        ("x", "tfp_missing"),
        ({}, "tfp_missing"),
        ({**LEVELS, "gdp": {}}, "tfp_field"),
        ({**LEVELS, "rates": "ln"}, "tfp_field"),
        ({**LEVELS, "periods": {}}, "tfp_field"),
        ({**LEVELS, "periods": [{"base": "x", "last": 2017}]}, "tfp_year"),
        ({**LEVELS, "output": {"Năm 2015": 1}}, "tfp_year"),
        ({**LEVELS, "output": {"2015": 1, "9999": 2}}, "tfp_number"),
        ({**LEVELS, "output": {"2015": True, "2016": 2}}, "tfp_number"),
        ({**LEVELS, "output": {"2015": float("nan"), "2016": 2}}, "tfp_number"),
        ({**LEVELS, "output": {"2015": "1e999999999", "2016": 2}}, "tfp_number"),
        ({**LEVELS, "output": {"2015": 10**4000, "2016": 2}}, "tfp_number"),
        ({**LEVELS, "output": {"2015": None, "2016": 2}}, "tfp_number"),
        ({**LEVELS, "labour_share": 0.6}, "tfp_share"),
        ({**LEVELS, "capital_share": 0}, "tfp_share"),
        ({**LEVELS, "capital_share": None}, "tfp_number"),
        ({**LEVELS, "least_growth": -1}, "tfp_number"),
        ({**LEVELS, "published": {"2016": [1]}}, "tfp_number"),
        ({**LEVELS, "capital": {"investment": {"2015": 1, "2016": 1, "2017": 1}}}, "tfp_number"),
        ({"growth": [{"name": "a"}], "capital_share": 0.4}, "tfp_number"),
        ({"growth": [3]}, "tfp_missing"),
    ],
)
def test_what_cannot_be_read_is_refused(given, code):
    with pytest.raises(AccountingError) as refused:
        read_account(given)
    assert refused.value.code == code
    assert refused.value.message
