import io
import json
import os
import time

import pytest
from django.core.management import call_command

from khcn.kernel.documents.domain import store_file
from khcn.kernel.documents.storage import path_of, root
from tests.factories import UserFactory, actor_for
from tests.kernel.documents import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return store_file(content=io.BytesIO(samples.TEXT), name="a.txt", by=actor_for(UserFactory()))


def verify(capsys) -> tuple[int, dict]:
    try:
        call_command("files", "verify")
        code = 0
    except SystemExit as end:
        code = end.code
    return code, json.loads(capsys.readouterr().out)


def leave(name: str, *, hours: float) -> None:
    path = root() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    when = time.time() - hours * 3600
    os.utime(path, (when, when))


def test_whole_store_is_right(file, capsys):
    assert verify(capsys) == (0, {"files": 1, "faults": [], "orphans": []})


def test_empty_store_is_right(capsys):
    assert verify(capsys) == (0, {"files": 0, "faults": [], "orphans": []})


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.write_bytes(b"ngan"), "changed"),
        (lambda path: path.write_bytes(samples.TEXT.swapcase()), "changed"),
    ],
)
def test_missing_and_changed_contents_end_with_one(file, capsys, harm, kind):
    harm(path_of(file))
    code, told = verify(capsys)
    assert (code, told["faults"]) == (1, [{"kind": kind, "file": file.pk, "sha256": file.sha256}])


def test_leftovers_are_listed_once_settled_and_removed_only_by_clean(file, capsys):
    leave("ab/cd/abcd", hours=2)
    leave("tmp/do-dang", hours=2)
    leave(f"tmp/{file.sha256}", hours=2)
    leave("tmp/dang-gui", hours=0)
    leave("ef/01/dang-ghi", hours=0.5)
    orphans = sorted(["ab/cd/abcd", "tmp/do-dang", f"tmp/{file.sha256}"])
    code, told = verify(capsys)
    assert (code, sorted(told["orphans"])) == (0, orphans)
    call_command("files", "clean")
    assert sorted(json.loads(capsys.readouterr().out)["removed"]) == orphans
    assert verify(capsys)[1] == {"files": 1, "faults": [], "orphans": []}
    assert path_of(file).exists() and (root() / "tmp/dang-gui").exists()
