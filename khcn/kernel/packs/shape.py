"""Check the shape of a pack's file against its JSON schema and say the faults in Vietnamese."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from khcn.kernel.packs.errors import Problem

SCHEMAS = Path(__file__).parent / "schemas"

_TYPES = {
    "object": "một nhóm khoá",
    "array": "một danh sách",
    "string": "một chuỗi chữ",
    "integer": "một số nguyên",
    "number": "một số",
    "boolean": "true hoặc false",
    "null": "để trống (null)",
}


def check_shape(name: str, data: Any, *, schema: str = "") -> list[Problem]:
    """Every place where the file departs from its schema, by default the one of its name; empty when well formed."""
    validator = _validator(schema or Path(name).stem)
    errors = sorted(
        validator.iter_errors(data), key=lambda error: [str(step) for step in error.absolute_path]
    )
    return [
        Problem(name, _place(error.absolute_path), _sentence(error)) for error in map(_most_telling, errors)
    ]


@cache
def _validator(stem: str) -> Draft202012Validator:
    schema = _schema(stem)
    registry: Registry[Any] = Registry().with_resource(
        "common.json", Resource.from_contents(_schema("common"))
    )
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker(["date"]))


def _schema(stem: str) -> Any:
    return json.loads((SCHEMAS / f"{stem}.json").read_text(encoding="utf-8"))


def _most_telling(error: ValidationError) -> ValidationError:
    """Behind “one of several shapes” the fault of the shape that is not simply null."""
    if error.validator == "anyOf" and error.context:
        told = [inner for inner in error.context if inner.validator_value != "null"]
        return _most_telling(told[0]) if told else error
    return error


def _place(path: Iterable[str | int]) -> str:
    place = ""
    for step in path:
        place += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if place else str(step)
    return place


def _sentence(error: ValidationError) -> str:
    value: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "required":
            missing = [key for key in rule if key not in value]
            return f"thiếu khoá {_quoted(missing)}. Hãy thêm vào."
        case "additionalProperties":
            extra = sorted(str(key) for key in value if key not in schema.get("properties", {}))
            return f"có khoá lạ {_quoted(extra)}. Hãy bỏ hoặc sửa chính tả."
        case "type":
            kinds = [rule] if isinstance(rule, str) else rule
            return f"giá trị “{value}” phải là {' hoặc '.join(_TYPES[kind] for kind in kinds)}."
        case "enum":
            return f"giá trị “{value}” không có trong danh sách cho phép: {', '.join(map(str, rule))}."
        case "const":
            return f"giá trị “{value}” phải là “{rule}”."
        case "format":
            return f"“{value}” không phải ngày có thật theo dạng năm-tháng-ngày, ví dụ 2025-07-01."
        case "pattern":
            return f"“{value}” không đúng khuôn dạng quy định ({rule})."
        case "minItems":
            return "danh sách không được để trống."
        case "uniqueItems":
            return "danh sách có phần tử lặp lại. Hãy bỏ phần tử thừa."
    return f"giá trị “{value}” không đúng quy định ({error.validator}: {rule})."


def _quoted(keys: Iterable[str]) -> str:
    return ", ".join(f"“{key}”" for key in keys)
