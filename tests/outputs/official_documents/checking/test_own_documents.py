"""What the platform writes itself conforms: every kind, with and without superior, with annexes upright and turned."""

from datetime import date

import pytest

from khcn.outputs.official_documents.build import build
from khcn.outputs.official_documents.checking import check_document
from khcn.outputs.official_documents.model import (
    Annex,
    Bullet,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)

TEXT = "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về phát triển khoa học và công nghệ, Sở Khoa học và Công nghệ báo cáo kết quả (chi tiết tại Phụ lục kèm theo)."
TABLE = Table((Column("TT", 1), Column("Nhiệm vụ", 4)), (("1", "Nhiệm vụ mẫu"), ("2", "Nhiệm vụ mẫu khác")))
BLOCKS = [Heading(1, "Kết quả"), Heading(2, "Chỉ đạo"), Paragraph(TEXT), Bullet(TEXT), TABLE, Paragraph(TEXT)]
ANNEXES = [Annex("Danh mục nhiệm vụ", [TABLE]), Annex("Biểu số liệu", [TABLE], landscape=True)]
LETTERS = {
    "BC": "BC-SKHCN",
    "TTr": "TTr-SKHCN",
    "CV": "SKHCN-QLKH",
    "KH": "KH-SKHCN",
    "TB": "TB-SKHCN",
    "BB": "BB-SKHCN",
    "QD": "QĐ-SKHCN",
}


def document(
    kind,
    superior="UBND tỉnh Mẫu",
    agency="Sở Khoa học và Công nghệ",
    addressees=(),
    annexes=(),
    day=date(2026, 2, 5),
):
    return Document(
        kind=kind,
        letterhead=Letterhead(superior, agency, 5 if day else None, LETTERS[kind], "Tuyên Quang", day),
        title="báo cáo kết quả năm 2026"
        if kind == "CV"
        else "Về kết quả thực hiện nhiệm vụ khoa học và công nghệ năm 2026",
        addressees=addressees,
        legal_bases=["Căn cứ Luật Mẫu số 1", "Căn cứ Kế hoạch Mẫu số 2"],
        blocks=BLOCKS,
        signature=Signature("Giám đốc", "Nguyễn Văn Mẫu", "KT.", "Phó Giám đốc"),
        recipients=(["Như trên"] if addressees else ["UBND tỉnh"]) + ["Lưu: VT, QLKH"],
        annexes=annexes,
    )


CASES = {
    **{kind: {"kind": kind} for kind in LETTERS if kind != "CV"},
    "letter": {"kind": "CV", "addressees": ["Sở Mẫu số 1"]},
    "letter to several": {"kind": "CV", "addressees": ["Sở Mẫu số 1", "Sở Mẫu số 2"]},
    "no superior, long name": {"kind": "KH", "superior": None, "agency": "Ủy ban nhân dân tỉnh Tuyên Quang"},
    "open number and date": {"kind": "BC", "day": None},
    "annexes": {"kind": "BC", "annexes": ANNEXES},
    "one annex": {"kind": "TTr", "annexes": ANNEXES[:1], "addressees": ["Ủy ban nhân dân tỉnh Mẫu"]},
}


@pytest.mark.parametrize("name", CASES)
def test_our_own_document_has_no_deviation(tmp_path, name):
    path = tmp_path / "van-ban.docx"
    path.write_bytes(build(document(**CASES[name])))
    report = check_document(path)
    assert (report.deviations, report.undetermined, report.verdict) == ([], [], "conforms")
