"""Who sits in a council: members picked from the experts' register, or written in; roles, sides, leaving."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.kernel.accounts.models import User
from khcn.kernel.base import matches
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.life import Standing
from khcn.operations.st_tasks.choices import CouncilRole, CouncilState, Side
from khcn.operations.st_tasks.councils import forming as acts
from khcn.operations.st_tasks.models import Council, Seat
from khcn.operations.st_tasks.procedures.shape import CouncilKind
from khcn.registers.directory.choices import Capacity
from khcn.registers.directory.models import Person, ScienceField
from khcn.web.ui.forms import form_page, show_refusal
from khcn.web.workspace.councils.common import address, council_for, frame, managed, rules_of, seat_of

MOST = 40
_lazy_account = gettext_lazy("Tài khoản (tên đăng nhập hoặc thư điện tử)")
_lazy_account_help = gettext_lazy(
    "Để thành viên khai xung đột lợi ích, đọc tài liệu và chấm trên mạng. Không có thì thư ký nhập từ phiếu giấy."
)
CAPACITIES = (Capacity.EXPERT, Capacity.CONSULTANT, Capacity.MANAGER)


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Tên, chuyên ngành, nơi công tác"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    field = forms.ModelChoiceField(
        label=gettext_lazy("Lĩnh vực KH&CN"), queryset=ScienceField.objects.none(), required=False,
        empty_label=gettext_lazy("Mọi lĩnh vực"),
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        used = Person.objects.exclude(fields_of_science=None).values("fields_of_science")
        self.fields["field"].queryset = ScienceField.objects.filter(pk__in=used)  # type: ignore[attr-defined]

    def told(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)


class AccountField(forms.CharField):
    """An account in use, named by its user name or e-mail address; None when left empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _lazy_account)
        options.setdefault("help_text", _lazy_account_help)
        super().__init__(max_length=254, required=False, **options)

    def clean(self, value: Any) -> User | None:
        told = str(super().clean(value) or "").strip()
        if not told:
            return None
        users = User.objects.filter(is_active=True)
        found = users.filter(username=told).first() or users.filter(email__iexact=told).first()
        if found is None:
            raise forms.ValidationError(_("Không có tài khoản đang dùng nào tên “%s”.") % told)
        return found


class SeatForm(forms.Form):
    """A member of the register, or somebody outside of it written in by hand."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Chuyên gia"), queryset=Person.objects.none(), required=False, blank=True, widget=forms.RadioSelect,
        empty_label=gettext_lazy("Người ngoài cơ sở dữ liệu, ghi ở dưới"),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=150, required=False)
    title = forms.CharField(label=gettext_lazy("Học hàm, học vị, chức vụ"), max_length=200, required=False)
    workplace = forms.CharField(label=gettext_lazy("Nơi công tác"), max_length=300, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Chức trách"), choices=CouncilRole.choices)
    side = forms.ChoiceField(label=gettext_lazy("Nhóm"), choices=[("", "—"), *Side.choices], required=False)
    account = AccountField()
    reason = forms.CharField(
        label=gettext_lazy("Lý do và số quyết định thay thành viên"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: CouncilKind, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = people
        fields["person"].label_from_instance = described
        fields["role"].choices = roles_of(kind)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not told.get("person") and not told.get("name", "").strip():
            self.add_error("name", _("Hãy chọn một chuyên gia hoặc ghi họ và tên."))
        return told


def roles_of(kind: CouncilKind) -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in CouncilRole.choices if not kind.roles or code in kind.roles]


def described(person: Any) -> str:
    """Name with titles, speciality and workplace, as one chooses among people of the same name."""
    titles = " ".join(filter(None, (person.get_title_display(), person.get_degree_display())))
    place = person.organisation.name if person.organisation else person.workplace
    return ", ".join(filter(None, (f"{titles} {person.name}".strip(), person.speciality, place)))


def council_seats(request: HttpRequest, pk: int) -> HttpResponse:
    """The members so far, what the composition lacks, the search; with ?thay= the one found takes somebody's place."""
    council = managed(request, pk)
    _outline, kind = rules_of(council)
    search = SearchForm(request.GET)
    leaving = _leaving(request, council)
    start = {"role": leaving.role, "side": leaving.side} if leaving else {"role": "member"}
    form = SeatForm(request.POST or None, kind=kind, people=_people(council, search), initial=start)
    if leaving is None:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        try:
            return _add(request, council, form, leaving)
        except DomainError as refusal:
            show_refusal(form, refusal)
    told = composition(council)
    context = frame(council, _("Thành viên"), form=form, search=search, leaving=leaving, **told)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "councils/council_seats.html", context, status=status)


def _leaving(request: HttpRequest, council: Council) -> Seat | None:
    told = request.GET.get("thay", "")
    return seat_of(council, int(told)) if told.isdecimal() and len(told) < 18 else None


def composition(council: Council) -> dict[str, Any]:
    """The members that sit, and those who left."""
    rows = list(council.seats.select_related("organisation"))
    seats = [seat for seat in rows if seat.left_on is None]
    return {
        "seats": seats,
        "left": [seat for seat in rows if seat.left_on],
        "forming": council.state == CouncilState.DRAFT,
    }


