"""Fields for the parties of an item: the name as written, and whom it means in the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from khcn.kernel.agencies.models import Agency, AgencyClass
from khcn.plan.importing.items import Json

BLANK_ROWS = 2
AGENCY, CLASS = "a:", "c:"

Choices = list[tuple[str, Any]]


class Directory:
    """Choices for the select: suggestions, classes, agencies; communes only where they are meant."""

    def __init__(self) -> None:
        self._agencies = list(Agency.objects.select_related("territory"))
        self._classes = list(AgencyClass.objects.all())

    def choices(self, party: Json) -> Choices:
        near = [party.get("agency"), *(one["code"] for one in party.get("suggestions") or [])]
        by_code = {agency.code: agency for agency in self._agencies}
        suggested = [by_code[code] for code in dict.fromkeys(near) if code in by_code]
        groups: Choices = [("", _("— chưa khớp, giữ tên theo văn bản —"))]
        if suggested:
            groups.append((_("Gợi ý"), [self._agency(agency) for agency in suggested]))
        groups.append((_("Nhóm cơ quan"), [(CLASS + one.code, one.name) for one in self._classes]))
        rest = [one for one in self._agencies if one not in suggested and not self._commune(one)]
        groups.append((_("Cơ quan, đơn vị"), [self._agency(agency) for agency in rest]))
        return groups

    def _agency(self, agency: Agency) -> tuple[str, str]:
        place = f" ({agency.territory.name})" if agency.territory and agency.valid_to else ""
        return AGENCY + agency.code, f"{agency.name}{place}"

    def _commune(self, agency: Agency) -> bool:
        return agency.territory is not None and agency.territory.level == "commune"


def add_party_fields(
    form: forms.Form, key: str, label: str, parties: list[Json], directory: Directory
) -> None:
    """Three fields for each party and for two blank ones."""
    for number, party in enumerate([*parties, *({} for _blank in range(BLANK_ROWS))]):
        prefix = f"{key}-{number}"
        given = bool(party)
        form.fields[f"{prefix}-name"] = forms.CharField(
            label=f"{label} {number + 1}", required=False, max_length=500, initial=party.get("name", "")
        )
        form.fields[f"{prefix}-agency"] = forms.ChoiceField(
            label=_("Là cơ quan hoặc nhóm"),
            required=False,
            choices=directory.choices(party),
            initial=_chosen(party),
        )
        if given:
            form.fields[f"{prefix}-drop"] = forms.BooleanField(label=_("Bỏ tên này"), required=False)


def parties_from(form: forms.Form, key: str, parties: list[Json]) -> list[Json]:
    """The parties as the person left them; a typed name without a choice is looked up again."""
    told = []
    for number in range(len(parties) + BLANK_ROWS):
        before = parties[number] if number < len(parties) else {}
        name = form.cleaned_data.get(f"{key}-{number}-name", "").strip()
        if name and not form.cleaned_data.get(f"{key}-{number}-drop"):
            told.append(_party(name, form.cleaned_data.get(f"{key}-{number}-agency", ""), before))
    return told


def _party(name: str, choice: str, before: Json) -> Json:
    if choice.startswith(AGENCY):
        return _means(name, "agency", agency=choice.removeprefix(AGENCY))
    if choice.startswith(CLASS):
        return _means(name, "class", agency_class=choice.removeprefix(CLASS))
    if name == before.get("name") and not (before.get("agency") or before.get("agency_class")):
        return before
    if name == before.get("name"):
        return _means(name, "text")
    return {"name": name, "kind": before.get("kind", "agency")}


def _means(name: str, kind: str, *, agency: str | None = None, agency_class: str | None = None) -> Json:
    return {"name": name, "kind": kind, "agency": agency, "agency_class": agency_class, "suggestions": []}


def _chosen(party: Json) -> str:
    if party.get("agency"):
        return AGENCY + party["agency"]
    return CLASS + party["agency_class"] if party.get("agency_class") else ""
