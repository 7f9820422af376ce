"""How many rows a second an import and an export take, by the number of rows, and how much memory."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import count, islice
from typing import Any

os.environ.setdefault("KHCN_VAR", tempfile.mkdtemp(prefix="khcn-benchmark-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")

import django
import xlsxwriter

django.setup()  # the models below need it

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from stdnum.vn import mst  # noqa: E402

from khcn.kernel.access import Actor  # noqa: E402
from khcn.kernel.accounts.choices import Role  # noqa: E402
from khcn.kernel.register_io.domain import apply_batch, check_batch, keep_file  # noqa: E402
from khcn.kernel.register_io.models import ImportBatch  # noqa: E402
from khcn.kernel.registers.declaration import registers  # noqa: E402
from khcn.kernel.registers.export import FORMATS, Format, write_export  # noqa: E402
from khcn.kernel.registers.rules import Level  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
HEADER = (
    "Tên", "Tên viết tắt", "Loại hình", "Mã số thuế", "Hình thức sở hữu", "Quy mô", "Ngày thành lập",
    "Số lao động", "Tỷ lệ tự bảo đảm chi thường xuyên", "Địa chỉ", "Điện thoại", "Người đứng đầu",
)  # fmt: skip


def tax_codes() -> Iterator[str]:
    """Codes that nobody has, with a right check digit; one bare number in eleven has none."""
    for n in count(1):
        code = f"98{n:07d}" + mst.calc_check_digit(f"98{n:07d}")
        if mst.is_valid(code):
            yield code


def rows(many: int):
    for n, code in enumerate(islice(tax_codes(), many)):
        yield (
            f"Công ty cổ phần Chế biến mẫu số {n}", f"Mẫu {n}", "Doanh nghiệp", code,
            "Ngoài công lập, tư nhân", "Nhỏ", f"{n % 28 + 1:02d}/05/2019", n % 300, f"{n % 100},5",
            f"Số {n} đường Mẫu, phường Thử Nghiệm", "0000 000 000", f"Người Mẫu số {n}",
        )  # fmt: skip


def workbook_file(count: int) -> BytesIO:
    buffer = BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet("Dữ liệu")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows(count), start=1):
            sheet.write_row(number, 0, row)
        book.close()
    buffer.seek(0)
    return buffer


def timed(work) -> tuple[float, float]:
    """Seconds that went by, and seconds of CPU of this process."""
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - cpu


def memory() -> float:
    """The most this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def export(format: Format) -> None:
    register = registers.get("to-chuc")
    assert register is not None
    with tempfile.TemporaryFile() as target:
        write_export(register, register.model.objects.all(), target, level=Level.INTERNAL, format=format)


def measure(count: int) -> dict[str, tuple[float, float]]:
    register = registers.get("to-chuc")
    assert register is not None
    by = Actor(None, "benchmark", timezone.localdate(), frozenset({(Role.ADMIN, None)}))
    taken: dict[str, tuple[float, float]] = {}
    content = workbook_file(count)
    kept: list[ImportBatch] = []

    def check() -> None:
        kept.append(check_batch(keep_file(register, content=content, name="tep.xlsx", by=by), by=by))

    taken["check"] = timed(check)
    assert kept[0].counts["new"] == count, (kept[0].counts, kept[0].message)
    taken["apply"] = timed(lambda: apply_batch(kept[0], mode="all", by=by, wait=True))
    content.seek(0)
    taken["check again"] = timed(check)
    assert kept[1].counts["unchanged"] == count, kept[1].counts
    for format in FORMATS:
        taken[f"export {format}"] = timed(partial(export, format))
    return taken


def one_size(count: int) -> dict[str, Any]:
    """In an empty test database beside the configured one, which is left alone."""
    connection.settings_dict["TEST"]["MIGRATE"] = False  # the tables as the models have them, in a second
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return measure(count) | {"memory": memory()}
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    if len(sizes) == 1:
        print(json.dumps(one_size(sizes[0])))
        return
    first: dict[str, float] = {}
    for size in sizes:  # a process for each size, so that its peak of memory is its own
        told = subprocess.run(
            [sys.executable, __file__, str(size)], check=True, capture_output=True, text=True
        )
        taken = json.loads(told.stdout.splitlines()[-1])
        megabytes = taken.pop("memory")
        first = first or {step: cpu / size for step, (_seconds, cpu) in taken.items()}
        print(
            f"{size} rows on {connection.vendor}, at most {megabytes:.0f} MB, load {os.getloadavg()[0]:.1f}"
        )
        for step, (seconds, cpu) in taken.items():
            ratio = cpu / size / first[step]
            print(
                f"  {step:<14}{seconds:>8.1f} s{cpu:>8.1f} s CPU{size / seconds:>9.0f} rows/s"
                f"{ratio:>7.2f} × the CPU of a row of {sizes[0]}"
            )


if __name__ == "__main__":
    main()
