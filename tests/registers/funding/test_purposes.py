"""Which task a text means."""

import pytest

from khcn.registers.funding.purposes import Purpose, Purposes

ONE = Purpose("NV 1, 57/KH-UBND (2023)", "Hoàn thiện cơ chế, chính sách", "1", "57/KH-UBND")
ELEVEN = Purpose("NV 11, 57/KH-UBND (2023)", "Phát triển kinh tế số", "11", "57/KH-UBND")
OTHER = Purpose("NV 1, 8/KH-SKHCN (2024)", "Tập huấn cán bộ", "1", "8/KH-SKHCN")
known = Purposes([ONE, ELEVEN, OTHER])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("NV 1, 57/KH-UBND (2023)", ONE),
        ("nv 11, 57/kh-ubnd (2023)", ELEVEN),
        ("11", ELEVEN),
        ("NV 11", ELEVEN),
        ("Nhiệm vụ 11", ELEVEN),
        ("nhiệm vụ số 11", ELEVEN),
        ("57/KH-UBND PL.1", ONE),
        ("Phụ lục, nhiệm vụ 1, 8/KH-SKHCN", OTHER),
        ("phat trien kinh te so", ELEVEN),
        ("NV 1, 57/KH-UBND (2023): Hoàn thiện cơ chế, chính sách", ONE),
    ],
)
def test_text_finds_its_task(text, meant):
    assert known.find(text) == meant


def test_number_alone_that_two_plans_have_is_not_guessed():
    assert known.find("1") == (
        "“1” có thể là nhiều nhiệm vụ: NV 1, 57/KH-UBND (2023) (Hoàn thiện cơ chế, chính sách); "
        "NV 1, 8/KH-SKHCN (2024) (Tập huấn cán bộ). Hãy ghi cả số của kế hoạch."
    )


@pytest.mark.parametrize(
    "text", ["99", "157/KH-UBND PL.1", "1 và 11", "1 tỷ", "NV", "Quyết định 11/QĐ-UBND", "²"]
)
def test_unknown_task_is_refused(text):
    assert isinstance(known.find(text), str)


def test_refusal_names_what_is_near():
    sentence = known.find("Phát triển kinh tế")
    assert "NV 11, 57/KH-UBND (2023) (Phát triển kinh tế số)" in sentence
