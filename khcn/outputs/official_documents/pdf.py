"""PDF of a Word document, by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError

_SECONDS = 120


def pdf_available() -> bool:
    """Whether this machine can make PDF files: pages offer the button only then."""
    return _program() is not None


def to_pdf(docx: bytes, *, seconds: int = _SECONDS) -> bytes:
    """The document as PDF; refuses where LibreOffice is absent, fails or takes too long."""
    program = _program()
    if program is None:
        raise DomainError(
            _("Máy chủ chưa cài LibreOffice nên không tạo được PDF. Hãy tải tệp Word rồi lưu thành PDF."),
            code="pdf_needs_converter",
        )
    with tempfile.TemporaryDirectory(prefix="khcn-pdf-") as name:
        folder = Path(name)
        source = folder / "van-ban.docx"
        source.write_bytes(docx)
        _run(_command(program, folder, source), seconds)
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise DomainError(
                _("LibreOffice không chuyển được văn bản này sang PDF. Hãy mở tệp Word và lưu thành PDF."),
                code="pdf_failed",
            )
        return made.read_bytes()


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _command(program: str, folder: Path, source: Path) -> list[str]:
    """A profile of its own, so that two conversions at once do not meet."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [
        program, "--headless", "--norestore", "--safe-mode", profile,
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(source),
    ]  # fmt: skip


def _run(command: list[str], seconds: int) -> None:
    """Run the converter; when it takes too long, end it with every process it started."""
    process = subprocess.Popen(  # noqa: S603 - fixed program and arguments, no shell
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise DomainError(
            _("Tạo PDF quá %d giây chưa xong nên đã dừng. Hãy tải tệp Word rồi lưu thành PDF.") % seconds,
            code="pdf_failed",
        ) from error
