"""Files that would grow beyond measure are refused with a sentence, quickly."""

import pytest

from khcn.kernel.packs.errors import PackError
from khcn.kernel.packs.source import read_yaml

ROWS = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12))
LAUGHS = f"l0: &l0 [x, x]\n{ROWS}\n"
MERGES = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS,
        MERGES,
        "[" * 500_000,
        "a: " + "{b: " * 100_000,
        "a: &a [*a]",
        "a: x\x00y",
        "a: \x07",
        "- " * 5000,
    ],
    ids=["laughs", "merges", "deep list", "deep mapping", "itself", "nul", "bell", "deep block"],
)
def test_a_hostile_file_is_refused(tmp_path, text):
    path = tmp_path / "x.yaml"
    path.write_text(text)
    with pytest.raises(PackError):
        read_yaml(path, name="x.yaml")


def test_parts_named_once_and_used_again_are_read(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: &a {k: v}\nb: [*a, *a]\nc:\n  <<: *a\n  d: 1\ne: &e lời\nf: *e\n")
    assert read_yaml(path, name="x.yaml") == {
        "a": {"k": "v"},
        "b": [{"k": "v"}] * 2,
        "c": {"k": "v", "d": 1},
        "e": "lời",
        "f": "lời",
    }
