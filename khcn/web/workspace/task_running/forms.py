"""Forms of reports, inspections, changes and an early end."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.form_fields import DayField, FigureField
from khcn.kernel.registers.form_fields import MoneyCell, RecordCell
from khcn.operations.st_tasks.choices import ChangeKind, ReportJudgement
from khcn.operations.st_tasks.models import PeriodicReport, StTask
from khcn.operations.st_tasks.running.wishes import GROUNDS, SUBJECTS
from khcn.registers.directory.models import Organisation, Person
from khcn.web.ui.files import EvidenceField
from khcn.web.workspace.task_money.forms import text_field

JUDGEMENTS = [("", gettext_lazy("Chọn mức")), *ReportJudgement.choices]
LEADER_GROUNDS = ("away", "ill", "dead", "request", "late", "other")
HOST_GROUNDS = ("merger", "split", "dissolution", "other")


class ReportForm(forms.Form):
    text = text_field(gettext_lazy("Kết quả thực hiện trong kỳ"), rows=6, required=True)
    share_done = FigureField(label=gettext_lazy("Khối lượng đã hoàn thành từ đầu (%)"), required=False)
    spent = MoneyCell(label=gettext_lazy("Kinh phí đã sử dụng từ đầu (đồng)"), required=False)
    difficulties = text_field(gettext_lazy("Khó khăn, kiến nghị"), rows=3)
    files = EvidenceField(required=False, label=gettext_lazy("Tệp báo cáo"))

    @staticmethod
    def values_of(report: PeriodicReport) -> dict[str, Any]:
        return {name: getattr(report, name) for name in ("text", "share_done", "spent", "difficulties")}


class JudgeForm(forms.Form):
    judgement = forms.ChoiceField(label=gettext_lazy("Đánh giá"), choices=JUDGEMENTS)
    note = text_field(gettext_lazy("Ý kiến của Sở"), rows=3)


class ReasonForm(forms.Form):
    reason = text_field(gettext_lazy("Lý do"), rows=2, required=True, max_length=300)


class InspectionForm(forms.Form):
    on = DayField(label=gettext_lazy("Ngày kiểm tra"))
    planned = forms.BooleanField(label=gettext_lazy("Theo kế hoạch"), required=False, initial=True)
    notice_on = DayField(label=gettext_lazy("Ngày báo trước"), required=False)
    people = text_field(gettext_lazy("Thành phần"), rows=3)


class ConcludeForm(forms.Form):
    findings = text_field(gettext_lazy("Kết quả kiểm tra"), rows=5, required=True)
    conclusion = forms.ChoiceField(label=gettext_lazy("Kết luận"), choices=JUDGEMENTS)
    minutes_symbol = text_field(gettext_lazy("Số biên bản"), required=True, max_length=80)
    files = EvidenceField(required=False, label=gettext_lazy("Biên bản"))


class ChangeForm(forms.Form):
    """What is asked for, by the kind of change."""

    on = DayField(label=gettext_lazy("Ngày đề nghị"))
    reason = text_field(gettext_lazy("Lý do"), rows=4, required=True)
    field_order: list[str]

    def __init__(self, data: Any, *, kind: str, task: StTask, **options: Any) -> None:
        super().__init__(data, **options)
        self.kind, self.task = kind, task
        getattr(self, f"_{kind}", lambda: None)()
        self.order_fields([name for name in self.fields if name not in ("on", "reason")])

    def _extension(self) -> None:
        self.fields["ends_on"] = DayField(label=_("Đề nghị thực hiện đến hết ngày"))

    def _shortening(self) -> None:
        self._extension()
        self.fields["done"] = FigureField(label=_("Nội dung đã hoàn thành (%)"))

    def _content(self) -> None:
        labels = {
            "name": _("Tên mới"), "objective": _("Mục tiêu mới"), "content": _("Nội dung mới"), "product": _("Sản phẩm mới"),
        }  # fmt: skip
        for name, label in labels.items():
            self.fields[name] = text_field(
                label, rows=2 if name == "name" else 4, initial=getattr(self.task, SUBJECTS[name])
            )

    def _leader(self) -> None:
        self._ground(LEADER_GROUNDS)
        self.fields["leader"] = RecordCell(
            model=Person, label=_("Chủ nhiệm mới (trong danh bạ)"), required=False, help_text=_("Ghi họ tên; để trống nếu chưa có trong danh bạ.")
        )  # fmt: skip
        self.fields["leader_name"] = text_field(_("Họ tên chủ nhiệm mới"), max_length=150)

    def _host(self) -> None:
        self._ground(HOST_GROUNDS)
        self.fields["host"] = RecordCell(model=Organisation, label=_("Tổ chức chủ trì mới"))

    def _ground(self, codes: tuple[str, ...]) -> None:
        choices = [("", _("Chọn căn cứ")), *((code, GROUNDS[code]) for code in codes)]
        self.fields["ground"] = forms.ChoiceField(label=_("Căn cứ"), choices=choices)

    def _budget(self) -> None:
        for line in self.task.budget_lines.all():
            label = f"{line.year} · {line.get_source_display()} · {line.what or line.item}"
            self.fields[f"line-{line.pk}"] = MoneyCell(label=label, required=False, initial=line.planned)

    def wish(self) -> dict[str, Any]:
        """The answers as the act takes them."""
        told = self.cleaned_data
        if self.kind in (ChangeKind.EXTENSION, ChangeKind.SHORTENING):
            wish = {"ends_on": told["ends_on"].isoformat()}
            return wish | (
                {"done": str(Fraction(told["done"]) / 100)} if self.kind == ChangeKind.SHORTENING else {}
            )
        if self.kind == ChangeKind.CONTENT:
            return {name: told[name] for name in SUBJECTS}
        if self.kind == ChangeKind.LEADER:
            return {
                "leader": told["leader"].pk if told["leader"] else None,
                "leader_name": told["leader_name"],
            }
        if self.kind == ChangeKind.HOST:
            return {"host": told["host"].pk}
        if self.kind == ChangeKind.BUDGET:
            planned = {line.pk: line.planned for line in self.task.budget_lines.all()}
            moved = {
                pk: told[f"line-{pk}"] for pk in planned if told.get(f"line-{pk}") not in (None, planned[pk])
            }
            return {"lines": {str(pk): amount for pk, amount in moved.items()}}
        return {"text": told["reason"]}


class OwnChangeForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=[("other", gettext_lazy("Người tham gia, việc khác")), ("budget", gettext_lazy("Kế hoạch mua sắm"))],
    )  # fmt: skip
    decided_on = DayField(label=gettext_lazy("Ngày tổ chức chủ trì quyết định"))
    reason = text_field(gettext_lazy("Nội dung đã điều chỉnh"), rows=4, required=True)


class DecideForm(forms.Form):
    agreed = forms.ChoiceField(
        label=gettext_lazy("Quyết định"), choices=[("", gettext_lazy("Chọn")), ("co", gettext_lazy("Đồng ý")), ("khong", gettext_lazy("Không đồng ý"))]
    )  # fmt: skip
    symbol = text_field(gettext_lazy("Số quyết định, công văn"), required=True, max_length=80)
    on = DayField(label=gettext_lazy("Ngày quyết định"))
    note = text_field(gettext_lazy("Ý kiến"), rows=3)


class OpenStopForm(forms.Form):
    objective = forms.ChoiceField(
        label=gettext_lazy("Nguyên nhân"),
        choices=[("", gettext_lazy("Chọn")), ("khach-quan", gettext_lazy("Khách quan")), ("chu-quan", gettext_lazy("Chủ quan"))],
    )  # fmt: skip
    reason = text_field(gettext_lazy("Lý do"), rows=4, required=True)
    paused_on = DayField(label=gettext_lazy("Ngày thông báo tạm dừng"))


class DecideStopForm(forms.Form):
    spent = MoneyCell(label=gettext_lazy("Đã chi đúng (đồng)"))
    unproven = MoneyCell(label=gettext_lazy("Đã chi nhưng chưa chứng minh được (đồng)"))
    refund_asked = MoneyCell(
        label=gettext_lazy("Phải hoàn trả (đồng)"), required=False, help_text=gettext_lazy("Để trống để lấy mức tối thiểu theo quy định.")
    )  # fmt: skip
    handed_in = text_field(gettext_lazy("Sản phẩm, tài sản phải nộp"), rows=3)
    symbol = text_field(gettext_lazy("Số quyết định chấm dứt"), required=True, max_length=80)
    on = DayField(label=gettext_lazy("Ngày quyết định"))
