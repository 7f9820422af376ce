"""Templates a clerk changes: filled, or refused with the name and the place."""

import importlib.util
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.build import build
from khcn.outputs.official_documents.checking import check_document
from khcn.outputs.official_documents.model import Paragraph, Signature
from khcn.outputs.official_documents.package import zipped
from khcn.outputs.official_documents.template_context import standard_context
from khcn.outputs.official_documents.templates import (
    fill_template,
    placeholders_of,
    template_bytes,
    template_names,
)

from .samples import HEAD, SIGNATURE, part, report, texts

ROOT = Path(__file__).resolve().parents[3]
LISTS = (
    "noi_nhan",
    "noi_dung",
    "chua_gui",
    "cac_can_cu",
    "su_can_thiet",
    "kien_nghi",
    "tham_du",
    "ket_luan",
    "tom_tat",
)


def context(name: str) -> dict:
    """A value for everything the template asks."""
    given = standard_context(HEAD, SIGNATURE)
    for asked in placeholders_of(name):
        if asked.startswith(("ngay_", "han_", "tu_ngay", "den_ngay")):
            given.setdefault(asked, date(2026, 12, 1))
        given.setdefault(asked, [f"{asked} một", f"{asked} hai"] if asked in LISTS else f"giá trị {asked}")
    return given


def written(*lines: str) -> bytes:
    """A template typed by a clerk."""
    return build(report(blocks=[Paragraph(line) for line in lines], recipients=()))


def refusal(template: bytes, **given: object) -> DomainError:
    with pytest.raises(DomainError) as refused:
        fill_template(template, given)
    return refused.value


@pytest.mark.parametrize("name", template_names())
def test_shipped_template_is_filled_without_rest(name):
    filled = part(fill_template(name, context(name)))
    assert [one for one in texts(filled) if "{" in one or "}" in one] == []
    assert texts(filled, "Issuer") == ["SỞ KHOA HỌC VÀ CÔNG NGHỆ"]
    assert texts(filled, "Superior") == ["ỦY BAN NHÂN DÂN TỈNH MẪU"]
    assert texts(filled, "Number") == ["Số: 05/BC-SKHCN"]


SYMBOLS = {"bien-ban": "BB-SM", "thong-bao": "TB-SM", "to-trinh": "TTr-SM"}


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize(
    "subject",
    [
        "họp giao ban",
        "triển khai nhiệm vụ khoa học và công nghệ năm 2026 trên địa bàn tỉnh Mẫu và các xã, phường",
    ],
)
def test_checker_finds_nothing_in_a_filled_template(name, subject, tmp_path):
    head = replace(
        HEAD, agency="Trung tâm Nghiên cứu và Phát triển công nghệ mẫu", symbol=SYMBOLS.get(name, "SM-KH")
    )
    given = context(name) | standard_context(head, SIGNATURE) | {"trich_yeu": subject}
    given |= {"cac_can_cu": ["Căn cứ Luật mẫu", "Căn cứ Nghị định mẫu"]}
    path = tmp_path / "van-ban.docx"
    path.write_bytes(fill_template(name, given))
    assert [f"{one.code}: {one.message}" for one in check_document(path).deviations] == []


@pytest.mark.parametrize("name", template_names())
def test_shipped_template_is_what_the_script_makes(name):
    spec = importlib.util.spec_from_file_location(
        "document_templates", ROOT / "scripts" / "document_templates.py"
    )
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.template(name) == template_bytes(name), "run scripts/document_templates.py"


def test_same_values_give_the_same_bytes():
    assert fill_template("don-doc", context("don-doc")) == fill_template("don-doc", context("don-doc"))


def test_lists_days_and_optional_lines_are_written():
    given = context("don-doc") | {
        "co_quan_chu_quan": "",
        "chua_gui": ["Cơ quan Mẫu số 1", "Cơ quan Mẫu số 2"],
    }
    filled = part(fill_template("don-doc", given))
    lines = [one for one in texts(filled) if one.startswith("- Cơ quan")]
    assert lines == ["- Cơ quan Mẫu số 1;", "- Cơ quan Mẫu số 2."]
    assert texts(filled, "Superior") == []
    assert any("trước ngày 01/12/2026" in one for one in texts(filled))


def test_collective_authority_stands_on_lines_of_its_own():
    signature = Signature("Chủ tịch", "Người Mẫu", "KT.", "Phó Chủ tịch", "Ủy ban nhân dân")
    given = context("to-trinh") | standard_context(HEAD, signature)
    filled = part(fill_template("to-trinh", given))
    assert texts(filled, "SignerTitle") == ["PHÓ CHỦ TỊCH"]
    assert texts(filled, "Authority") == ["TM. ỦY BAN NHÂN DÂNKT. CHỦ TỊCH"]


