"""Forms of the agency directory."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.kernel.agencies.choices import SuccessionKind
from khcn.kernel.agencies.models import Agency
from khcn.web.workspace.agencies.words import kind_choices


class AgencyFilter(forms.Form):
    q = forms.CharField(label=_("Tìm tên, tên gọn"), required=False, widget=forms.SearchInput())
    kind = forms.ChoiceField(label=_("Loại"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Mọi loại")), *kind_choices()]


class AgencyForm(forms.ModelForm):
    aliases = forms.CharField(
        label=_("Cách viết khác"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một cách viết gặp trong văn bản; dùng để nhận ra cơ quan khi nhập văn bản."),
    )

    class Meta:
        model = Agency
        fields = ["short_name", "kind", "parent", "identifier", "tax_code", "state_body", "aliases", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("Loại"), choices=kind_choices())
        self.fields["parent"].queryset = Agency.objects.exclude(kind="ubnd-xa")
        if self.instance.pk:
            self.initial["aliases"] = "\n".join(self.instance.aliases)

    def clean_aliases(self):
        lines = self.cleaned_data["aliases"].splitlines()
        return sorted({" ".join(line.split()) for line in lines if line.strip()})

    def clean_identifier(self):
        return self.cleaned_data["identifier"] or None

    def clean_tax_code(self):
        return self.cleaned_data["tax_code"] or None


class NewAgencyForm(AgencyForm):
    code = forms.SlugField(
        label=_("Mã"),
        max_length=80,
        help_text=_("Chữ thường không dấu, nối bằng gạch ngang. Không đổi về sau."),
    )
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=300)
    valid_from = forms.DateField(
        label=_("Hoạt động từ ngày"), required=False, help_text=_("Ví dụ 01/03/2025.")
    )

    field_order = ["code", "name", "short_name", "kind", "valid_from", "parent"]


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Tên mới"), max_length=300)
    short_name = forms.CharField(label=_("Tên gọn mới"), max_length=120, required=False)
    on = forms.DateField(label=_("Từ ngày"), help_text=_("Ví dụ 01/03/2025."))
    legal_basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Số, ký hiệu, ngày; để trống thì ghi là cần xác nhận."),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class SuccessionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Hình thức"),
        choices=[one for one in SuccessionKind.choices if one[0] != SuccessionKind.RENAME],
    )
    successor = forms.ModelChoiceField(
        label=_("Cơ quan tiếp nhận"), queryset=Agency.objects.all(), required=False,
        help_text=_("Để trống khi giải thể hoặc khi chưa biết nơi nhận của một lần chia, tách."),
    )  # fmt: skip
    effective_on = forms.DateField(label=_("Có hiệu lực từ ngày"), help_text=_("Ví dụ 01/07/2025."))
    function = forms.CharField(
        label=_("Chức năng chuyển giao"), max_length=300, required=False,
        help_text=_("Chỉ ghi khi không chuyển toàn bộ nhiệm vụ."),
    )  # fmt: skip
    legal_basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Số, ký hiệu, ngày; để trống thì ghi là cần xác nhận."),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(forms.Form):
    legal_basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ký hiệu, ngày và cơ quan ban hành của văn bản bạn đã đọc."),
    )
