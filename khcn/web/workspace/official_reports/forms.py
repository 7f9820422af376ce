"""What people type about a consolidated report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.models import Agency
from khcn.kernel.form_fields import DayField
from khcn.outputs.official_reports.choices import Authority
from khcn.outputs.official_reports.models import OfficialReport


class GatherForm(forms.Form):
    """Who issues the report: the agency of the person's own seat comes first."""

    issuer = forms.ModelChoiceField(label=_("Cơ quan ban hành"), queryset=Agency.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["issuer"]
        field.queryset = Agency.objects.filter(state_body=True).order_by("order", "name")
        field.initial = next(iter(sorted(actor.seats_as(Role.COORDINATOR, Role.ADMIN))), None)


class Lines(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class HeadForm(forms.ModelForm[OfficialReport]):
    addressees = Lines(label=_("Kính gửi"), required=False, help_text=_("Mỗi dòng một nơi."))
    recipients = Lines(
        label=_("Nơi nhận"),
        required=False,
        help_text=_("Mỗi dòng một nơi; dòng cuối là nơi lưu, ví dụ: Lưu: VT, QLKH."),
    )

    class Meta:
        model = OfficialReport
        fields = ("title", "symbol", "place", "addressees", "recipients")
        help_texts = {
            "symbol": _("Phần sau dấu gạch chéo, ví dụ: BC-SKHCN. Số do văn thư cấp khi phát hành."),
            "place": _("Địa danh ghi trước ngày, tháng, năm."),
        }


class SignForm(forms.Form):
    authority = forms.ChoiceField(label=_("Thẩm quyền ký"), choices=Authority.choices, required=False)
    collective = forms.CharField(
        label=_("Tập thể được thay mặt"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Ủy ban nhân dân."),
    )
    head_title = forms.CharField(label=_("Chức vụ người đứng đầu"), max_length=100)
    signer_title = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=100,
        required=False,
        help_text=_("Cần khi ký thay, thừa lệnh, thừa ủy quyền."),
    )
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=150)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do mở lại"), widget=forms.Textarea(attrs={"rows": 3}))


class IssueForm(forms.Form):
    number = forms.IntegerField(label=_("Số văn bản"), min_value=1, max_value=99999)
    issued_on = DayField(label=_("Ngày ban hành"))


class SummaryForm(forms.Form):
    summary = forms.CharField(
        label=_("Tóm tắt công khai"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Ai cũng đọc được. Không ghi số liệu chưa công bố; các số đã công bố được kèm thành bảng."),
    )  # fmt: skip


class BlockForm(forms.Form):
    text = forms.CharField(required=False, strip=True)
    revision = forms.IntegerField(min_value=0)
