"""One item for a member: the declaration as a gate, then papers without names, questions, the outcome."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import ConflictKind, CouncilState
from khcn.operations.st_tasks.councils.concluding import say_outcome
from khcn.operations.st_tasks.councils.declaring import DECLARABLE, declare, papers_open
from khcn.operations.st_tasks.councils.questions import ask_question
from khcn.operations.st_tasks.identity import visible_identity
from khcn.operations.st_tasks.models import CouncilItem, Declaration, Question, Seat, Sheet
from khcn.web.ui.forms import show_refusal
from khcn.web.workspace.councils.member import member_frame, my_seat_on, name_of
from khcn.web.workspace.councils.naming import names_of
from khcn.web.workspace.councils.papers import papers_told
from khcn.web.workspace.councils.sheet import BALLOT_PAGE, REVIEW_PAGE, writes_review
from khcn.web.workspace.councils.sheet_form import REVIEW
from khcn.web.workspace.councils.words import result_word


class DeclareForm(forms.Form):
    conflicted = forms.TypedChoiceField(
        label=gettext_lazy("Lời khai"), coerce=lambda told: told == "co", widget=forms.RadioSelect,
        choices=[("khong", gettext_lazy("Tôi không có xung đột lợi ích")), ("co", gettext_lazy("Tôi có xung đột lợi ích"))],
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Căn cứ"), required=False)
    explanation = forms.CharField(
        label=gettext_lazy("Quan hệ, lợi ích liên quan"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Chỉ cần khi có xung đột."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(one.value, one.label) for one in DECLARABLE]
        self.fields["kind"].choices = [("", "—"), *words]  # type: ignore[attr-defined]


def my_item(request: HttpRequest, pk: int, declare_form: DeclareForm | None = None) -> HttpResponse:
    """Before declaring nothing but the title and code; then the papers, unless something bars the member."""
    seat, item = my_seat_on(request, pk)
    name, of = name_of(item)
    context = member_frame(
        item.council,
        name,
        (item.council.name, reverse("my_council", kwargs={"pk": item.council_id})),
        item=item,
        of=of,
    )
    context["trail"] = [context["trail"][0], *context["trail"][2:]]
    declared = Declaration.objects.filter(seat=seat, item=item).first()
    shut = papers_open(seat, item)
    context |= {"shut": shut, "declared": declared}
    if declared is None and item.council.state == CouncilState.APPOINTED:
        context["declare_form"] = declare_form or DeclareForm()
    elif not shut:
        context |= _opened(request, seat, item)
    status = 422 if declare_form is not None and declare_form.is_bound else 200
    return render(request, "councils/my_item.html", context, status=status)


def _opened(request: HttpRequest, seat: Seat, item: CouncilItem) -> dict[str, Any]:
    own = Question.objects.filter(item=item, seat=seat)
    named = visible_identity(request.actor, item.dossier) if item.dossier else None
    told: dict[str, Any] = {
        "bidder": named.label if named and named.shown else "", "questions": list(own),
        "may_ask": item.concluded_at is None, "sheets": _sheet_links(seat, item),
        "may_declare_more": item.concluded_at is None, **papers_told(request, seat, item),
    }  # fmt: skip
    if item.concluded_at:
        told["outcome"] = {
            "look": result_word(item),
            "sentences": say_outcome(item, names_of(item.council, reader=seat)),
        }
    return told


def _sheet_links(seat: Seat, item: CouncilItem) -> list[dict[str, str]]:
    from khcn.operations.st_tasks.councils.kinds import kind_of
    from khcn.operations.st_tasks.procedures.keeping import outline_of

    outline, kind = outline_of(item.council.procedure), kind_of(item.council)
    done = dict(Sheet.objects.filter(seat=seat, item=item).values_list("kind", "handed_in_at"))
    pages = [(kind.sheet, BALLOT_PAGE)]
    if outline.form(REVIEW) and writes_review(seat, item):
        pages.insert(0, (REVIEW, REVIEW_PAGE))
    links = []
    for code, page in pages:
        form = outline.form(code)
        name = form.name if form else _("Phiếu đánh giá")
        word = (
            _("Xem “%s” đã nộp") if done.get(code) else _("Làm tiếp “%s”") if code in done else _("Mở “%s”")
        )
        if code in done or item.concluded_at is None:
            links.append({
                "url": reverse("my_sheet", kwargs={"pk": item.pk, "page": page}), "word": word % name,
                "done": "1" if done.get(code) else "",
            })  # fmt: skip
    return links


def my_declaration(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare; a conflict found later is added here, too."""
    seat, item = my_seat_on(request, pk)
    if request.method != "POST":
        return _declare_more(request, seat, item)
    form = DeclareForm(request.POST)
    if not form.is_valid():
        return my_item(request, pk, form)
    told = form.cleaned_data
    try:
        declare(
            seat=seat, item=item, conflicted=told["conflicted"], explanation=told["explanation"],
            kind=told["kind"] or ConflictKind.OTHER, by=request.actor,
        )  # fmt: skip
    except DomainError as refusal:
        show_refusal(form, refusal)
        return my_item(request, pk, form)
    messages.success(request, _("Đã ghi lời khai."))
    return redirect("my_item", pk=pk)


def _declare_more(request: HttpRequest, seat: Seat, item: CouncilItem) -> HttpResponse:
    """The form once more, for somebody who finds a conflict after declaring none."""
    name, of = name_of(item)
    title = _("Khai xung đột lợi ích")
    trail = (name, reverse("my_item", kwargs={"pk": item.pk}))
    form = DeclareForm(initial={"conflicted": "co"})
    context = member_frame(item.council, title, trail, item=item, of=of, declare_form=form)
    return render(request, "councils/my_item.html", context)


@require_POST
def my_question(request: HttpRequest, pk: int) -> HttpResponse:
    """A question to the applicant; the clerk forwards it without the member's name."""
    seat, item = my_seat_on(request, pk)
    ask_question(seat=seat, item=item, text=request.POST.get("text", ""), by=request.actor)
    messages.success(request, _("Đã gửi câu hỏi cho thư ký."))
    return redirect(reverse("my_item", kwargs={"pk": pk}) + "#hoi")
