"""YAML is read the way its authors mean it."""

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from khcn.kernel.packs.errors import PackError
from khcn.kernel.packs.source import read_yaml


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "thu.yaml"
    path.write_bytes(text.encode(encoding))
    return path


def test_dates_words_and_numbers_keep_their_meaning(tmp_path):
    text = "on: 2025-07-01\nco: no\nso: 007\nty_le: 1.5\nnam: 2030\ndung: true\ntrong: null\n"
    assert read_yaml(written(tmp_path, text), name="thu.yaml") == {
        "on": "2025-07-01",
        "co": "no",
        "so": "007",
        "ty_le": Decimal("1.5"),
        "nam": 2030,
        "dung": True,
        "trong": None,
    }


def test_repeated_key_is_refused_with_its_line(tmp_path):
    with pytest.raises(PackError, match=r"“thu.yaml”, mục “dòng 2, cột 1”.*“a” được viết hai lần"):
        read_yaml(written(tmp_path, "a: 1\na: 2\n"), name="thu.yaml")


def test_decomposed_vietnamese_is_refused_with_its_line(tmp_path):
    text = "a: 1\nten: " + unicodedata.normalize("NFD", "Tuyên Quang") + "\n"
    with pytest.raises(PackError, match=r"dòng 2.*NFC"):
        read_yaml(written(tmp_path, text), name="thu.yaml")


def test_other_encoding_is_refused(tmp_path):
    with pytest.raises(PackError, match="không phải chữ UTF-8"):
        read_yaml(written(tmp_path, "ten: Tuyên Quang\n", encoding="cp1258"), name="thu.yaml")


def test_broken_syntax_is_refused(tmp_path):
    with pytest.raises(PackError, match="không đọc được YAML"):
        read_yaml(written(tmp_path, "a: [1, 2\nb: 3\n"), name="thu.yaml")


def test_python_objects_are_never_built(tmp_path):
    with pytest.raises(PackError):
        read_yaml(written(tmp_path, "a: !!python/object/apply:os.getcwd []\n"), name="thu.yaml")
