"""What the address of the board asks for: tab, words, conditions; read once for page and files."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import visible
from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import User
from khcn.kernel.base import matches
from khcn.kernel.registers.keyset import Order
from khcn.kernel.registers.search_index import holding, is_common
from khcn.lib.vn_text import fold
from khcn.operations.st_tasks.choices import Holder, ShareGroup, TaskKind
from khcn.operations.st_tasks.models import PeriodicReport, Procedure, StTask
from khcn.operations.st_tasks.models.tasks import PHASES
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.queries import late, soon, waiting_for
from khcn.registers.directory.models import Organisation, ScienceField
from khcn.web.workspace.st_tasks.common import FOLLOW

ANY = ("", gettext_lazy("Tất cả"))
TABS = {
    "cho-toi": gettext_lazy("Chờ tôi"),
    "sap-den-han": gettext_lazy("Sắp đến hạn"),
    "qua-han": gettext_lazy("Quá hạn"),
    "": gettext_lazy("Tất cả"),
}
#: Names of parameters and the fields of the task that they narrow; the last ones come from links alone.
BY_FIELD = {
    "pha": "state", "buoc": "step", "loai": "kind", "nhom": "share_group", "giu": "holder", "linh-vuc": "science_field",
    "can-bo": "officer", "san-pham": "key_product", "huong": "directions", "dot": "call", "quy-tac": "procedure",
}  # fmt: skip
RISKS = {
    "gia-han": gettext_lazy("Đã gia hạn"),
    "qua-ky": gettext_lazy("Hết thời gian thực hiện, chưa nộp hồ sơ nghiệm thu"),
    "cham-bao-cao": gettext_lazy("Chậm báo cáo định kỳ hoặc bị đánh giá chậm"),
}


class BoardForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Tìm theo mã, tên, chủ trì, chủ nhiệm"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    pha = forms.ChoiceField(label=gettext_lazy("Giai đoạn"), required=False)
    buoc = forms.ChoiceField(label=gettext_lazy("Bước"), required=False)
    giu = forms.ChoiceField(label=gettext_lazy("Ai đang giữ"), required=False, choices=[ANY, *Holder.choices])
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại nhiệm vụ"), required=False, choices=[ANY, *TaskKind.choices]
    )
    nhom = forms.ChoiceField(
        label=gettext_lazy("Nhóm lĩnh vực"),
        required=False,
        choices=[ANY, *ShareGroup.choices, ("chua", gettext_lazy("Chưa xếp nhóm"))],
    )
    chutri = forms.CharField(
        label=gettext_lazy("Tên tổ chức chủ trì"), required=False, max_length=100, widget=forms.TextInput
    )
    ruiro = forms.ChoiceField(label=gettext_lazy("Rủi ro"), required=False, choices=[ANY, *RISKS.items()])
    nam = forms.IntegerField(
        label=gettext_lazy("Năm phê duyệt"), required=False, min_value=1990, max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    tab = forms.ChoiceField(required=False, choices=list(TABS.items()), widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["pha"].choices = [ANY, *((one.code, one.staff) for one in PHASES.states)]
        fields["buoc"].choices = [ANY, *_steps()]
        science, people = _fields_and_officers()
        for name, label, known in (
            ("linh-vuc", _("Lĩnh vực"), science),
            ("can-bo", _("Chuyên viên"), people),
        ):
            choices = [ANY, (0, _("Chưa ghi")), *known]
            self.fields[name] = forms.TypedChoiceField(
                label=label, required=False, choices=choices, coerce=int, empty_value=None
            )
        for name in ("san-pham", "huong", "dot", "quy-tac"):
            self.fields[name] = forms.IntegerField(
                required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput
            )


def officers() -> QuerySet[User]:
    """People of the department who may follow tasks."""
    today = timezone.localdate()
    seats = Q(memberships__role__in=[Role.ADMIN, Role.COORDINATOR]) & (
        (Q(memberships__valid_from=None) | Q(memberships__valid_from__lte=today))
        & (Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=today))
    )
    return User.objects.filter(seats, is_active=True).distinct().order_by("full_name")


def _fields_and_officers() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Both lists of choices, in one query."""
    science = ScienceField.objects.order_by().values_list(Value("f"), "pk", "code", "name")
    people = officers().order_by().values_list(Value("p"), "pk", Value(""), "full_name")
    rows = sorted(science.union(people), key=lambda one: (one[2], fold(one[3])))
    named = [(kind, (pk, f"{code} {name}".strip())) for kind, pk, code, name in rows]
    return [one for kind, one in named if kind == "f"], [one for kind, one in named if kind == "p"]


