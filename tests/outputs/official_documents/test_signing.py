"""Who signs by which right, and who receives."""

import pytest

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.model import Signature
from khcn.outputs.official_documents.signing import authority_lines, recipient_lines

from .samples import W, body, report, texts


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (Signature("Giám đốc"), ["GIÁM ĐỐC"]),
        (Signature("Giám đốc", authority="Q."), ["Q. GIÁM ĐỐC"]),
        (
            Signature("Giám đốc", authority="KT.", deputy_title="Phó Giám đốc"),
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        ),
        (
            Signature("Giám đốc", authority="TL.", deputy_title="Chánh Văn phòng"),
            ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"],
        ),
        (
            Signature("Giám đốc", authority="TUQ.", deputy_title="Trưởng phòng"),
            ["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"],
        ),
        (Signature("Chủ tịch", collective="Ủy ban nhân dân"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (
            Signature("Chủ tịch", authority="TM.", collective="Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        ),
        (
            Signature("Chủ tịch", authority="KT.", deputy_title="Phó Chủ tịch", collective="Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
    ],
)
def test_authority_is_written_in_full(signature, lines):
    assert authority_lines(signature) == lines


def test_signing_for_another_needs_the_own_title():
    with pytest.raises(DomainError) as refused:
        authority_lines(Signature("Giám đốc", authority="KT."))
    assert refused.value.code == "signer_title_missing"


def test_recipients_end_with_the_archive_and_the_drafters_mark():
    document = report(recipients=("- Như trên;", "Cơ quan Mẫu số 1", "Lưu: VT, KH."), drafter="nvm", copies=5)
    assert recipient_lines(document) == ["- Như trên;", "- Cơ quan Mẫu số 1;", "- Lưu: VT, KH, NVM.05."]


def test_recipients_stand_left_of_the_signature():
    root = body(report())
    left, right = root.findall(f".//{W}tbl")[-1].findall(f"{W}tr/{W}tc")
    assert texts(left) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, KH."]
    assert texts(right) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"]


def test_without_recipients_only_the_signature_stands():
    left, right = body(report(recipients=())).findall(f".//{W}tbl")[-1].findall(f"{W}tr/{W}tc")
    assert texts(left) == []
    assert texts(right) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"]


def test_minutes_are_signed_by_secretary_and_chair():
    document = report(
        kind="BB", signature=Signature("Chủ trì", "Người Mẫu A"), secretary=Signature("Thư ký", "Người Mẫu B")
    )
    first, second = body(document).findall(f".//{W}tbl")[-1].findall(f"{W}tr")
    assert texts(first) == ["THƯ KÝ", "Người Mẫu B", "CHỦ TRÌ", "Người Mẫu A"]
    assert texts(second) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, KH."]


def test_addressees_head_the_recipients_once():
    assert recipient_lines(report(recipients=("Lưu: VT",))) == ["- Như trên;", "- Lưu: VT."]
    assert recipient_lines(report(recipients=("Lưu: VT",), addressees=())) == ["- Lưu: VT."]
