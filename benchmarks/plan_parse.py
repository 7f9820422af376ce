"""How long a plan document takes, against one pass of a regular expression over the same text."""

import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from khcn.lib.intake import read_document
from khcn.lib.plan_document import parse_plan

DEFAULT = Path(__file__).parent.parent / "examples" / "ke-hoach-tinh-mau.txt"
WORDS = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
PAGE_CHARACTERS = 3000


def best_of(count: int, work: Callable[[], object]) -> float:
    """The least of several wall times in seconds: what the machine can do when undisturbed."""
    times = []
    for _number in range(count):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(name: str, path: Path) -> None:
    text = read_document(path).text
    base = best_of(5, lambda: WORDS.findall(text))
    taken = best_of(3, lambda: parse_plan(read_document(path)))
    print(
        f"{name:<28}{len(text):>9} characters{taken * 1000:>9.0f} ms{taken / base:>9.1f} × the regular expression"
    )


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    measure(path.name, path)
    text = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "200-trang.txt"
        long.write_text(text * (200 * PAGE_CHARACTERS // len(text) + 1), encoding="utf-8")
        measure("the same to 200 pages", long)


if __name__ == "__main__":
    main()
