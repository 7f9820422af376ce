"""The upload of a workbook, and the decision about what it holds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.kernel.register_io.choices import Mode
from khcn.kernel.register_io.domain import READABLE


class UploadForm(forms.Form):
    """Content is checked by the act that stores the file, not by the name."""

    file = forms.FileField(
        label=_("Tệp Excel hoặc CSV"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(READABLE)}),
        error_messages={
            "required": _("Chưa chọn tệp. Hãy chọn tệp rồi bấm Tải lên và kiểm tra."),
            "empty": _("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi chọn lần nữa."),
        },
    )


class ApplyForm(forms.Form):
    mode = forms.ChoiceField(label=_("Cách ghi"), choices=Mode.choices, widget=forms.RadioSelect)