def test_values_are_escaped_composed_and_cleaned():
    filled = part(
        fill_template(written("Nội dung: {{ noi_dung }}"), {"noi_dung": "a & <b> Ba\u0301o\x07 {{ x }}"})
    )
    assert texts(filled, "BodyText") == ["Nội dung: a & <b> Báo {{ x }}./."]


def test_figures_are_written_the_vietnamese_way_and_years_as_they_are():
    filled = part(
        fill_template(
            written("{{ so }}; {{ nam }}; {{ ngay|ngay_chu }}"),
            {"so": Decimal("1234.5"), "nam": 2026, "ngay": date(2026, 2, 5)},
        )
    )
    assert texts(filled, "BodyText") == ["1.234,5; 2026; ngày 05 tháng 02 năm 2026./."]


def test_unknown_placeholder_is_named_with_its_paragraph_and_a_likely_name():
    refused = refusal(
        written("Kính gửi {{ kinh_gui }}", "Hạn: {{ han_gủi_x }}".replace("ủ", "u")),
        kinh_gui="a",
        han_gui="b",
    )
    assert refused.code == "unknown_placeholder"
    assert refused.message == (
        "Thẻ “han_gui_x” trong đoạn “Hạn: {{ han_gui_x }}./.” không có trong dữ liệu. Có phải là “han_gui”?"
    )


def test_missing_value_is_named_with_its_path():
    template = written("{%p for dong in bang %}", "{{ dong.ten }}", "{%p endfor %}", "Hết")
    refused = refusal(template, bang=[{"ten": "a"}, {"ten": None}])
    assert refused.code == "missing_value"
    assert refused.message.startswith(
        "Thẻ “bang[2].ten” trong đoạn “{%p for dong in bang %}” chưa có giá trị."
    )


def test_unknown_part_of_a_value_is_named():
    template = written("{%p for dong in bang %}", "{{ dong.tn }}", "{%p endfor %}", "Hết")
    refused = refusal(template, bang=[{"ten": "a"}])
    assert refused.code == "unknown_placeholder"
    assert "“tn” trong đoạn “{{ dong.tn }}”" in refused.message
    assert "Có phải là “ten”?" in refused.message


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Kính gửi {{ kinh_gui", "không thành cặp"),
        ("Kính gửi kinh_gui }}", "không thành cặp"),
        ("Kính gửi { { kinh_gui }}", "không thành cặp"),
        ("Kính gửi {{ kính gửi }}", "viết sai"),
        ("Kính gửi {{ kinh_gui|khong_co }}", "viết sai"),
        ("{%p for a in b %}", "chưa có thẻ đóng"),
        ("{%p endfor %}", "không có thẻ mở"),
        ("{% include 'x' %}", "không được dùng"),
        ("{% set a = 1 %}", "không được dùng"),
    ],
)
def test_wrong_tag_is_refused_with_its_paragraph(line, told):
    refused = refusal(written(line, "Hết"), kinh_gui="a", b=[])
    assert refused.code == "bad_template"
    assert told in refused.message
    assert line in refused.message


def test_tag_cut_into_runs_by_word_is_still_filled():
    docx = written("Kính gửi {{ kinh_gui }}")
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cut = '{</w:t></w:r><w:r><w:t>{ kinh</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>_gui }</w:t></w:r><w:r><w:t xml:space="preserve">}'
    xml = parts["word/document.xml"].decode().replace("{{ kinh_gui }}", cut)
    filled = part(fill_template(zipped(parts | {"word/document.xml": xml}), {"kinh_gui": "Cơ quan Mẫu"}))
    assert texts(filled, "BodyText") == ["Kính gửi Cơ quan Mẫu./."]


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ a.__init__.__globals__ }}",
        "{{ range(10**9) }}",
        "{{ a.append(1) }}",
        "{{ a * 10**12 }}",
        "{{ 9**9**9 }}",
        "{{ 'x'.ljust(10**9) }}",
        "{{ '%1000000000s' % 1 }}",
    ],
)
def test_template_reaches_nothing_but_its_values(line):
    assert refusal(written(line), a=["x"]).code in {"bad_template", "unknown_placeholder"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_word_file_is_refused(data):
    assert refusal(data).code == "bad_template"


def test_unknown_name_lists_the_templates():
    with pytest.raises(DomainError) as refused:
        fill_template("khong-co", {})
    assert refused.value.code == "unknown_template"
    assert "bien-ban, don-doc" in refused.value.message


def test_every_placeholder_is_told_in_the_handbook():
    page = (ROOT / "docs" / "huong-dan" / "van-ban-mau.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page))
    asked = {one for name in template_names() for one in placeholders_of(name)}
    assert asked - told == set()
