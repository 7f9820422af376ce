"""The API put together: addresses, who may ask, how refusals look, what describes it."""

import json
import logging
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from khcn.kernel.errors import DomainError
from khcn.web.api import facts, reading, writing  # noqa: F401 - they fill the routers
from khcn.web.api.describing import register_schemas
from khcn.web.api.faults import Refused, fault, invalid, not_there, of_domain
from khcn.web.api.routes import router
from khcn.web.api.who import Limit, who

logger = logging.getLogger(__name__)


class ExactParser(Parser):
    """Decimals stay as they were written; what is no JSON (NaN, Infinity) is refused."""

    def parse_body(self, request: HttpRequest) -> Any:
        told = json.loads(request.body, parse_float=Decimal, parse_constant=_no_number)
        _refuse_unstorable(told)
        return told


def _refuse_unstorable(told: Any) -> None:
    """Texts that no database keeps: with a NUL, or with half of a surrogate pair."""
    if isinstance(told, str):
        told.encode()
        if "\x00" in told:
            raise ValueError("NUL in a text")
    for one in told.items() if isinstance(told, dict) else told if isinstance(told, list | tuple) else ():
        _refuse_unstorable(one)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


class PlainRenderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="KHCN", version="1", urls_namespace="api-v1", auth=who, throttle=Limit(), openapi_url=None, docs_url=None,
    parser=ExactParser(), renderer=PlainRenderer(),
    description=gettext_lazy("Sổ đăng ký và số liệu của tỉnh. Quyền đọc, ghi như trên các trang."),
)  # fmt: skip
api.add_router("", router)
api.add_router("", facts.router)


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> dict[str, Any]:
    return described(request)


def described(request: HttpRequest) -> dict[str, Any]:
    """The OpenAPI description, with the fields of every register that the caller reads."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    components = dict(told["components"])
    components["schemas"] = {**components.get("schemas", {}), **register_schemas(request.actor)}
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return {**told, "components": components, "security": [{"token": []}, {}]}


# --- Refusals -----------------------------------------------------------------------------------


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    if error.answer.status_code == 401:
        error.answer.headers["WWW-Authenticate"] = 'Bearer realm="KHCN"'
    return error.answer


@api.exception_handler(DomainError)
def refused_by_the_house(request: HttpRequest, error: DomainError) -> HttpResponse:
    return of_domain(error)


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return not_there().answer


@api.exception_handler(Throttled)
def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = fault(429, "throttled", _("Bạn gọi quá nhiều lần. Hãy đợi rồi gọi lại."))
    answer.headers["Retry-After"] = str(request.wait)  # type: ignore[attr-defined]
    return answer


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return fault(error.status_code, "body.json", _("Nội dung gửi lên không phải JSON đúng."))


@api.exception_handler(ValidationError)
def ill_shaped(request: HttpRequest, error: ValidationError) -> HttpResponse:
    words = {"missing": _("Thiếu mục này."), "extra_forbidden": _("Không có mục này.")}
    fields = {
        ".".join(str(part) for part in one["loc"][2:]): [
            {"code": str(one["type"]), "message": words.get(one["type"], _("Sai kiểu dữ liệu."))}
        ]
        for one in error.errors
    }
    return invalid(fields).answer


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("API request failed", exc_info=error)
    return fault(500, "server", _("Máy chủ gặp lỗi khi xử lý yêu cầu. Hãy báo quản trị kèm X-Request-ID."))
