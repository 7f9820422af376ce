"""The list of a register: page, counts of values, print, files."""

from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from django.db.models import BooleanField, DecimalField, IntegerField
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.export import FORMATS, MEDIA_TYPES, export_chunks, tell_export, write_export
from khcn.kernel.registers.fieldpaths import end_field, label_of_path
from khcn.kernel.registers.keyset import page
from khcn.kernel.registers.listing import MOST_COUNTED, count_up_to, in_order
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import Level, may_add
from khcn.plan.rules import is_staff
from khcn.web.templatetags.khcn_ui import vn_number
from khcn.web.ui.lists import PER_PAGE
from khcn.web.workspace.registers.asking import BRIEF, Asked
from khcn.web.workspace.registers.common import maybe_url, record_url, register_of, trail
from khcn.web.workspace.registers.facets import facets
from khcn.web.workspace.registers.related import FIRST
from khcn.web.workspace.registers.saved import saved_views
from khcn.web.workspace.registers.showing import Badge, Shown, shown, state_badge, time_badge

MOST_PRINTED = 2000


@dataclass(frozen=True)
class Row:
    record: Record
    url: str
    first: Shown
    cells: list[tuple[str, Shown | None]]
    state: Badge
    time: Badge | None


@require_safe
def register_list(request: HttpRequest, code: str) -> HttpResponseBase:
    register, level = register_of(request, code)
    asked = Asked(request, register, level)
    wanted = request.GET.get("dang", "")
    if wanted in FORMATS:
        return _file(asked, wanted)
    if wanted == "in":
        return _printed(asked)
    if wanted == BRIEF:
        return _brief(asked)
    return _page(asked)


def _page(asked: Asked) -> HttpResponse:
    request, register = asked.request, asked.register
    rows = asked.rows()
    told = request.GET.get("page", "")
    kind, cursor = told[:1], told[1:]
    places = {"after": cursor if kind == "s" else "", "before": cursor if kind == "t" else ""}
    part = page(with_companions(register, rows, asked.columns), asked.order, PER_PAGE, **places)
    count = count_up_to(rows)
    context = {
        "register": register, "asked": asked, "form": asked.form, "active": asked.active(), "tabs": asked.tabs(),
        "heads": heads(asked), "rows": rows_shown(asked, part.rows), "count": count, "total": total_words(count),
        "previous_url": asked.query(page=f"t{part.previous}") if part.previous else "",
        "next_url": asked.query(page=f"s{part.next}") if part.next else "",
        "facets": facets(asked) if "dem" in request.GET else None,
        "facets_url": asked.query(dem="1") + "#dem",
        "files": [(label, asked.query(dang=name)) for name, label in _files()],
        "views": saved_views(asked) if request.actor.user_id else [],
        "may_share": is_staff(request.actor), "query": asked.query("nhom")[1:] if not asked.tab else asked.query()[1:],
        "may_add": may_add(request.actor, register), "links": list_links(asked), "day": asked.day,
        "page_title": register.name, "trail": trail(register),
    }  # fmt: skip
    return render(request, "registers/register_list.html", context)


def list_links(asked: Asked) -> dict[str, str]:
    """Pages about the register, those that there are."""
    code = asked.register.code
    names = {"help": "register_help", "stats": "register_stats"}
    if may_add(asked.request.actor, asked.register):
        names |= {"new": "record_new", "import": "register_import", "duplicates": "duplicate_list"}
    return {key: maybe_url(name, code=code) for key, name in names.items()}


def heads(asked: Asked) -> list[dict[str, str]]:
    """The columns with their labels, how they sort, and whether they hold figures."""
    numbers = {column: _is_number(asked, column) for column in asked.columns}
    return [
        {
            "label": label_of_path(asked.register, column),
            "sort": asked.sort_of(column),
            "css": "num" if numbers[column] else "",
        }
        for column in asked.columns
    ]


def _is_number(asked: Asked, path: str) -> bool:
    if path == "state":
        return False
    column = end_field(asked.register, path)
    return isinstance(column, IntegerField | DecimalField) and not isinstance(column, BooleanField)


def rows_shown(asked: Asked, records: list[Record]) -> list[Row]:
    return [_row(asked, record) for record in records]


def _row(asked: Asked, record: Record) -> Row:
    register, level = asked.register, asked.level
    heading, *others = asked.columns or ("state",)
    cells = [
        (label_of_path(register, name), None if name == "state" else shown(register, record, name, level))
        for name in others
    ]
    told = shown(register, record, heading, level, links=False) if heading != "state" else Shown("", "text")
    return Row(
        record,
        record_url(register, record),
        told,
        cells,
        state_badge(register, record, level),
        None if asked.day else time_badge(register, record, level, asked.today),
    )


def total_words(count: int) -> str:
    if count > MOST_COUNTED:
        return _("hơn %s bản ghi") % vn_number(MOST_COUNTED)
    return _("%s bản ghi") % vn_number(count)


def _files() -> list[tuple[str, str]]:
    return [
        ("xlsx", _("Excel (.xlsx)")),
        ("csv", _("CSV (.csv)")),
        ("json", _("JSON (.json)")),
        ("in", _("Bản in")),
    ]


def _file(asked: Asked, format: Any) -> HttpResponseBase:
    rows = in_order(asked.rows(), asked.order)
    name = f"{asked.register.code}-{asked.day or asked.today:%Y%m%d}.{format}"
    kind = MEDIA_TYPES[format]  # type: ignore[index]
    if asked.request.method == "GET" and asked.request.actor.user_id is not None:
        told = asked.query()[1:]
        tell_export(asked.register, by=asked.request.actor, format=format, count=rows.count(), filter=told)
    if format == "xlsx":
        target = TemporaryFile()  # noqa: SIM115 - the response closes it
        write_export(asked.register, rows, target, level=asked.level, format="xlsx")
        target.seek(0)
        return FileResponse(target, as_attachment=True, filename=name, content_type=kind)
    chunks = export_chunks(asked.register, rows, level=asked.level, format=format)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(chunks, content_type=kind, headers=disposition)


def _brief(asked: Asked) -> HttpResponse:
    rows = with_companions(asked.register, asked.rows(), asked.columns)
    part = page(rows, asked.order, FIRST)
    context = {
        "register": asked.register,
        "asked": asked,
        "heads": heads(asked),
        "rows": rows_shown(asked, part.rows),
    }
    for head in context["heads"]:
        head["sort"] = ""
    return render(asked.request, "registers/_rows.html", context)


def _printed(asked: Asked) -> HttpResponse:
    rows = in_order(with_companions(asked.register, asked.rows(), asked.columns), asked.order)
    records = list(rows[: MOST_PRINTED + 1])
    context = {
        "register": asked.register, "page_title": asked.register.name, "heads": heads(asked),
        "rows": rows_shown(asked, records[:MOST_PRINTED]), "more": len(records) > MOST_PRINTED,
        "most": MOST_PRINTED, "active": asked.active(), "day": asked.day or asked.today, "as_of": asked.day,
        "public": asked.level <= Level.PUBLIC,
    }  # fmt: skip
    return render(asked.request, "registers/register_print.html", context)
