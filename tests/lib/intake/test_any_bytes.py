"""Whatever is uploaded, reading answers with a text or an IntakeError, never with another exception."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khcn.lib.intake import Extracted, IntakeError, doc, read_document
from tests.lib.intake.builders import pdf_bytes, plan_document

SAMPLES = Path(__file__).parents[2] / "data" / "intake"
fuzz = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SIGNATURES = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf1 ",
    b"\xff\xfe",
    b"\x89PNG",
]


@pytest.fixture(autouse=True)
def no_converter(monkeypatch):
    """LibreOffice is slow and not what is tested here."""
    monkeypatch.setattr(doc.shutil, "which", lambda name: None)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "ke-hoach.docx"
    plan_document().save(path)
    return {
        "docx": path.read_bytes(),
        "pdf": (SAMPLES / "ke-hoach-mau.pdf").read_bytes(),
        "small pdf": pdf_bytes([[(80, 100, 14, "Ke hoach"), (80, 130, 14, "- Muc tieu")]] * 2),
    }


def check(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    try:
        extracted = read_document(path)
    except IntakeError as error:
        assert error.code
        assert error.message.endswith((".", "…"))
    else:
        assert isinstance(extracted, Extracted)
        assert extracted.text.strip()


@fuzz
@given(
    st.sampled_from(SIGNATURES),
    st.binary(max_size=400),
    st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.doc", "a"]),
)
def test_random_bytes(tmp_path, start, data, name):
    check(tmp_path, start + data, name)


@fuzz
@given(st.sampled_from(["docx", "pdf", "small pdf"]), st.floats(0, 1))
def test_truncated_files(tmp_path, whole, kind, share):
    data = whole[kind]
    check(tmp_path, data[: int(len(data) * share)], "a.docx")


@fuzz
@given(
    st.sampled_from(["docx", "small pdf"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_files_with_changed_bytes(tmp_path, whole, kind, changes):
    data = bytearray(whole[kind])
    for place, value in changes:
        data[int(place * len(data))] = value
    check(tmp_path, bytes(data), "a.docx")


@fuzz
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-16-be"]))
def test_any_text(tmp_path, text, encoding):
    check(tmp_path, text.encode(encoding, errors="surrogatepass"), "a.txt")
