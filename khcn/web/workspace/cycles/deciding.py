"""Before opening: whom the cycle would ask, who stands behind open classes, what is left out and why."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleState, ItemKind
from khcn.agency_reports.cycles import ask_more, expected, open_cycle
from khcn.agency_reports.cycles.expecting import Expected, Item, Open, place_of
from khcn.agency_reports.cycles.members import askable, resolve_parties, suggested_kinds
from khcn.agency_reports.cycles.opening import not_asked_yet
from khcn.agency_reports.models import Cycle, PartyMembers
from khcn.kernel.agencies.models import Agency
from khcn.kernel.errors import DomainError
from khcn.plan.models import Party
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import page_of
from khcn.web.workspace.cycles.common import managed, trail_of
from khcn.web.workspace.cycles.forms import MembersForm
from khcn.web.workspace.cycles.words import REASONS, cycle_badge, data_note

SKIP = "bo-qua-"


@dataclass(frozen=True)
class Asked:
    """What one agency would be asked, counted."""

    agency: Agency
    leads: int
    helps: int
    indicators: int
    sections: int

    @classmethod
    def of(cls, agency: Agency, items: list[Item]) -> "Asked":
        kinds = [(item.kind, item.role) for item in items]
        return cls(
            agency,
            kinds.count((ItemKind.TASK, "lead")),
            kinds.count((ItemKind.TASK, "coordinating")),
            sum(kind == ItemKind.INDICATOR for kind, _role in kinds),
            sum(kind == ItemKind.SECTION for kind, _role in kinds),
        )


@dataclass
class Group:
    """Places that name the same class, to be decided together or one by one."""

    key: str
    name: str
    parties: list[Party] = field(default_factory=list)
    decided: int = 0
    agencies: int = 0
    note: str = ""

    @property
    def open(self) -> int:
        return len(self.parties) - self.decided

    @property
    def places(self) -> str:
        return "; ".join(place_of(party) for party in self.parties)


@dataclass
class Question:
    """What is undecided about one class, agency or indicator; one reason leaves all its places out."""

    field: str
    name: str
    reason: str
    typed: str
    opens: list[Open] = field(default_factory=list)

    @property
    def places(self) -> str:
        return "; ".join(one.where for one in self.opens)

    @property
    def first(self) -> Open:
        return self.opens[0]


def cycle_prepare(request: HttpRequest, code: str) -> HttpResponse:
    cycle = managed(request, code)
    if cycle.state != CycleState.PREPARING:
        return redirect("cycle_detail", code=code)
    refused = ""
    if request.method == "POST":
        try:
            return _open(request, cycle)
        except DomainError as refusal:
            refused = refusal.message
    found = expected(cycle)
    page = page_of(request, found.requests)
    page.object_list = [Asked.of(agency, items) for agency, items in page.object_list]
    title = _("Chuẩn bị: {title}").format(title=cycle.title)
    context = {
        "page_title": title,
        "trail": trail_of(cycle, _("Chuẩn bị")),
        "cycle": cycle,
        "badge": cycle_badge(cycle),
        "note": data_note(cycle),
        "found": found,
        "page": page,
        "groups": groups_of(found),
        "questions": _questions(request, found),
        "unasked": [(place_of(one), one.name) for one in found.unasked],
        "refused": refused,
    }
    return render(request, "cycles/cycle_prepare.html", context, status=422 if refused else 200)


def cycle_more(request: HttpRequest, code: str) -> HttpResponse:
    """While reports come in: decide what was left out, and ask the agencies that this adds."""
    cycle = managed(request, code)
    if cycle.state != CycleState.OPEN:
        return redirect("cycle_detail", code=code)
    if request.method == "POST":
        count = ask_more(cycle=cycle, by=request.actor)
        messages.success(request, _("Đã gửi yêu cầu đến {count} cơ quan được hỏi thêm.").format(count=count))
        return redirect("cycle_detail", code=code)
    found = not_asked_yet(cycle)
    page = page_of(request, found.requests)
    page.object_list = [Asked.of(agency, items) for agency, items in page.object_list]
    title = _("Hỏi thêm cơ quan")
    context = {
        "page_title": title,
        "trail": trail_of(cycle, title),
        "cycle": cycle,
        "groups": groups_of(found),
        "page": page,
    }
    return render(request, "cycles/cycle_more.html", context)


def _open(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    skip = {
        one.key: request.POST.get(SKIP + group_of(one), "").strip() for one in expected(cycle).open_questions
    }
    open_cycle(cycle=cycle, skip=skip, by=request.actor)
    messages.success(request, _("Đã mở kỳ báo cáo và gửi thông báo đến các đơn vị."))
    return redirect("cycle_detail", code=cycle.code)


def _questions(request: HttpRequest, found: Expected) -> list[Question]:
    questions: dict[str, Question] = {}
    for one in found.open_questions:
        name = SKIP + group_of(one)
        party = one.party
        title = party.agency_class.name if party and party.agency_class else one.name
        made = Question(name, title, str(REASONS[one.reason]), request.POST.get(name, ""))
        questions.setdefault(name, made).opens.append(one)
    return list(questions.values())


def group_of(one: Open) -> str:
    return key_of(one.party) if one.party else one.key


def key_of(party: Party) -> str:
    """A class is decided for all its places together, and so is an agency that was divided; anything else by itself."""
    if party.agency_class:
        return f"nhom-{party.agency_class.code}"
    return f"co-quan-{party.agency.code}" if party.agency else f"ben-{party.pk}"


def groups_of(found: Expected) -> list[Group]:
    """Classes and other parties a person decides on: the open ones first, then those remembered."""
    told = {row.party_id: row for row in found.decided}
    parties = {one.pk: one for one in [*found.unresolved, *(row.party for row in found.decided)]}
    parties |= {one.party.pk: one.party for one in found.undecided if one.party}
    groups: dict[str, Group] = {}
    for party in parties.values():
        group = groups.setdefault(key_of(party), Group(key_of(party), party.name))
        if party.agency_class:
            group.name = party.agency_class.name
        group.parties.append(party)
        _count(group, told.get(party.pk))
    return sorted(groups.values(), key=lambda one: (not one.open, one.name))


def _count(group: Group, told: PartyMembers | None) -> None:
    if told is None:
        return
    group.decided += 1
    group.agencies = max(group.agencies, len(told.agencies.all()))
    group.note = group.note or told.note


def cycle_members(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Say which agencies a class means, for all places of the plan or for some."""
    cycle = managed(request, code)
    found = expected(cycle)
    group = next((one for one in groups_of(found) if one.key == key), None)
    if group is None:
        raise Http404
    offered = askable(timezone.localdate())
    preparing = cycle.state == CycleState.PREPARING
    back = reverse("cycle_prepare" if preparing else "cycle_more", kwargs={"code": code})
    before = _("Chuẩn bị") if preparing else _("Hỏi thêm cơ quan")
    initial = _initial(group, found, offered)
    form = MembersForm(request.POST or None, parties=group.parties, offered=offered, initial=initial)

    def save() -> HttpResponse:
        resolve_parties(
            parties=form.places(), agencies=form.chosen(), note=form.cleaned_data["note"], by=request.actor
        )
        messages.success(request, _("Đã ghi. Lựa chọn này được nhớ cho các kỳ sau."))
        return redirect(back)

    is_class = group.parties[0].agency_class is not None
    title = (_("Cơ quan thuộc nhóm “{name}”") if is_class else _("Cơ quan báo cáo thay “{name}”")).format(
        name=group.name
    )
    return form_page(
        request,
        form,
        title=title,
        save=save,
        template="cycles/cycle_members.html",
        cycle=cycle,
        group=group,
        back=back,
        trail=[*trail_of(cycle, before)[:-1], (before, back), (title, "")],
    )


def _initial(group: Group, found: Expected, offered: list[Agency]) -> dict[str, Any]:
    """What was said before; else the kinds that the class usually means and the heirs of a divided agency."""
    pks = {party.pk for party in group.parties}
    rows = [row for row in found.decided if row.party_id in pks]
    waiting = pks - {row.party_id for row in rows}
    told: dict[str, Any] = {"parties": [str(pk) for pk in waiting or pks]}
    if rows:
        told |= {"agencies": [one.code for one in rows[0].agencies.all()], "note": rows[0].note}
        return told
    kinds = {one.kind for one in offered}
    told["kinds"] = [kind for kind in suggested_kinds(group.parties[0]) if kind in kinds]
    heirs = {
        one.pk
        for question in found.undecided
        if question.party in group.parties
        for one in question.candidates
    }
    told["agencies"] = [one.code for one in offered if one.pk in heirs]
    return told
