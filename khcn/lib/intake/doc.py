"""Old Word files (.doc, .rtf), turned into .docx by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from khcn.lib.intake.docx import read_docx
from khcn.lib.intake.extracted import Extracted, IntakeError
from khcn.lib.intake.limits import Limits

_ADVICE = "Hãy mở tệp bằng Word hoặc LibreOffice, chọn “Lưu thành” kiểu .docx rồi tải tệp .docx lên."


def read_doc(path: Path, limits: Limits) -> Extracted:
    """The text of an old Word file; raises IntakeError when LibreOffice is absent or cannot read it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise IntakeError(
            "doc_needs_converter", f"Máy chủ chưa cài LibreOffice nên không đọc được tệp .doc. {_ADVICE}"
        )
    with tempfile.TemporaryDirectory(prefix="khcn-doc-") as folder:
        return _converted(program, path, Path(folder), limits)


def _converted(program: str, path: Path, folder: Path, limits: Limits) -> Extracted:
    """Convert a copy under a neutral name, in a profile of its own, so that runs do not meet."""
    source = folder / "van-ban.doc"
    shutil.copyfile(path, source)
    command = [
        program,
        "--headless",
        "--norestore",
        "--safe-mode",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder),
        str(source),
    ]
    _run(command, limits)
    target = source.with_suffix(".docx")
    if not target.exists():
        raise IntakeError("conversion_failed", f"LibreOffice không chuyển được tệp .doc này. {_ADVICE}")
    read = read_docx(target, limits)
    return Extracted(read.text, "doc", read.tables, read.notes)


def _run(command: list[str], limits: Limits) -> None:
    """Run the converter; when it takes too long, end it with every process it started."""
    process = subprocess.Popen(  # noqa: S603 - fixed program and arguments, no shell
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(limits.conversion_seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise IntakeError(
            "conversion_failed",
            f"Chuyển tệp .doc quá {limits.conversion_seconds} giây chưa xong nên đã dừng. {_ADVICE}",
        ) from error
