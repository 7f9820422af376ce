"""Word templates that a clerk can change: `{{ placeholders }}` filled with values, nothing guessed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from khcn.kernel.errors import DomainError
from khcn.outputs.charts.numbers import number as vn_number
from khcn.outputs.official_documents.fitting import fit
from khcn.outputs.official_documents.layout import layout
from khcn.outputs.official_documents.package import unpacked, zipped
from khcn.outputs.official_documents.placeholders import (
    Place,
    check_tags,
    missing,
    places,
    refused,
    unknown,
    where,
)
from khcn.outputs.official_documents.words import capitals, clean, date_words

FOLDER = Path(__file__).parent / "templates"
_BODY = "word/document.xml"
_NAMES = re.compile(r"'(\w+)'")


def template_names() -> tuple[str, ...]:
    """The templates that come with the platform."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.docx")))


def template_bytes(name: str) -> bytes:
    if name not in template_names():
        raise refused(
            _("Không có mẫu văn bản “%(name)s”. Các mẫu có sẵn: %(names)s.")
            % {"name": name, "names": ", ".join(template_names())},
            "unknown_template",
        )
    return (FOLDER / f"{name}.docx").read_bytes()


def placeholders_of(template: bytes | str) -> set[str]:
    """The names a template asks for; refuses a template with a wrong tag."""
    docx = template_bytes(template) if isinstance(template, str) else template
    return _asked(docx, places(docx))


def fill_template(template: bytes | str, context: Mapping[str, Any]) -> bytes:
    """The template (by name or as a file) with its values; the same values give the same bytes.

    Every name the template uses must have a value: an empty text is one, None is not. Texts are cleaned,
    Decimals and dates are written the Vietnamese way; an int is written as it is (a year).
    """
    docx = template_bytes(template) if isinstance(template, str) else template
    found = places(docx)
    asked = _asked(docx, found)
    for name in sorted(asked):
        if name not in context:
            raise unknown(name, set(context), found)
        empty = _empty(context[name], name)
        if empty:
            raise missing(empty, name, found)
    parts = unpacked(_rendered(docx, {name: _cleaned(context[name]) for name in asked}, found))
    return zipped(parts | {_BODY: fit(parts[_BODY], layout())})


def _asked(docx: bytes, found: list[Place]) -> set[str]:
    environment = _environment()
    check_tags(found, environment)
    try:
        return set(DocxTemplate(BytesIO(docx)).get_undeclared_template_variables(environment))
    except TemplateError as error:
        raise _broken(error) from error
    except (KeyError, ValueError) as error:
        raise refused(_("Tệp mẫu không phải văn bản Word .docx đọc được."), "bad_template") from error


def _rendered(docx: bytes, context: Mapping[str, Any], found: list[Place]) -> bytes:
    template = DocxTemplate(BytesIO(docx))
    try:
        template.render(dict(context), _environment(), autoescape=True)
    except UndefinedError as error:
        names = _NAMES.findall(error.message or "")
        name = names[-1] if names else ""
        raise unknown(name, _keys(context), found) from error
    except SecurityError as error:
        raise refused(
            _("Mẫu dùng một thẻ không được phép: %s. Hãy bỏ thẻ đó.") % error, "bad_template"
        ) from error
    except TemplateError as error:
        raise _broken(error) from error
    except (TypeError, ValueError, OverflowError) as error:
        raise refused(_("Mẫu dùng giá trị không đúng cách: %s.") % error, "bad_template") from error
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def _broken(error: TemplateError) -> DomainError:
    told = " ".join(line.strip() for line in getattr(error, "docx_context", ()) if line.strip())
    return refused(
        _("Mẫu có thẻ viết sai, gần chỗ “%s”. Hãy xoá và gõ lại thẻ.") % (told[:120] or "…"), "bad_template"
    )


class _Sandbox(ImmutableSandboxedEnvironment):
    """No calls and no arithmetic: a template shows values, it computes nothing."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(_("phép tính “%s”") % operator)


def _environment() -> _Sandbox:
    """Names, conditions and loops only, and the filters a clerk needs."""
    made = _Sandbox(undefined=StrictUndefined, autoescape=True, finalize=_written)
    usual = {name: made.filters[name] for name in ("length", "join", "default")}
    made.globals.clear()
    made.filters.clear()
    made.filters.update(usual | _FILTERS)
    return made


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return vn_number(value)
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


def _long_date(value: date) -> str:
    if not isinstance(value, date):
        raise TypeError(_("“%s” không phải là ngày") % value)
    return date_words(value, layout(value))


_FILTERS: dict[str, Callable[..., Any]] = {
    "ngay": _written,
    "in_hoa": lambda value: capitals(str(value)),
    "ngay_chu": _long_date,
    "so": lambda value, places=None: vn_number(Decimal(value), places),
}


def _empty(value: Any, path: str) -> str:
    """The path of the first missing value inside, or nothing."""
    if value is None:
        return path
    if isinstance(value, Mapping):
        inside = ((f"{path}.{key}", one) for key, one in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        inside = ((f"{path}[{place}]", one) for place, one in enumerate(value, start=1))
    else:
        return ""
    return next((found for where_, one in inside if (found := _empty(one, where_))), "")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_cleaned(one) for one in value]
    return value


def _keys(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        return set(value) | {key for one in value.values() for key in _keys(one)}
    if isinstance(value, list):
        return {key for one in value for key in _keys(one)}
    return set()


__all__ = ["fill_template", "placeholders_of", "template_bytes", "template_names", "where"]
