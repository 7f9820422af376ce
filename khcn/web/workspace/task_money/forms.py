"""Forms of contract, instalments and budget."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.form_fields import MoneyCell, TextField
from khcn.operations.st_tasks.choices import LumpSum
from khcn.operations.st_tasks.models import Contract, Instalment
from khcn.operations.st_tasks.money.contracts import Part

#: Rows of the form that divides the state budget; more if more are planned already.
USUAL_PARTS = 6


def text_field(label: str, *, rows: int = 0, required: bool = False, **told: Any) -> TextField:
    if rows:
        told["widget"] = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, required=required, **told)


class ContractForm(forms.Form):
    number = text_field(
        gettext_lazy("Số hợp đồng"), max_length=80, help_text=gettext_lazy("Để trống khi chưa có số.")
    )
    orderer = text_field(gettext_lazy("Bên đặt hàng (bên A)"), max_length=300)
    orderer_signer = text_field(gettext_lazy("Đại diện bên A, chức vụ"), max_length=200)
    host_signer = text_field(gettext_lazy("Đại diện bên B, chức vụ"), max_length=200)
    starts_on = DayField(label=gettext_lazy("Thực hiện từ ngày"))
    ends_on = DayField(label=gettext_lazy("Thực hiện đến hết ngày"))
    total = MoneyCell(label=gettext_lazy("Tổng kinh phí (đồng)"))
    state_budget = MoneyCell(label=gettext_lazy("Trong đó ngân sách nhà nước (đồng)"))
    lump_sum = forms.ChoiceField(label=gettext_lazy("Phương thức khoán"), choices=LumpSum.choices)
    lump_sum_note = text_field(gettext_lazy("Sản phẩm khoán, căn cứ"), max_length=500)

    @staticmethod
    def values_of(contract: Contract) -> dict[str, Any]:
        return {name: getattr(contract, name) for name in ContractForm.base_fields}


class SignForm(forms.Form):
    number = text_field(gettext_lazy("Số hợp đồng"), required=True, max_length=80)
    signed_on = DayField(label=gettext_lazy("Ngày ký"))


class LiquidateForm(forms.Form):
    number = text_field(gettext_lazy("Số biên bản thanh lý"), required=True, max_length=80)
    on = DayField(label=gettext_lazy("Ngày thanh lý"))


class PartsForm(forms.Form):
    """Instalments that are not paid yet; rows without a sum are left out."""

    def __init__(self, data: Any, *, rows: list[Instalment]) -> None:
        super().__init__(data)
        first = max((one.number for one in rows if one.advanced_on), default=0) + 1
        still = [one for one in rows if not one.advanced_on]
        self.count = max(USUAL_PARTS, len(still) + 1)
        for number in range(self.count):
            row = still[number] if number < len(still) else None
            named = {"number": first + number}
            self.fields[f"amount-{number}"] = MoneyCell(
                label=_("Đợt %(number)s: số tiền (đồng)") % named, required=False, initial=row and row.amount
            )
            self.fields[f"planned_on-{number}"] = DayField(
                label=_("Đợt %(number)s: dự kiến cấp") % named, required=False, initial=row and row.planned_on
            )
            self.fields[f"condition-{number}"] = text_field(
                _("Đợt %(number)s: điều kiện cấp") % named, max_length=300, initial=row and row.condition
            )

    @property
    def trios(self) -> list[list[Any]]:
        names = ("amount", "planned_on", "condition")
        return [[self[f"{name}-{number}"] for name in names] for number in range(self.count)]

    def parts(self) -> list[Part]:
        told = self.cleaned_data
        return [
            Part(told[f"amount-{number}"], told[f"planned_on-{number}"], told[f"condition-{number}"])
            for number in range(self.count)
            if told[f"amount-{number}"]
        ]


class AmountForm(forms.Form):
    amount = MoneyCell(label=gettext_lazy("Số tiền (đồng)"))


class PayForm(AmountForm):
    on = DayField(label=gettext_lazy("Ngày cấp"))
    override = text_field(
        gettext_lazy("Lý do vẫn cấp"), rows=2, max_length=500,
        help_text=gettext_lazy("Chỉ ghi khi kinh phí đang dừng cấp hoặc vượt hạn mức chưa được xác nhận mà vẫn phải cấp."),
    )  # fmt: skip


class StopForm(forms.Form):
    reason = text_field(
        gettext_lazy("Lý do dừng cấp"), rows=2, max_length=300, help_text=gettext_lazy("Để trống để bỏ dừng.")
    )


class LineForm(forms.Form):
    advanced = MoneyCell(label=gettext_lazy("Đã cấp (đồng)"), required=False)
    settled = MoneyCell(label=gettext_lazy("Đã quyết toán (đồng)"), required=False)


class PasteForm(forms.Form):
    table = forms.CharField(
        label=gettext_lazy("Dán bảng từ Excel"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Dòng đầu là tên cột: Năm, Nguồn, Khoản chi, Nội dung, Định mức, Khoán, Đề nghị, Được duyệt. Tiền ghi đồng, hoặc “1,5 tỷ”."
        ),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("Hoặc chọn tệp Excel, CSV"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if bool(told.get("table", "").strip()) == bool(told.get("file")):
            raise forms.ValidationError(_("Hãy dán bảng hoặc chọn một tệp."))
        return told


class VolumeForm(forms.Form):
    period = text_field(gettext_lazy("Kỳ, đợt"), required=True, max_length=120)
    done = text_field(gettext_lazy("Khối lượng đã hoàn thành"), rows=4, required=True)
    amount = MoneyCell(label=gettext_lazy("Kinh phí đề nghị xác nhận (đồng)"), required=False)
    on = DayField(label=gettext_lazy("Ngày đề nghị"))


class ConfirmForm(forms.Form):
    on = DayField(label=gettext_lazy("Ngày xác nhận"))
    note = text_field(gettext_lazy("Ý kiến"), rows=3)


class ConfirmMoneyForm(ConfirmForm):
    amount = MoneyCell(label=gettext_lazy("Kinh phí được xác nhận (đồng)"))
    field_order = ("amount", "on", "note")
