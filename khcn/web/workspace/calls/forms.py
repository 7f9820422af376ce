"""The forms of a call."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.calls import offered
from khcn.operations.st_tasks.choices import Route
from khcn.operations.st_tasks.models import Application, Call, Procedure
from khcn.web.workspace.calls.common import MomentField


class CallForm(forms.Form):
    title = forms.CharField(label=_("Tên đợt"), max_length=300)
    procedure = forms.ModelChoiceField(None, label=_("Bộ quy tắc"), empty_label=None)
    year = forms.IntegerField(label=_("Năm"), min_value=2015, max_value=2100)
    route = forms.ChoiceField(
        label=_("Phương thức"),
        required=False,
        choices=[("", _("Mọi phương thức tìm tổ chức chủ trì")), *Route.choices],
    )
    notice = forms.CharField(
        label=_("Nội dung thông báo"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    blind = forms.BooleanField(
        label=_("Hội đồng chấm ẩn danh"),
        required=False,
        help_text=_("Thành viên hội đồng không thấy tên tổ chức, chủ nhiệm và nhóm thực hiện."),
    )

    def __init__(self, data: Any, *, call: Call | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["procedure"].queryset = Procedure.objects.exclude(state="retired").defer("definition")  # type: ignore[attr-defined]
        if call is not None:
            del self.fields["procedure"]


class TasksForm(forms.Form):
    tasks = forms.ModelMultipleChoiceField(
        None, label=_("Nhiệm vụ của đợt"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, call: Call) -> None:
        super().__init__(data, initial={"tasks": list(call.tasks.values_list("pk", flat=True))})
        self.fields["tasks"].queryset = offered(call).order_by("pk")  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    notice_symbol = forms.CharField(label=_("Số thông báo"), max_length=80)
    opens_at = MomentField(label=_("Nhận hồ sơ từ"), required=False, help_text=_("Để trống: từ lúc công bố."))
    closes_at = MomentField(
        label=_("Nhận hồ sơ đến hết"), help_text=_("Theo giờ máy chủ; giây cuối cùng vẫn kịp.")
    )
    reason = forms.CharField(
        label=_("Lý do nhận hồ sơ ngắn hơn quy định"),
        required=False,
        max_length=500,
        help_text=_("Chỉ ghi khi thời gian nhận hồ sơ ngắn hơn bộ quy tắc."),
    )


class ExtendForm(forms.Form):
    dossier = forms.IntegerField(
        label=_("Số của hồ sơ đang soạn"), min_value=1, max_value=2**62,
        help_text=_("Bên nộp hồ sơ đọc số này ở trang hồ sơ của họ; Sở không thấy tên hồ sơ trước khi mở."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    until = MomentField(label=_("Được nộp đến hết"))
    reason = forms.CharField(
        label=_("Lý do gia hạn"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any, *, call: Call) -> None:
        super().__init__(data)
        self.call = call

    def clean_dossier(self) -> Application:
        found = self.call.dossiers.filter(pk=self.cleaned_data["dossier"], state="draft").first()
        if found is None:
            raise forms.ValidationError(_("Đợt này không có hồ sơ đang soạn mang số đó."))
        return found


class OpeningForm(forms.Form):
    at = MomentField(label=_("Mở hồ sơ lúc"), initial=timezone.now)
    place = forms.CharField(label=_("Nơi mở hồ sơ"), max_length=300)
    people = forms.CharField(
        label=_("Thành phần dự"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    minutes = forms.CharField(label=_("Số biên bản"), max_length=80)
    note = forms.CharField(
        label=_("Ghi nhận khác, hồ sơ nộp muộn"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nêu tên hồ sơ giấy đến sau hạn, nếu có; hồ sơ gửi trên nền tảng sau hạn không nhận được."),
    )  # fmt: skip


class ValidityForm(forms.Form):
    valid = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[("co", _("Hợp lệ")), ("khong", _("Không hợp lệ"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Nhận xét, lý do"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi hồ sơ không hợp lệ; bên nộp đọc được."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
