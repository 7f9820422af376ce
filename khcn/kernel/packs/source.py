"""Read one YAML file of a pack strictly: UTF-8, NFC, no repeated keys, no surprising conversions."""

import re
from collections.abc import Hashable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from khcn.kernel.packs.errors import PackError, Problem
from khcn.lib.vn_text import nfc

# The C reader of libyaml is about ten times faster; without it the plain one gives the same answers.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_Events: Any = getattr(yaml, "CLoader", yaml.Loader)
#: Parts within parts, and parts in all when those named once are counted wherever they stand.
DEEPEST, MOST_PARTS = 40, 500_000


class _StrictLoader(_Safe):
    """YAML as authors expect it: dates stay text, `on` and `no` are words, fractions are Decimal."""


_StrictLoader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in pairs
        if not tag.endswith((":timestamp", ":bool", ":int", ":float"))
    ]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789")
)
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789")
)


def _decimal(loader: _StrictLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[str] = set()
    for key_node, _ in node.value:
        key = str(key_node.value)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"khoá “{key}” được viết hai lần", key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor("tag:yaml.org,2002:float", _decimal)
_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path, *, name: str) -> Any:
    """The content of a YAML file; refuses with PackError what is not UTF-8, not NFC or not YAML."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refusal(
            name, "", f"không phải chữ UTF-8 (byte thứ {error.start}). Hãy lưu lại bằng UTF-8."
        ) from error
    _require_nfc(text, name)
    try:
        _require_modest(text, name)
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - derived from SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
        raise _refusal(name, place, f"không đọc được YAML: {error.problem}. Hãy sửa cú pháp.") from error
    except yaml.YAMLError as error:  # characters that no YAML may hold
        raise _refusal(name, "", "có ký tự không đọc được. Hãy lưu lại tệp bằng UTF-8.") from error


def _require_modest(text: str, name: str) -> None:
    """Refuse what would grow beyond measure: parts within parts, or parts that stand for ever larger ones."""
    sizes: dict[str, int] = {}
    open_parts: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=_Events):
        if isinstance(event, yaml.CollectionStartEvent):
            open_parts.append((event.anchor, total))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_parts.pop()
            if anchor:
                sizes[anchor] = total - before
        elif isinstance(event, yaml.ScalarEvent) and event.anchor:
            sizes[event.anchor] = 1
        elif isinstance(event, yaml.AliasEvent):
            total += sizes.get(str(event.anchor), MOST_PARTS)
        total += 1
        if len(open_parts) > DEEPEST or total > MOST_PARTS:
            raise _refusal(name, "", "lồng quá sâu hoặc quá lớn, không phải tệp dữ liệu bình thường.")


def _require_nfc(text: str, name: str) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        if nfc(line) != line:
            raise _refusal(
                name,
                f"dòng {number}",
                "chữ tiếng Việt ở dạng tổ hợp. Hãy chuyển tệp sang Unicode dựng sẵn (NFC).",
            )


def _refusal(name: str, place: str, message: str) -> PackError:
    return PackError([Problem(name, place, message)])
