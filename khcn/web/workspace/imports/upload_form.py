"""The file that begins an import."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """Content is checked by the act that stores the file, not by the name."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt,.doc"}),
        error_messages={
            "required": _("Chưa chọn tệp. Hãy chọn tệp văn bản rồi bấm Tải lên."),
            "empty": _("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi chọn lần nữa."),
        },
    )
