"""Reading: which registers there are, their lists, single records, their declarations."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.export import told_fields
from khcn.kernel.registers.keyset import page, read_place
from khcn.kernel.registers.listing import MOST_COUNTED, count_up_to, sorts_of, tabs_of
from khcn.kernel.registers.rules import Level, list_level
from khcn.web.api.describing import description, parameter
from khcn.web.api.faults import of_form, unknown, wrong
from khcn.web.api.routes import router
from khcn.web.api.shapes import READ, Fault, Page, answer
from khcn.web.api.telling import address, record_of, register_of, told, told_whole, version_of
from khcn.web.workspace.registers.asking import Asked

AFTER, BEFORE, SIZE = "sau", "truoc", "so-dong"
USUAL, MOST = 50, 500
LIST_PARAMETERS = [
    parameter("q", gettext_lazy("Tìm, không cần dấu")),
    parameter("tai-ngay", gettext_lazy("Các bản ghi có hiệu lực trong ngày này, ví dụ 2026-12-31")),
    parameter("nhom", gettext_lazy("Nhóm theo hiệu lực hôm nay, xem mô tả của sổ")),
    parameter("sap-xep", gettext_lazy("Thứ tự, xem mô tả của sổ; thêm dấu trừ phía trước để đảo")),
    parameter(SIZE, gettext_lazy("Số bản ghi một trang, nhiều nhất 500"), "integer"),
    parameter(AFTER, gettext_lazy("Đọc tiếp sau chỗ này (lấy ở “next”)")),
    parameter(BEFORE, gettext_lazy("Đọc ngược lại trước chỗ này (lấy ở “previous”)")),
]


@router.get("/so-dang-ky", summary=gettext_lazy("Các sổ bạn được đọc"))
def all_registers(request: HttpRequest) -> JsonResponse:
    seen = [(one, list_level(request.actor, one)) for one in registers]
    return answer({
        "registers": [
            {
                "code": one.code, "name": str(one.name), "group": one.group, "level": level.name.lower(),
                "href": address(one), "description": address(one, "mo-ta"),
            }
            for one, level in seen
            if level > Level.NOTHING
        ]
    })  # fmt: skip


@router.get(
    "/so-dang-ky/{code}", summary=gettext_lazy("Các bản ghi của sổ, lọc và tìm như trên trang"),
    response={200: Page, 404: Fault, 422: Fault}, openapi_extra={"parameters": LIST_PARAMETERS},
)  # fmt: skip
def listing(request: HttpRequest, code: str) -> JsonResponse:
    register, level = register_of(request, code)
    asked = Asked(request, register, level)
    _refuse_nonsense(asked)
    rows = asked.rows()
    places = {"after": request.GET.get(AFTER, ""), "before": request.GET.get(BEFORE, "")}
    part = page(
        with_companions(register, rows, told_fields(register, level)), asked.order, _size(request), **places
    )
    count = count_up_to(rows)
    return answer({
        "register": register.code, "count": min(count, MOST_COUNTED), "count_exact": count <= MOST_COUNTED,
        "next": _turned(asked, AFTER, part.next), "previous": _turned(asked, BEFORE, part.previous),
        "records": [told(register, record, level) for record in part.rows],
    })  # fmt: skip


@router.get(
    "/so-dang-ky/{code}/mo-ta", summary=gettext_lazy("Mô tả của sổ: trường, khoá, trạng thái, bước, bộ lọc")
)
def declaration(request: HttpRequest, code: str) -> JsonResponse:
    register, level = register_of(request, code)
    return answer(description(register, level, request.actor))


@router.get("/so-dang-ky/{code}/{int:pk}", summary=gettext_lazy("Một bản ghi"), response=READ)
def record(request: HttpRequest, code: str, pk: int) -> JsonResponse:
    register, found, level = record_of(request, code, pk)
    headers = {"ETag": f'"{version_of(found)}"'} if level > Level.PUBLIC else {}
    return answer(told_whole(request, register, found, level), **headers)


def _refuse_nonsense(asked: Asked) -> None:
    """A page passes over what makes no sense; a program must learn of it."""
    given = asked.request.GET
    if strange := [
        name for name in given if name not in asked.form.fields and name not in (AFTER, BEFORE, SIZE)
    ]:
        raise unknown(strange, _("Sổ này không có bộ lọc như vậy; xem mô tả của sổ."))
    if asked.form.errors:
        raise of_form(asked.form)
    told_tab, told_sort = given.get("nhom", ""), given.get("sap-xep", "").removeprefix("-")
    if told_tab not in tabs_of(asked.register, asked.level):
        raise wrong("nhom", _("Sổ này không có nhóm như vậy; xem mô tả của sổ."), "unknown")
    if told_sort and told_sort not in sorts_of(asked.register, asked.level):
        raise wrong("sap-xep", _("Sổ này không sắp xếp được như vậy; xem mô tả của sổ."), "unknown")
    column = asked.register.field(asked.order.field)
    for name in (AFTER, BEFORE):
        if given.get(name) and read_place(given[name], column) is None:
            raise wrong(name, _("Chỗ đọc tiếp không đúng; hãy lấy ở “next” hoặc “previous”."), "cursor")


def _size(request: HttpRequest) -> int:
    text = request.GET.get(SIZE, "") or str(USUAL)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        raise wrong(SIZE, _("Hãy ghi số từ 1 đến %s.") % MOST, "size")
    return int(text)


def _turned(asked: Asked, name: str, place: Any) -> str | None:
    """The address of the next or the previous page."""
    if place is None:
        return None
    query = asked.request.GET.copy()
    for cursor in (AFTER, BEFORE):
        query.pop(cursor, None)
    query[name] = place
    return f"{address(asked.register)}?{query.urlencode()}"
