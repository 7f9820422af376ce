"""The form field for evidence: several files, each judged by its content, errors naming the file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import Actor
from khcn.kernel.documents.checks import check_content
from khcn.kernel.documents.domain import attach_upload
from khcn.kernel.documents.kinds import ACCEPT, MEDIA_TYPES
from khcn.kernel.documents.models import Attachment, Purpose
from khcn.kernel.errors import DomainError

MOST_FILES = 10


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class EvidenceField(forms.FileField):
    """Cleans to a list of uploads that `keep_uploads` may store; an empty list when none is needed."""

    widget = SeveralFiles

    def __init__(self, *, most: int = MOST_FILES, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Tệp minh chứng"))
        super().__init__(**options)
        self.most = most
        if not self.help_text:
            self.help_text = accepted_words(most)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ACCEPT}

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in _listed(data) if file]
        if not files:
            super().clean(None, initial)
            return []
        if len(files) > self.most:
            raise ValidationError(
                _("Bạn chọn %(count)s tệp, mỗi lần gửi nhiều nhất %(most)s tệp. Hãy gửi làm nhiều lần.")
                % {"count": len(files), "most": self.most}
            )
        errors = [error for file in files if (error := _refusal(file))]
        if errors:
            raise ValidationError(errors)
        return files


def accepted_words(most: int = MOST_FILES) -> str:
    """What may be sent, for the help under the field."""
    return _("Nhiều nhất %(most)s tệp, mỗi tệp không quá %(limit)s MB: %(kinds)s.") % {
        "most": most,
        "limit": settings.KHCN_MAX_UPLOAD_MB,
        "kinds": ", ".join(MEDIA_TYPES),
    }


def keep_uploads(
    files: Sequence[UploadedFile],
    *,
    record: Model,
    by: Actor,
    purpose: str = Purpose.EVIDENCE,
    note: str = "",
) -> list[Attachment]:
    """Store the cleaned uploads and attach them to the record."""
    return [
        attach_upload(
            record=record, content=file.file, name=file.name or "", by=by, purpose=purpose, note=note
        )
        for file in files
    ]


def _listed(data: Any) -> list[Any]:
    return list(data) if isinstance(data, list | tuple) else [data]


def _refusal(file: UploadedFile) -> ValidationError | None:
    try:
        check_content(file.file, file.name or "")
    except DomainError as error:
        return ValidationError(error.message, code=error.code)
    return None