def council_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong with the composition, sentence by sentence: a page, or the part that other pages fetch."""
    council = council_for(request, pk)
    context = {"faults": acts.check(council).sentences}
    if request.headers.get("HX-Request") == "true":
        return render(request, "councils/_faults.html", context)
    return render(
        request, "councils/council_faults.html", frame(council, _("Thành phần hội đồng"), **context)
    )


def _people(council: Council, search: SearchForm) -> QuerySet[Person]:
    """People of the register who do not sit here yet; at most as many as one reads through."""
    rows = Person.objects.filter(standing=Standing.ACTIVE, capacity__in=CAPACITIES)
    if words := search.told("q"):
        rows = rows.filter(matches(words))
    if field := search.told("field"):
        rows = rows.filter(fields_of_science=field)
    sitting = council.seats.filter(left_on=None, person__isnull=False).values("person")
    keys = list(rows.exclude(pk__in=sitting).order_by("order_key", "pk").values_list("pk", flat=True)[:MOST])
    return Person.objects.filter(pk__in=keys).select_related("organisation").order_by("order_key", "pk")


def _add(request: HttpRequest, council: Council, form: SeatForm, leaving: Seat | None) -> HttpResponse:
    told = form.cleaned_data
    given = {name: told[name] for name in ("person", "name", "title", "workplace", "role", "side")}
    if leaving:
        seat = acts.replace_seat(
            seat=leaving, reason=told["reason"], by=request.actor, user=told["account"], **given
        )
        messages.success(request, _("%(new)s thay %(old)s.") % {"new": seat.name, "old": leaving.name})
        return redirect("council_seats", pk=council.pk)
    seat = acts.add_seat(council=council, user=told["account"], by=request.actor, **given)
    messages.success(request, _("Đã thêm %s.") % seat.name)
    query = request.GET.urlencode()
    return redirect(address(council, "council_seats") + (f"?{query}" if query else ""))


class ChangeForm(forms.Form):
    """What may change of a seat; once appointed only the account and who chairs in the chair's place."""

    role = forms.ChoiceField(label=gettext_lazy("Chức trách"), choices=CouncilRole.choices)
    side = forms.ChoiceField(label=gettext_lazy("Nhóm"), choices=[("", "—"), *Side.choices], required=False)
    in_earlier = forms.BooleanField(label=gettext_lazy("Từng dự hội đồng trước"), required=False)
    acts_for_chair = forms.BooleanField(
        label=gettext_lazy("Được ủy quyền chủ trì khi chủ tịch vắng"), required=False
    )
    user = AccountField()


def seat_change(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    council = managed(request, pk)
    found = seat_of(council, seat)
    _outline, kind = rules_of(council)
    start = {name: getattr(found, name) for name in ("role", "side", "in_earlier", "acts_for_chair")}
    start["user"] = found.user.username if found.user else ""
    form = ChangeForm(request.POST or None, initial=start)
    form.fields["role"].choices = roles_of(kind)  # type: ignore[attr-defined]
    if council.state != CouncilState.DRAFT:
        for name in ("role", "side", "in_earlier"):
            del form.fields[name]

    def save() -> HttpResponse:
        acts.change_seat(seat=found, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu %s.") % found.name)
        return redirect("council_seats", pk=council.pk)

    title = _("Sửa thành viên: %s") % found.name
    return form_page(
        request,
        form,
        title=title,
        save=save,
        back=address(council, "council_seats"),
        trail=_trail(council, title),
    )


@require_POST
def seat_remove(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """Out of a draft; a member of an appointed council is replaced instead."""
    council = managed(request, pk)
    found = seat_of(council, seat)
    acts.remove_seat(seat=found, by=request.actor)
    messages.success(request, _("%s không còn trong danh sách.") % found.name)
    return redirect("council_seats", pk=council.pk)


class ClerkForm(forms.Form):
    clerk = AccountField(
        label=gettext_lazy("Thư ký hành chính (tên đăng nhập hoặc thư điện tử)"),
        help_text=gettext_lazy("Chuẩn bị phiên họp, nhập phiếu giấy; không có quyền biểu quyết. Để trống nếu chưa giao."),
    )  # fmt: skip


def council_clerk(request: HttpRequest, pk: int) -> HttpResponse:
    council = managed(request, pk)
    form = ClerkForm(request.POST or None, initial={"clerk": council.clerk.username if council.clerk else ""})

    def save() -> HttpResponse:
        acts.set_clerk(council=council, clerk=form.cleaned_data["clerk"], by=request.actor)
        messages.success(request, _("Đã ghi thư ký hành chính."))
        return redirect("council_detail", pk=council.pk)

    title = _("Thư ký hành chính")
    return form_page(
        request, form, title=title, save=save, back=address(council), trail=_trail(council, title)
    )


def _trail(council: Council, title: str) -> list[tuple[str, str]]:
    return [(_("Hội đồng"), reverse("council_list")), (council.name, address(council)), (title, "")]
