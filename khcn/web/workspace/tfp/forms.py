"""What a growth account is made of: indicators, or a table that is pasted or uploaded."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.indicators.choices import CardState
from khcn.indicators.models import Indicator
from khcn.kernel.access import Actor, visible
from khcn.kernel.form_fields import FigureField
from khcn.kernel.territory.models import Level, Unit

LIKELY = {
    "output": "grdp-gia-so-sanh", "investment": "von-dau-tu-thuc-hien", "labour": "lao-dong-binh-quan",
    "official": "tfp-dong-gop",
}  # fmt: skip
RATES = (
    ("log", gettext_lazy("Logarit (cộng được qua các năm)")),
    ("discrete", gettext_lazy("Tốc độ tăng thông thường")),
)


class TfpForm(forms.Form):
    """Field names are those that refusals of the account name."""

    output = forms.ModelChoiceField(Indicator.objects.none(), label=gettext_lazy("GRDP giá so sánh"))
    capital = forms.ModelChoiceField(
        Indicator.objects.none(), label=gettext_lazy("Vốn (giá trị tài sản cố định cuối năm)"),
        help_text=gettext_lazy("Nếu không có chuỗi vốn, chọn vốn đầu tư và tỷ lệ khấu hao ở dưới."),
    )  # fmt: skip
    investment = forms.ModelChoiceField(
        Indicator.objects.none(), label=gettext_lazy("Vốn đầu tư hằng năm, giá so sánh"),
        help_text=gettext_lazy("Nên bắt đầu trước giai đoạn tính nhiều năm; đầu tư giá hiện hành làm sai tốc độ tăng vốn."),
    )  # fmt: skip
    depreciation = FigureField(label=gettext_lazy("Khấu hao, % mỗi năm"), help_text=gettext_lazy("Ví dụ 5."))
    initial = FigureField(
        label=gettext_lazy("Vốn năm đầu (K₀)"), help_text=gettext_lazy("Cùng đơn vị với vốn đầu tư; bỏ trống thì ước lượng.")
    )  # fmt: skip
    labour = forms.ModelChoiceField(Indicator.objects.none(), label=gettext_lazy("Lao động có việc làm"))
    capital_share = FigureField(
        label=gettext_lazy("Tỷ trọng thu nhập của vốn (α)"), help_text=gettext_lazy("Số giữa 0 và 1, ví dụ 0,4; có thể là một cột của bảng.")
    )  # fmt: skip
    official = forms.ModelChoiceField(
        Indicator.objects.none(), label=gettext_lazy("Số công bố chính thức để so (tỷ trọng TFP trong tăng trưởng, %)")
    )  # fmt: skip
    territory = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Địa bàn"), empty_label=gettext_lazy("Địa bàn của chỉ số GRDP"),
        help_text=gettext_lazy("Một địa bàn cho cả chuỗi: trước và sau hợp nhất tỉnh không nối được với nhau."),
    )  # fmt: skip
    first = forms.IntegerField(label=gettext_lazy("Năm gốc"), min_value=1900, max_value=2100)
    last = forms.IntegerField(label=gettext_lazy("Năm cuối"), min_value=1900, max_value=2100)
    rates = forms.ChoiceField(label=gettext_lazy("Cách tính tốc độ tăng"), choices=RATES, initial="log")
    table = forms.CharField(
        label=gettext_lazy("Hoặc dán bảng số liệu"), widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Chép từ Excel, có hàng tiêu đề: Năm, GRDP, Vốn (hoặc Đầu tư), Lao động, α, Công bố."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Hoặc tải bảng lên (Excel, CSV)"), help_text=gettext_lazy("Đọc xong là bỏ, không lưu lại."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor) -> None:
        super().__init__(*args)
        seen = visible(
            actor, "indicators.indicator.view",
            Indicator.objects.filter(cards__state=CardState.IN_FORCE).order_by("name"),
        )  # fmt: skip
        every = list(seen)
        choices = [("", "—"), *((one.code, one.name) for one in every)]
        codes = {one.code for one in every}
        for name, field in self.fields.items():
            field.required = name == "rates"
            if isinstance(field, forms.ModelChoiceField) and name != "territory":
                field.to_field_name, field.queryset, field.choices = "code", seen, choices
                field.initial = LIKELY[name] if LIKELY.get(name) in codes else None
        self.fields["territory"].to_field_name = "code"
        self.fields["territory"].queryset = Unit.objects.filter(  # type: ignore[attr-defined]
            level__in=(Level.COUNTRY, Level.PROVINCE)
        ).order_by("level", "-valid_from", "name")

    @property
    def tabular(self) -> bool:
        told = self.cleaned_data
        return bool((told.get("table") or "").strip() or told.get("file"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last <= first:
            self.add_error("last", _("Năm cuối phải sau năm gốc."))
        self._check_depreciation(told)
        if not self.tabular:
            self._check_indicators(told)
        return told

    def _check_depreciation(self, told: dict[str, Any]) -> None:
        rate: Decimal | None = told.get("depreciation")
        if rate is not None and not 0 <= rate < 100:
            self.add_error("depreciation", _("Khấu hao phải từ 0 đến dưới 100%."))
        if rate is None and told.get("investment") and not told.get("capital") and not self.tabular:
            self.add_error("depreciation", _("Hãy ghi tỷ lệ khấu hao để tính vốn từ vốn đầu tư."))

    def _check_indicators(self, told: dict[str, Any]) -> None:
        for name, sentence in (
            ("output", _("Hãy chọn chỉ số GRDP, hoặc dán bảng số liệu.")),
            ("labour", _("Hãy chọn chỉ số lao động, hoặc dán bảng số liệu.")),
            ("capital_share", _("Hãy ghi α, ví dụ 0,4.")),
        ):
            if told.get(name) is None and name not in self.errors:
                self.add_error(name, sentence)
        if told.get("capital") is None and told.get("investment") is None:
            self.add_error("capital", _("Hãy chọn chỉ số vốn, hoặc chỉ số vốn đầu tư."))
