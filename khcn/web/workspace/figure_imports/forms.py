"""The file and what is said once about all of it; the decision about what it holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.indicators.choices import Vintage
from khcn.indicators.importing.choices import Mode
from khcn.indicators.importing.domain import Said
from khcn.indicators.importing.tables import READABLE
from khcn.indicators.models import Indicator
from khcn.kernel.access import Actor, visible
from khcn.kernel.documents.models import Document
from khcn.kernel.territory.models import Level, Unit

#: The latest ones are offered; the source of an older one can be written.
MOST_DOCUMENTS = 200


class FileForm(forms.Form):
    """Content is checked by the act that stores the file, not by the name."""

    file = forms.FileField(
        label=gettext_lazy("Tệp số liệu"),
        help_text=gettext_lazy("Excel, CSV, JSON hoặc SDMX-CSV."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(READABLE)}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp. Hãy chọn tệp rồi bấm Tải lên và kiểm tra."),
            "empty": gettext_lazy("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp rồi chọn lần nữa."),
        },
    )
    source_note = forms.CharField(
        label=gettext_lazy("Nguồn của số liệu"), max_length=500, required=False,
        help_text=gettext_lazy("Niên giám, báo cáo hoặc văn bản nào; dùng cho mọi dòng không ghi nguồn riêng."),
    )  # fmt: skip
    document = forms.ModelChoiceField(
        Document.objects.none(), label=gettext_lazy("Văn bản công bố số liệu"), required=False,
        empty_label=gettext_lazy("Không chọn"),
    )  # fmt: skip
    vintage = forms.ChoiceField(
        label=gettext_lazy("Mức độ chính thức"), choices=Vintage.choices, initial=Vintage.FINAL,
        help_text=gettext_lazy("Dùng khi tệp không nói riêng cho từng số."),
    )  # fmt: skip
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label=gettext_lazy("Chỉ số của cả tệp"), required=False, to_field_name="code",
        empty_label=gettext_lazy("Theo từng dòng"), help_text=gettext_lazy("Chỉ chọn khi bảng không có cột mã chỉ số."),
    )  # fmt: skip
    territory = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Địa bàn của cả tệp"), required=False, to_field_name="code",
        empty_label=gettext_lazy("Theo từng dòng, hoặc địa bàn của chỉ số"),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor) -> None:
        super().__init__(*args)
        choose: Any = self.fields
        documents = visible(actor, "documents.document.view", Document.objects.exclude(symbol=""))
        choose["document"].queryset = documents
        latest = [(one.pk, f"{one.symbol} {one.summary}"[:120]) for one in documents[:MOST_DOCUMENTS]]
        choose["document"].choices = [("", choose["document"].empty_label), *latest]
        choose["indicator"].queryset = visible(actor, "indicators.observation.enter", Indicator.objects.all())
        choose["territory"].queryset = Unit.objects.filter(
            level__in=(Level.COUNTRY, Level.PROVINCE)
        ).order_by("level", "-valid_from", "name")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not (told.get("source_note") or "").strip() and told.get("document") is None:
            self.add_error("source_note", _("Hãy ghi nguồn của số liệu, hoặc chọn văn bản công bố."))
        return told

    def said(self) -> Said:
        told = self.cleaned_data
        names = ("source_note", "document", "vintage", "indicator", "territory")
        return Said(**{name: told[name] for name in names})


class DecideForm(forms.Form):
    mode = forms.ChoiceField(choices=Mode.choices)
    reason = forms.CharField(required=False)
    confirm = forms.BooleanField(required=False)
