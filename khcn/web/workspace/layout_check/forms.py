"""The file to be measured."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """The content decides whether it is a Word file, not the name."""

    file = forms.FileField(
        label=_("Tệp Word (.docx)"),
        help_text=_("Tệp chỉ được đọc để kiểm tra, không lưu lại trên hệ thống."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Chưa chọn tệp. Hãy chọn một tệp .docx rồi bấm Kiểm tra."),
            "empty": _("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi chọn lần nữa."),
        },
    )