def _steps() -> list[tuple[str, str]]:
    """The steps of all rule sets in use; one of the same code in two of them is named once."""
    told: dict[str, str] = {}
    for procedure in Procedure.objects.exclude(state="retired").defer("definition").order_by("pk"):
        for state in outline_of(procedure).states:
            told.setdefault(state.code, state.name)
    return list(told.items())


@dataclass
class Board:
    request: HttpRequest

    @cached_property
    def form(self) -> BoardForm:
        form = BoardForm(self.request.GET)
        form.is_valid()
        return form

    def told(self, name: str) -> Any:
        return self.form.cleaned_data.get(name)

    @property
    def tab(self) -> str:
        return self.told("tab") or ""

    @property
    def order(self) -> Order:
        return Order("step_due") if self.tab else Order("id", descending=True)

    @cached_property
    def all(self) -> QuerySet[StTask]:
        """Every task on the board, as far as the person sees it, without what was withdrawn."""
        return visible(self.request.actor, FOLLOW, StTask.objects.kept())

    def in_tab(self, tab: str) -> QuerySet[StTask]:
        today = timezone.localdate()
        if tab == "cho-toi":
            return self.all.filter(waiting_for(self.request.actor))
        if tab == "sap-den-han":
            return self.all.filter(soon(today))
        if tab == "qua-han":
            return self.all.filter(late(today))
        return self.all

    def rows(self) -> QuerySet[StTask]:
        rows = self.in_tab(self.tab)
        if words := (self.told("q") or "").strip():
            found = matches(words)
            rows = (
                rows.filter(found) if is_common(StTask, words) else rows.filter(found, holding(StTask, words))
            )
        for condition in self.conditions():
            rows = rows.filter(condition)
        return rows

    def conditions(self) -> list[Q]:
        found = [
            _condition(field, value)
            for name, field in BY_FIELD.items()
            if (value := self.told(name)) not in (None, "")
        ]
        if year := self.told("nam"):
            found.append(Q(valid_from__year=year))
        if host := (self.told("chutri") or "").strip():
            names = Organisation.objects.filter(matches(host))
            found.append(Q(host__in=names) if fold(host) else Q())
        if risk := self.told("ruiro"):
            found.append(risk_condition(risk))
        return found

    def active(self) -> list[dict[str, str]]:
        """The conditions in force, each with the address that lifts it."""
        words = {
            "san-pham": _("Theo sản phẩm chủ lực"), "huong": _("Theo hướng công nghệ"),
            "dot": _("Theo đợt thông báo"), "quy-tac": _("Theo bộ quy tắc"),
        }  # fmt: skip
        return [
            {
                "label": words.get(name) or f"{field.label}: {_shown(field, self.told(name))}",
                "url": self.query(name),
            }
            for name, field in self.form.fields.items()
            if name != "tab" and self.told(name) not in (None, "")
        ]

    def query(self, *without: str, **over: str) -> str:
        query = self.request.GET.copy()
        for name in ("page", "dang", *without):
            query.pop(name, None)
        for name, value in over.items():
            query[name] = value
        return f"?{query.urlencode()}"


def _condition(field: str, value: Any) -> Q:
    if field == "share_group" and value == "chua":
        return Q(share_group="")
    if field == "directions":
        rows = StTask.directions.through.objects.all()
        if value == 0:
            return ~Q(pk__in=rows.values("sttask"))
        return Q(pk__in=rows.filter(technologydirection=value).values("sttask"))
    if value == 0:
        return Q(**{field: None})
    return Q(**{field: value})


def risk_condition(risk: str) -> Q:
    """Tasks of the portfolio that want a look."""
    today = timezone.localdate()
    if risk == "gia-han":
        return Q(extended_from__isnull=False, state__in=["running", "paused", "accepting"])
    if risk == "qua-ky":
        return Q(state="running", ends_on__lt=today)
    missing = Q(due_on__lt=today, sent_at=None, excused="")
    slow = PeriodicReport.objects.filter(missing | Q(judgement__in=["slow", "poor"]))
    return Q(state__in=["running", "paused"], pk__in=slow.values("task"))


def _shown(field: Any, value: Any) -> str:
    return str(dict(getattr(field, "choices", None) or ()).get(value, value))
