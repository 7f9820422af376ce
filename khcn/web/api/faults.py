"""How the API refuses: a stable code, a Vietnamese sentence, and what is wrong with which field.

{"code": "invalid", "message": "…", "fields": {"tax_code": [{"code": "tax_code", "message": "…"}]}}
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import JsonResponse
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError, NotAllowed

Fields = dict[str, list[dict[str, str]]]


class Refused(Exception):
    """Ends a request with this answer."""

    def __init__(
        self, status: int, code: str, message: str, fields: Fields | None = None, **more: Any
    ) -> None:
        super().__init__(message)
        self.answer = fault(status, code, message, fields, **more)


def fault(status: int, code: str, message: str, fields: Fields | None = None, **more: Any) -> JsonResponse:
    told = {"code": code, "message": message, **({"fields": fields} if fields else {}), **more}
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})


def not_there() -> Refused:
    return Refused(404, "not_found", _("Không có bản ghi hoặc sổ này, hoặc bạn không được xem."))


def of_domain(error: DomainError) -> JsonResponse:
    """403 for who may not, 422 where a field is wrong, 409 where the state of things stands against it."""
    status = 403 if isinstance(error, NotAllowed) else 422 if error.fields else 409
    fields = {name: [{"code": error.code, "message": str(text)}] for name, text in error.fields.items()}
    return fault(status, error.code, error.message, fields)


def of_form(form: BaseForm) -> Refused:
    return invalid({name or "": _told(errors) for name, errors in form.errors.as_data().items()})


def invalid(fields: Fields) -> Refused:
    message = _("Dữ liệu gửi lên chưa đúng. Hãy xem “fields”.")
    return Refused(422, "invalid", message, {_name(key): told for key, told in fields.items()})


def wrong(name: str, message: str, code: str = "invalid") -> Refused:
    return invalid({name: [{"code": code, "message": message}]})


def unknown(names: Mapping[str, Any] | list[str], message: str) -> Refused:
    return invalid({name: [{"code": "unknown", "message": message}] for name in names})


def _name(key: str) -> str:
    return "" if key == "__all__" else key


def _told(errors: list[ValidationError]) -> list[dict[str, str]]:
    return [
        {"code": error.code or "invalid", "message": sentence}
        for error in errors
        for sentence in error.messages
    ]
