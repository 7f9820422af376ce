"""What people type when they prepare a cycle, extend, excuse and decide who reports."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khcn.agency_reports.choices import CycleKind
from khcn.agency_reports.models import Cycle, ReportTemplate
from khcn.indicators.choices import Calendar
from khcn.kernel.agencies.models import Agency
from khcn.kernel.documents.models import Document, DocumentKind
from khcn.kernel.form_fields import DayField
from khcn.plan.models import Party, Plan
from khcn.web.workspace.agencies.words import kind_name
from khcn.web.workspace.cycles.words import place_in_text

NEWEST = 100
#: A group of so many agencies is shown unfolded.
SHORT = 25
MONTHS = [("", "—"), *((str(month), f"{month:02d}") for month in range(1, 13))]


class ChoiceOfCycle(forms.Form):
    """Which cycle: the rest is proposed from it."""

    def __init__(self, data: Any, plans: list[Plan]) -> None:
        super().__init__(data)
        self.plans = {plan.code: plan for plan in plans}
        if len(plans) > 1:
            choices = [(plan.code, str(plan)) for plan in plans]
            self.fields["ke-hoach"] = forms.ChoiceField(label=_("Kế hoạch"), choices=choices)
        self.fields["loai"] = forms.ChoiceField(label=_("Loại"), choices=CycleKind.choices)
        self.fields["nam"] = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
        self.fields["thang"] = forms.ChoiceField(
            label=_("Tháng (báo cáo tháng)"), choices=MONTHS, required=False
        )

    def told(self, name: str, default: Any) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or default

    @property
    def plan(self) -> Plan:
        first = next(iter(self.plans.values()))
        return self.plans.get(self.told("ke-hoach", ""), first)


class CycleForm(forms.Form):
    title = forms.CharField(label=_("Tên kỳ báo cáo"), max_length=300)
    first_day = DayField(label=_("Số liệu từ ngày"))
    last_day = DayField(label=_("Số liệu đến hết ngày"))
    calendar = forms.ChoiceField(label=_("Loại kỳ số liệu"), choices=Calendar.choices)
    due_on = DayField(label=_("Hạn chính thức"), help_text=_("Ngày cuối Sở KH&CN phải gửi báo cáo tổng hợp."))
    internal_due_on = DayField(
        label=_("Hạn gửi của đơn vị"), help_text=_("Sớm hơn hạn chính thức để kịp kiểm tra, tổng hợp.")
    )
    template = forms.ModelChoiceField(
        label=_("Mẫu báo cáo của đơn vị"), queryset=ReportTemplate.objects.all(), empty_label=None
    )
    previous = forms.ModelChoiceField(
        label=_("Kỳ trước để so sánh"),
        queryset=Cycle.objects.none(),
        required=False,
        empty_label=_("Không có"),
    )
    letter = forms.ModelChoiceField(
        label=_("Công văn yêu cầu"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("Chưa có"),
        help_text=_("Chọn sau cũng được."),
    )
    backfill = forms.BooleanField(
        label=_("Làm bù cho kỳ đã qua"),
        required=False,
        help_text=_("Thời hạn được phép ở quá khứ; hệ thống không nhắc và không tính đơn vị nào gửi chậm."),
    )

    def __init__(self, *args: Any, plan: Plan, cycle: Cycle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        others = Cycle.objects.filter(plan=plan).exclude(state="preparing").order_by("-due_on")
        letters = Document.objects.filter(kind=DocumentKind.LETTER).order_by("-issued_on", "-pk")
        offered = {
            "template": ReportTemplate.objects.all(),
            "previous": others.exclude(pk=cycle.pk) if cycle else others,
            "letter": letters,
        }
        for name, rows in offered.items():
            fields[name].queryset = rows
            # Read once; a list of choices that is a query would be asked again at each use.
            empty = [("", fields[name].empty_label)] if fields[name].empty_label else []
            fields[name].choices = [*empty, *((one.pk, str(one)) for one in rows[:NEWEST])]


@dataclass
class KindGroup:
    """Agencies of one kind; `whole` when all of them are meant."""

    kind: str
    name: str
    whole: bool
    agencies: list[tuple[Agency, bool]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Worth unfolding: some are ticked one by one, or the group is short."""
        return not self.whole and (
            any(chosen for _one, chosen in self.agencies) or len(self.agencies) <= SHORT
        )


class MembersForm(forms.Form):
    """Who reports for a class: whole groups in one click, or single agencies."""

    parties = forms.MultipleChoiceField(
        label=_("Áp dụng cho"), widget=forms.CheckboxSelectMultiple, required=False
    )
    kinds = forms.MultipleChoiceField(
        label=_("Chọn cả nhóm"), widget=forms.CheckboxSelectMultiple, required=False
    )
    agencies = forms.MultipleChoiceField(
        label=_("Chọn từng cơ quan"), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("Căn cứ, ghi chú"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bắt buộc khi không chọn cơ quan nào."),
    )

    def __init__(self, *args: Any, parties: list[Party], offered: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_party = {str(party.pk): party for party in parties}
        self.by_code = {agency.code: agency for agency in offered}
        fields: dict[str, Any] = self.fields
        fields["parties"].choices = [(key, place_in_text(party)) for key, party in self.by_party.items()]
        fields["kinds"].choices = [(one.kind, kind_name(one.kind)) for one in offered]
        fields["agencies"].choices = [(one.code, one.name) for one in offered]

    def groups(self) -> list["KindGroup"]:
        """The agencies on offer by kind, with what is ticked, for a page that shows a box for each kind."""
        told = self.data if self.is_bound else None
        kinds = set(told.getlist("kinds") if told else self.initial.get("kinds", ()))
        codes = set(told.getlist("agencies") if told else self.initial.get("agencies", ()))
        groups: dict[str, KindGroup] = {}
        for one in self.by_code.values():
            group = groups.setdefault(one.kind, KindGroup(one.kind, kind_name(one.kind), one.kind in kinds))
            group.agencies.append((one, one.code in codes))
        small = KindGroup("", str(_("Cơ quan khác")), False)
        for group in [one for one in groups.values() if len(one.agencies) == 1]:
            small.agencies += group.agencies
        whole = [one for one in groups.values() if len(one.agencies) > 1]
        return [*whole, *([small] if small.agencies else [])]

    def chosen(self) -> list[Agency]:
        told = self.cleaned_data
        kinds, codes = set(told["kinds"]), set(told["agencies"])
        return [one for one in self.by_code.values() if one.kind in kinds or one.code in codes]

    def places(self) -> list[Party]:
        return [self.by_party[key] for key in self.cleaned_data["parties"]]


class ExtendForm(forms.Form):
    to = DayField(label=_("Gia hạn đến ngày"))
    reason = forms.CharField(
        label=_("Lý do gia hạn"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đơn vị đọc được lý do này."),
    )


class ExcuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do miễn báo cáo"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đơn vị đọc được lý do này; đơn vị không còn tính vào số phải gửi."),
    )
