"""Forms on outcomes of a task."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import Actor
from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.filters import seen_lookup
from khcn.kernel.registers.form_fields import (
    MoneyCell,
    NumberCell,
    RecordCell,
    RecordsCell,
    TextField,
    YesNoField,
)
from khcn.kernel.territory.models import Unit
from khcn.operations.st_tasks.choices import Access, Grade, ResultKind
from khcn.operations.st_tasks.models import OrderedProduct, Publicity, Use
from khcn.registers.directory.models import Organisation
from khcn.registers.ip.models import Right
from khcn.registers.products.models import Product
from khcn.registers.transfer_contracts.models import TransferContract
from khcn.web.ui.files import EvidenceField

MOST_DIGITS = 6


def long_text(label: Any, *, rows: int = 4, required: bool = False, help_text: Any = "") -> TextField:
    """A text of several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, required=required, max_length=20_000, widget=area, help_text=help_text)


def _records(model: Any, actor: Actor, label: Any, help_text: Any = "") -> RecordsCell:
    return RecordsCell(
        model=model, lookup=seen_lookup(model, actor), required=False, label=label,
        help_text=help_text or _("Ghi tên hoặc mã bản ghi (#12); nhiều bản ghi cách nhau bằng dấu chấm phẩy."),
    )  # fmt: skip


class UseForm(forms.Form):
    """The report of one year."""

    applied = YesNoField(label=_("Kết quả đã được ứng dụng chưa"), unknown=True)
    applied_on = DayField(label=_("Ứng dụng từ ngày"), required=False)
    by_whom = TextField(label=_("Ai ứng dụng"), required=False, max_length=400)
    effect = long_text(
        _("Hiệu quả"), help_text=_("Năng suất, chi phí, việc làm, môi trường…: có con số thì ghi con số.")
    )
    value = MoneyCell(label=_("Giá trị làm lợi (đồng)"), required=False)
    no_reason = TextField(
        label=_("Vì sao chưa ứng dụng"), required=False, max_length=500,
        help_text=_("Chỉ ghi khi trả lời “Không”. “Chưa ứng dụng” kèm lý do cũng là một báo cáo đầy đủ."),
    )  # fmt: skip
    files = EvidenceField(label=_("Minh chứng"), required=False)

    def __init__(self, data: Any, files: Any, *, use: Use, actor: Actor) -> None:
        names = ("applied", "applied_on", "by_whom", "effect", "value", "no_reason", "territory")
        initial: dict[str, Any] = {name: getattr(use, name) for name in names}
        initial["users"] = list(use.users.all()) if use.pk else []
        super().__init__(data, files, initial=initial)
        lookup = seen_lookup(Unit, actor)
        self.fields["territory"] = RecordCell(
            model=Unit, lookup=lookup, required=False, label=_("Ở xã, phường nào")
        )
        self.fields["users"] = _records(
            Organisation, actor, _("Tổ chức, doanh nghiệp ứng dụng (trong danh bạ)")
        )
        self.order_fields(
            [
                "applied",
                "applied_on",
                "by_whom",
                "users",
                "territory",
                "effect",
                "value",
                "no_reason",
                "files",
            ]
        )

    def told(self) -> dict[str, Any]:
        """The values of the report, without files and organisations."""
        return {name: one for name, one in self.cleaned_data.items() if name not in ("files", "users")}


