"""What may be written to the temporary folder while a form is being received."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class SizeLimit(FileUploadHandler):
    """Stands before the handlers that store: drops what comes after the limit of one file.

    The piece that crosses the limit is still stored, so the form sees a file that is too large and
    says so; without this, anyone could fill the disk before a form is even looked at.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.KHCN_MAX_UPLOAD_MB * 1024 * 1024 else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
