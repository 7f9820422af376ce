"""The check of rule sets: the shipped ones are clean, and each fault planted in one is found and named."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from khcn.kernel.packs.source import read_yaml
from khcn.operations.st_tasks.procedures.checks import check_procedures, file_faults
from khcn.operations.st_tasks.procedures.definition import definition_of, plain
from khcn.operations.st_tasks.procedures.lint import faults
from khcn.operations.st_tasks.procedures.shape import read_outline
from tests.operations.st_tasks.packs import OLD, shipped_pack

FOLDER = shipped_pack().folder / "procedures"


def found(change: Callable[[dict[str, Any]], object]) -> list[str]:
    told = copy.deepcopy(definition_of(plain(read_yaml(FOLDER / f"{OLD}.yaml", name=OLD))))
    change(told)
    return faults(read_outline(told, code=OLD, version=1, name="Bộ thử"))


def one(told: dict[str, Any], part: str, code: str) -> dict[str, Any]:
    return next(row for row in told[part] if row["code"] == code)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_rule_sets_have_no_fault(path):
    assert list(file_faults(path)) == []


def test_system_check_reads_the_pack_of_the_house():
    assert check_procedures() == []


def drop(part: str, code: str) -> Callable[[dict[str, Any]], object]:
    return lambda told: told[part].remove(one(told, part, code))


def put(part: str, code: str, **values: Any) -> Callable[[dict[str, Any]], object]:
    return lambda told: one(told, part, code).update(values)


FAULTS = {
    "no way to it": (drop("transitions", "merge"), "Bước “Ghép vào nhiệm vụ khác” không có đường nào dẫn tới."),
    "nobody holds it": (
        put("states", "checking", holder="nobody"), "Bước “Kiểm tra hồ sơ nghiệm thu” chưa nói nhiệm vụ nằm trong tay ai.",
    ),
    "holder without power": (
        put("transitions", "hand_in", actors=["leader"]),
        "Ở bước “Tự đánh giá, lập hồ sơ nghiệm thu” người giữ nhiệm vụ không có thẩm quyền chuyển bước nào.",
    ),
    "backwards without reason": (
        put("transitions", "recall", reason=False),
        "Chuyển bước “Thông báo lại” đi lùi từ “Mở hồ sơ, kiểm tra tính hợp lệ” nên phải đòi lý do.",
    ),
    "guard": (put("transitions", "screen", guards=["trang_thai_tot"]), "“Bắt đầu tổng hợp”: điều kiện “trang_thai_tot” không có trong nền tảng."),
    "effect": (put("transitions", "screen", effects=["lam_gi_do"]), "“Bắt đầu tổng hợp”: việc kèm theo “lam_gi_do” không có trong nền tảng."),
    "actor": (put("transitions", "screen", actors=["admin"]), "“Bắt đầu tổng hợp”: tư cách “admin” không có trong nền tảng."),
    "nobody acts": (put("transitions", "screen", actors=[]), "Chuyển bước “Bắt đầu tổng hợp” không có ai thực hiện."),
    "field": (put("transitions", "screen", needs=["mau_sac"]), "“Bắt đầu tổng hợp”: ô dữ liệu “mau_sac” không có trong nền tảng."),
    "paper": (put("transitions", "screen", papers=["A1-ĐXNV"]), "“Bắt đầu tổng hợp”: tài liệu “A1-ĐXNV” không có trong nền tảng."),
    "target": (put("transitions", "screen", to="tren-troi"), "“Bắt đầu tổng hợp”: bước “tren-troi” không có trong nền tảng."),
    "phase": (put("states", "received", phase="bat-dau"), "“Đã nhận đề xuất”: giai đoạn “bat-dau” không có trong nền tảng."),
    "deadline": (
        put("states", "received", deadline={"amount": 3, "unit": "days", "from": "name"}),
        "“Đã nhận đề xuất”: mốc tính hạn “name” không có trong nền tảng.",
    ),
    "role": (put("councils", "finance", roles=["trưởng"]), "“Tổ thẩm định kinh phí”: chức trách “trưởng” không có trong nền tảng."),
    "council rule": (put("councils", "selection", rule={"composition": {"so_nguoi": 7}}), None),
    "council without decision": (
        lambda told: one(told, "councils", "selection")["rule"].pop("decision"),
        "“Hội đồng tư vấn tuyển chọn, giao trực tiếp” thiếu cách tính kết quả.",
    ),
    "grid": (
        lambda told: one(told, "grids", "social")["criteria"][0].update(max=13),
        "Bảng điểm “Đề tài khoa học xã hội và nhân văn, đề án khoa học” cộng lại được 101, không phải 100, hoặc có tiêu chí trùng mã.",
    ),
    "kind without grid": (put("grids", "social", kinds=["de-an"]), "Không có bảng điểm cho loại nhiệm vụ “Đề tài khoa học xã hội và nhân văn”."),
    "figure gone": (drop("figures", "call.open_days"), "Thiếu con số “call.open_days”."),
    "share above one": (
        put("figures", "refund.final", value="1.4"),
        "Con số “refund.final” (Hoàn trả do chủ quan, khoán đến sản phẩm cuối cùng) nằm ngoài khoảng cho phép.",
    ),
    "half a day": (
        put("figures", "volume.days", value="2.5"), "Con số “volume.days” (Xác nhận khối lượng công việc) phải là số nguyên.",
    ),
    "figure unlike its deadline": (
        put("figures", "opening.days", value=9),
        "Con số “opening.days” (Mở hồ sơ sau khi hết hạn nhận) là 9, nhưng ở “Mở hồ sơ, kiểm tra tính hợp lệ” là 7; hai chỗ phải bằng nhau.",
    ),
    "figure unlike the second deadline": (
        put("figures", "acceptance.meeting_days", value=31),
        "Con số “acceptance.meeting_days” (Họp hội đồng nghiệm thu sau khi thành lập) là 31, nhưng ở “Hội đồng nghiệm thu” là 30; hai chỗ phải bằng nhau.",
    ),
    "figure unlike the council's rule": (
        put("figures", "acceptance.late_fail_months", value=5),
        "Con số “acceptance.late_fail_months” (Nộp hồ sơ nghiệm thu chậm quá mức này thì xếp Không đạt) là 5, nhưng ở “Hội đồng đánh giá nghiệm thu” là 6; hai chỗ phải bằng nhau.",
    ),
    "figure unlike the transition": (
        put("transitions", "supplement", deadline={"amount": 4, "unit": "working_days"}),
        "Con số “acceptance.supplement_days” (Bổ sung hồ sơ nghiệm thu) là 5, nhưng ở “Yêu cầu bổ sung hồ sơ” là 4; hai chỗ phải bằng nhau.",
    ),
    "start of a transition's deadline": (
        put("transitions", "supplement", deadline={"amount": 5, "unit": "days", "from": "name"}),
        "“Yêu cầu bổ sung hồ sơ”: mốc tính hạn “name” không có trong nền tảng.",
    ),
    "code twice": (lambda told: told["figures"].append(told["figures"][0]), "Mã “papers.before.identification” được dùng hai lần."),
    "code pattern": (lambda told: told.update(code_pattern="{so}"), "Mẫu mã số nhiệm vụ “{so}” không dùng được."),
    "column": (
        lambda told: one(told, "forms", "A1-ĐXNV")["fields"][0].update(column="ten"),
        "“Phiếu đề xuất đề tài khoa học và công nghệ”: ô dữ liệu “ten” không có trong nền tảng.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name, (_change, said) in FAULTS.items() if said])
def test_planted_fault_is_the_one_that_is_told(name):
    change, said = FAULTS[name]
    assert said in found(change)


def test_dead_end_and_trap_are_told_for_the_state_from_which_there_is_no_way_out():
    def stop(told):
        told["transitions"] = [row for row in told["transitions"] if row["code"] != "finish"]

    told = found(stop)
    assert (
        "Bước “Theo dõi ứng dụng” là ngõ cụt với phương thức “tuyen-chon”: không có chuyển bước nào." in told
    )
    assert "Bước “Hoàn tất” không có đường nào dẫn tới." in told
    assert "Từ bước “Giao quyền, bàn giao kết quả” không đi được tới bước kết thúc nào." in told


def test_rule_that_judging_refuses_is_told_with_its_reason():
    told = found(FAULTS["council rule"][0])
    assert told == [
        "Quy tắc của “Hội đồng tư vấn tuyển chọn, giao trực tiếp” không đọc được: CompositionRule: unknown so_nguoi."
    ]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_steps_that_close_a_proposal_as_invalid_ask_for_a_reason(path):
    told = read_yaml(path, name=path.name)
    closing = {one["code"]: bool(one.get("reason")) for one in told["transitions"] if one["to"] == "rejected"}
    assert closing == {"reject": True}