class AssessForm(forms.Form):
    """The host's assessment: a quantity and a note for each product, then the whole."""

    def __init__(
        self, data: Any = None, files: Any = None, *, products: list[OrderedProduct], initial: Any
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.products = products
        for one in products:
            told = f"{one.number}. {one.name}"
            if one.quantity is not None:
                self.fields[f"quantity-{one.number}"] = NumberCell(
                    places=MOST_DIGITS, required=False, label=_("%s – số lượng đã có") % told, initial=one.delivered,
                    help_text=_("Đặt hàng: %(quantity)s %(unit)s") % {"quantity": f"{one.quantity.normalize():f}", "unit": one.unit},
                )  # fmt: skip
            note = long_text(_("%s – chất lượng, chủng loại") % told, rows=2, help_text=one.quality)
            note.initial = one.delivered_note
            self.fields[f"note-{one.number}"] = note
        grades = [("", "—"), *Grade.choices]
        self.fields["proposed_grade"] = forms.ChoiceField(
            label=_("Tự xếp loại"), choices=grades, required=False
        )
        self.fields["text"] = long_text(_("Nhận xét chung"), required=True)
        self.fields["files"] = EvidenceField(label=_("Báo cáo, tài liệu kèm theo"), required=False)

    def delivered(self) -> dict[int, tuple[Any, str]]:
        told = self.cleaned_data
        return {
            one.number: (told.get(f"quantity-{one.number}"), told.get(f"note-{one.number}", ""))
            for one in self.products
        }


class ProductForm(forms.Form):
    """One ordered product; an empty row is passed over."""

    name = TextField(label=_("Sản phẩm"), required=False, max_length=400)
    kind = forms.ChoiceField(
        label=_("Chủng loại"), choices=ResultKind.choices, required=False, initial=ResultKind.OTHER
    )
    unit = TextField(label=_("Đơn vị"), required=False, max_length=60)
    quantity = NumberCell(label=_("Số lượng"), places=MOST_DIGITS, required=False)
    quality = TextField(label=_("Yêu cầu khoa học, chất lượng"), required=False, max_length=2000)


class ResultForm(forms.Form):
    """An entry of the library."""

    title = TextField(label=_("Tên kết quả"), max_length=600)
    kind = forms.ChoiceField(label=_("Loại"), choices=ResultKind.choices)
    abstract = long_text(
        _("Tóm tắt"),
        rows=6,
        help_text=_("Viết cho người ngoài ngành cũng hiểu; cần có trước khi đăng ký kết quả."),
    )
    keywords = TextField(label=_("Từ khóa"), required=False, max_length=300)
    access = forms.ChoiceField(
        label=_("Ai được đọc toàn văn"), choices=Access.choices, initial=Access.DEPARTMENT
    )
    policy_question = long_text(_("Câu hỏi chính sách được trả lời"), rows=2)
    used_in = long_text(_("Văn bản đã sử dụng kết quả"), rows=2)
    rights_holder = TextField(label=_("Chủ sở hữu kết quả"), required=False, max_length=300)

    def __init__(self, data: Any, files: Any, *, initial: Any, actor: Actor) -> None:
        super().__init__(data, files, initial=initial)
        self.fields["ip_rights"] = _records(Right, actor, _("Đối tượng sở hữu trí tuệ"))
        self.fields["transfer_contracts"] = _records(TransferContract, actor, _("Hợp đồng chuyển giao"))
        self.fields["products"] = _records(Product, actor, _("Sản phẩm ứng dụng"))
        self.fields["files"] = EvidenceField(label=_("Tệp của kết quả"), required=False)

    def links(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] or [] for name in ("ip_rights", "transfer_contracts", "products")
        }


class HandOverForm(forms.Form):
    what = long_text(_("Quyền, tài sản, kết quả được giao"), rows=3, required=True)
    symbol = TextField(label=_("Số quyết định, biên bản"), max_length=80)
    on = DayField(label=_("Ngày"), initial=timezone.localdate)

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, **options: Any) -> None:
        super().__init__(data, files, **options)
        lookup = seen_lookup(Organisation, actor)
        self.fields["to"] = RecordCell(model=Organisation, lookup=lookup, label=_("Bên nhận"))
        self.order_fields(["to", "what", "symbol", "on"])


class PublicityForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Hình thức"),
        choices=Publicity._meta.get_field("kind").flatchoices,  # type: ignore[union-attr]
    )
    what = TextField(label=_("Nội dung"), max_length=400)
    link = forms.URLField(label=_("Đường dẫn"), required=False, assume_scheme="https")
    on = DayField(label=_("Ngày"), initial=timezone.localdate)
    files = EvidenceField(label=_("Ảnh, bản chụp"), required=False)


class LibraryFilter(forms.Form):
    """What the list of the library is asked for."""

    q = forms.CharField(
        label=_("Tìm (không cần dấu)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    loai = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *ResultKind.choices]
    )
    muc = forms.ChoiceField(label=_("Mức đọc"), required=False, choices=[("", _("Mọi mức")), *Access.choices])

    def told(self, name: str) -> str:
        """A wrong value is no condition, and neither is a list that nobody asked anything of."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "") if self.is_bound else ""
