"""A pack is read whole or refused with every fault named."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from khcn.kernel.packs.errors import PackError
from khcn.kernel.packs.reader import read_pack

PACKS = Path(__file__).parents[3] / "packs"

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

Mend = Callable[[dict], None]


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, Mend], PackError]:
    """Copy the real pack, spoil one file and return the refusal."""

    def spoil(name: str, change: Mend, pack: str = "tuyen-quang") -> PackError:
        folder = tmp_path / pack
        shutil.copytree(PACKS / pack, folder)
        data = yaml.load((folder / name).read_text(encoding="utf-8"), Loader=LOADER)
        change(data)
        text = yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")
        with pytest.raises(PackError) as refusal:
            read_pack(folder)
        return refusal.value

    return spoil


def agency(data: dict, code: str) -> dict:
    return next(row for row in data["agencies"] if row["code"] == code)


def edge(data: dict, code: str) -> dict:
    return next(row for row in data["edges"] if row["code"] == code)


def test_real_pack_is_read_with_dates_and_decimals():
    pack = read_pack(PACKS / "tuyen-quang")
    assert pack.about["roles"] == {"coordinator": "skhcn", "leader": "ubnd-tinh"}
    assert [task["no"] for task in pack.rows("plan", "tasks")] == list(range(1, 19))
    assert pack.sections["plan"]["identity"]["issued_on"] == date(2023, 3, 27)
    budget = next(row for row in pack.rows("targets", "targets") if row["code"] == "T6")
    assert budget["low"] == Decimal("1.5")
    assert isinstance(budget["low"], Decimal)
    assert budget["variants"][0]["clause"] == "PL.3"


def test_another_province_is_another_folder_without_a_plan():
    pack = read_pack(PACKS / "tinh-mau")
    assert pack.about["artificial"] is True
    assert len(pack.rows("agencies", "agencies")) == 8
    assert pack.rows("plan", "tasks") == []


def test_missing_folder_is_told_in_vietnamese(tmp_path):
    with pytest.raises(PackError, match="không có thư mục gói dữ liệu"):
        read_pack(tmp_path / "khong-co")


def test_missing_and_stray_files_are_told_together(tmp_path):
    folder = tmp_path / "tinh-mau"
    shutil.copytree(PACKS / "tinh-mau", folder)
    (folder / "agencies.yaml").unlink()
    (folder / "agencys.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(PackError) as refusal:
        read_pack(folder)
    assert [problem.file for problem in refusal.value.problems] == ["agencies.yaml", "agencys.yaml"]


def test_folder_must_bear_the_code_of_the_pack(broken):
    error = broken("pack.yaml", lambda data: data.update(code="tinh-khac"))
    assert "phải trùng tên thư mục “tuyen-quang”" in str(error)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("agencies.yaml", lambda d: agency(d, "skhcn").update(parent="so-la"), "“so-la” không có trong gói"),
        ("agencies.yaml", lambda d: d["agencies"].append(agency(d, "skhcn")), "“skhcn” đã dùng ở trên"),
        ("agencies.yaml", lambda d: agency(d, "ubnd-tinh").update(parent="skhcn"), "cấp trên của chính nó"),
        (
            "agencies.yaml",
            lambda d: agency(d, "so-tttt")["aliases"].append("Sở KH&CN"),
            "tên “so kh&cn” trùng với “skhcn”",
        ),
        (
            "agencies.yaml",
            lambda d: agency(d, "so-nnmt")["names"][0].update(valid_from=date(2024, 1, 1)),
            "nằm ngoài thời gian tồn tại của “so-nnmt”",
        ),
        (
            "agencies.yaml",
            lambda d: agency(d, "thong-ke-tinh")["names"][0].update(valid_to=date(2025, 3, 31)),
            "chồng thời gian",
        ),
        (
            "agencies.yaml",
            lambda d: agency(d, "so-khdt").update(valid_to=None),
            "“so-khdt” phải có valid_to 28/02/2025",
        ),
        (
            "successions.yaml",
            lambda d: edge(d, "khdt-vao-tai-chinh").update({"on": date(2025, 7, 1)}),
            "“so-khdt” không tồn tại vào 30/06/2025",
        ),
        (
            "successions.yaml",
            lambda d: edge(d, "khdt-vao-tai-chinh").update({"to": ["so-la"]}),
            "mã cơ quan “so-la” không có",
        ),
        (
            "successions.yaml",
            lambda d: edge(d, "khdt-vao-tai-chinh").update({"to": []}),
            "thiếu cơ quan nhận",
        ),
        (
            "successions.yaml",
            lambda d: edge(d, "day-nghe-sang-gddt").update({"function": None}),
            "phải ghi rõ chức năng",
        ),
        (
            "classes.yaml",
            lambda d: d["classes"][0]["patterns"].append("Các sở khác"),
            "phải viết không dấu: “cac so khac”",
        ),
        (
            "plan.yaml",
            lambda d: d["tasks"][0]["leads"]["agencies"].append("so-la"),
            "mã cơ quan “so-la” không có",
        ),
        ("plan.yaml", lambda d: d["tasks"].pop(3), "số thứ tự nhiệm vụ phải liên tục"),
        ("plan.yaml", lambda d: d["tasks"][5]["schedule"].update(to=2021), "năm đầu không sau năm cuối"),
        ("plan.yaml", lambda d: d["duties"][0].update(clause="VI.15"), "mục “VI.15” không có"),
        ("plan.yaml", lambda d: d["reporting"][4].update(year=None), "báo cáo một lần phải có năm"),
        ("plan.yaml", lambda d: d["identity"].update(symbol="58/KH-UBND"), "khác với plan.yaml"),
        ("targets.yaml", lambda d: d["targets"][2].update(parent="T99"), "mã chỉ tiêu “T99” không có"),
        ("targets.yaml", lambda d: d["targets"][2].update(owner="so-la"), "mã cơ quan “so-la” không có"),
        ("targets.yaml", lambda d: d["targets"][0].update(clause="II.9"), "mục “II.9” không có"),
        (
            "targets.yaml",
            lambda d: d["targets"][10].update(low=8, high=7, operator="between"),
            "low 8 lớn hơn high 7",
        ),
        ("findings.yaml", lambda d: d["findings"][0]["refs"].update(tasks=[19]), "số nhiệm vụ “19” không có"),
        ("findings.yaml", lambda d: d["findings"].append(d["findings"][0]), "mã phát hiện"),
        (
            "territory.yaml",
            lambda d: d["edges"][0].update({"on": date(2025, 8, 1)}),
            "“tuyen-quang-cu” phải có valid_to 31/07/2025",
        ),
        ("territory.yaml", lambda d: d["communes"]["expected"].update(total=125), "tổng số không bằng"),
        (
            "holidays.yaml",
            lambda d: d["swapped_working_days"][0].update(date=date(2026, 1, 9)),
            "ngày làm việc thường",
        ),
        (
            "calendars/deadlines.yaml",
            lambda d: d["internal_lead"][0].update(before="khong-co"),
            "mã thời hạn “khong-co” không có",
        ),
        (
            "synonyms.yaml",
            lambda d: d["groups"][0]["terms"].append("GRDP"),
            "từ “grdp” đã dùng ở trên",
        ),
    ],
)
def test_fault_between_files_is_refused(broken, name, change, said):
    assert said in str(broken(name, change))


@pytest.mark.parametrize(
    ("name", "change", "place", "said"),
    [
        ("pack.yaml", lambda d: d.pop("place"), "", "thiếu khoá “place”"),
        ("pack.yaml", lambda d: d.update(ghi_chu="x"), "", "khoá lạ “ghi_chu”"),
        ("pack.yaml", lambda d: d.update(schema_version=2), "schema_version", "phải là “1”"),
        (
            "agencies.yaml",
            lambda d: d["agencies"][0].update(valid_from="2025-02-30"),
            "agencies[1].valid_from",
            "không phải ngày có thật",
        ),
        (
            "agencies.yaml",
            lambda d: d["agencies"][0].update(kind="tap-doan"),
            "agencies[1].kind",
            "“tap-doan”",
        ),
        ("agencies.yaml", lambda d: d["agencies"][0].update(code="Sở"), "agencies[1].code", "khuôn dạng"),
        (
            "agencies.yaml",
            lambda d: d["agencies"][0].update(names=[]),
            "agencies[1].names",
            "không được để trống",
        ),
        ("targets.yaml", lambda d: d["targets"][0].update(low="40"), "targets[1].low", "phải là một số"),
        ("plan.yaml", lambda d: d["tasks"][0].update(clause="Phụ lục 1"), "tasks[1].clause", "khuôn dạng"),
    ],
)
def test_fault_of_shape_names_file_and_place(broken, name, change, place, said):
    first = broken(name, change).problems[0]
    assert (first.file, first.place) == (name, place)
    assert said in first.message


def test_all_faults_of_a_stage_come_together(broken):
    def two_faults(data: dict) -> None:
        data["agencies"][0]["kind"] = "tap-doan"
        data["agencies"][1]["status"] = "chac-chan"

    error = broken("agencies.yaml", two_faults)
    assert [problem.place for problem in error.problems] == ["agencies[1].kind", "agencies[2].status"]
    assert str(error).startswith("Tệp “agencies.yaml”, mục “agencies[1].kind”: ")


def test_plan_named_but_absent_and_findings_without_plan_are_refused(tmp_path):
    folder = tmp_path / "tuyen-quang"
    shutil.copytree(PACKS / "tuyen-quang", folder)
    (folder / "plan.yaml").unlink()
    with pytest.raises(PackError) as refusal:
        read_pack(folder)
    text = str(refusal.value)
    assert "nêu kế hoạch nhưng gói không có plan.yaml" in text
    assert "Tệp “findings.yaml”: gói có tệp này nhưng không có plan.yaml" in text
