"""Sent versions, and what changed between two of them, word by word."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.lib.word_diff import SAME, word_diff
from khcn.operations.st_tasks.applications.answers import shown
from khcn.operations.st_tasks.applications.saving import form_of
from khcn.operations.st_tasks.applications.sealing import is_intact
from khcn.operations.st_tasks.choices import MoneySource, TeamRole
from khcn.operations.st_tasks.models import SentVersion
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Form, FormField
from khcn.web.workspace.applications.common import application_or_404, frame


@require_safe
def application_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """`?tu=1&den=2` compares; without them the last two."""
    application = application_or_404(request, pk)
    versions = list(application.versions.select_related("sent_by"))
    by_number = {one.number: one for one in versions}
    new = by_number.get(_number(request.GET.get("den", ""))) or (versions[0] if versions else None)
    old = by_number.get(_number(request.GET.get("tu", ""))) or (versions[1] if len(versions) > 1 else None)
    form = form_of(application)
    items = {one.code: one.name for one in outline_of(application.procedure).cost_items}
    context = frame(application, _("Bản đã gửi")) | {
        "page_title": _("Bản đã gửi"), "versions": [(one, is_intact(one)) for one in versions], "old": old, "new": new,
        "parts": _parts(form, items, old, new) if new else [],
    }  # fmt: skip
    return render(request, "applications/versions.html", context)


def told(form: Form, items: dict[str, str], version: SentVersion) -> dict[str, str]:
    """A sent version as texts under their labels."""
    content = version.content
    found = {one["label"]: shown(_field(form, one), one["value"]) for one in content["answers"]}
    found[_("Tổ chức")] = (content.get("organisation") or {}).get("name", "")
    found[_("Nhóm")] = "\n".join(f"{one['name']}: {_label(TeamRole, one['role'])}" for one in content["team"])
    found[_("Dự toán")] = "\n".join(_line(items, one) for one in content["budget"])
    found[_("Tài liệu")] = "\n".join(f"{one['name']} ({one['sha256'][:12]})" for one in content["files"])
    return found


def _parts(
    form: Form, items: dict[str, str], old: SentVersion | None, new: SentVersion
) -> list[tuple[str, list[tuple[str, str]], bool]]:
    """(label, pieces, whether it changed) for each text of the newer version and those that it dropped."""
    after = told(form, items, new)
    before = told(form, items, old) if old is not None and old.pk != new.pk else after
    found = []
    for label in dict.fromkeys([*after, *before]):
        pieces = word_diff(before.get(label, ""), after.get(label, ""))
        if pieces:
            found.append((label, pieces, any(kind != SAME for kind, _text in pieces)))
    return found


def _field(form: Form, told: dict[str, Any]) -> FormField:
    return form.by_code.get(told["code"]) or FormField(told["code"], told["label"], told["kind"])


def _line(items: dict[str, str], one: dict[str, Any]) -> str:
    amount = f"{one['asked'] or 0:,}".replace(",", ".")
    what = f" ({one['what']})" if one["what"] else ""
    return f"{one['year']} · {items.get(one['item'], one['item'])}{what} · {_label(MoneySource, one['source'])}: {amount}"


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code in choices.values else code


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
