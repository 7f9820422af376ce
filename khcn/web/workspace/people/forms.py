"""Forms of accounts and seats."""

from django import forms
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import User
from khcn.kernel.agencies.models import Agency

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
STATES = [("", _("Đang hoạt động")), ("khoa", _("Đã khoá")), ("khong-vai-tro", _("Chưa có vai trò")), ("tat-ca", _("Tất cả"))]  # fmt: skip


class UserFilter(forms.Form):
    q = forms.CharField(label=_("Tìm tên, tên đăng nhập, thư"), required=False, widget=forms.SearchInput())
    role = forms.ChoiceField(label=_("Vai trò"), required=False)
    agency = forms.ModelChoiceField(
        label=_("Cơ quan"), required=False, queryset=Agency.objects.none(), empty_label=_("Mọi cơ quan")
    )
    state = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=STATES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Mọi vai trò")), *Role.choices]
        self.fields["agency"].queryset = Agency.objects.filter(memberships__isnull=False).distinct()


class AccountForm(forms.Form):
    """Whether name and address are free is told by the act."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        validators=[ASCIIUsernameValidator()],
        help_text=_("Chữ không dấu, số, dấu chấm; ví dụ lan.nguyen. Người dùng gõ tên này khi đăng nhập."),
    )
    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    title = forms.CharField(label=_("Chức vụ"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("Địa chỉ thư"),
        required=False,
        help_text=_("Thư công vụ. Liên kết đặt mật khẩu và thông báo được gửi tới đây."),
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ của giao diện"), choices=LANGUAGES, initial="vi")


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Ngôn ngữ của giao diện"), choices=LANGUAGES)

    class Meta:
        model = User
        fields = ["full_name", "title", "language"]


class SeatForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Chọn vai trò")), *Role.choices])
    agency = forms.ModelChoiceField(
        label=_("Cơ quan"),
        required=False,
        queryset=Agency.objects.none(),
        empty_label=_("Không gắn với cơ quan"),
        help_text=_("Phải chọn khi vai trò là điều phối, lãnh đạo, cán bộ báo cáo hoặc người duyệt."),
    )
    valid_from = forms.DateField(label=_("Từ ngày"), help_text=_("Ví dụ 01/03/2025."))
    valid_to = forms.DateField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chưa biết ngày kết thúc.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.exclude(valid_to__lt=timezone.localdate())


class EndSeatForm(forms.Form):
    on = forms.DateField(
        label=_("Ngày cuối cùng có hiệu lực"),
        help_text=_("Hết ngày này người đó không còn quyền của vai trò."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(forms.Form):
    """Nothing to fill in; the page says what will happen."""


class HandOverForm(forms.Form):
    to_user = forms.ModelChoiceField(label=_("Người nhận"), queryset=User.objects.none())
    on = forms.DateField(
        label=_("Từ ngày"), help_text=_("Từ ngày này người nhận giữ mọi vai trò của người giao.")
    )

    def __init__(self, *args, giver, **kwargs):
        super().__init__(*args, **kwargs)
        others = User.objects.filter(is_active=True).exclude(pk=giver.pk).order_by("full_name")
        self.fields["to_user"].queryset = others
        self.fields["to_user"].label_from_instance = lambda user: f"{user} ({user.username})"
