"""The declaration of a register, and the list of all registers.

One declaration gives list, filters, search, detail, form, import, export, API, history, print, public page,
obligations, statistics and help. See docs/developer/registers.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import CharField, Field, ForeignKey, ManyToManyField, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import EVERYTHING, Actor
from khcn.kernel.registers.life import Life
from khcn.kernel.registers.records import Record

Text = str | Promise
#: A rule over the values of a row: gives sentences by field name; an empty mapping when the row is sound.
Rule = Callable[[Mapping[str, Any]], Mapping[str, Text]]

GROUPS: dict[str, Text] = {
    "danh-ba": _("Danh bạ dùng chung"),
    "doanh-nghiep": _("Doanh nghiệp, đổi mới công nghệ"),
    "so-huu-tri-tue": _("Sở hữu trí tuệ, tiêu chuẩn, chất lượng"),
    "nguon-luc": _("Hạ tầng, thiết bị, an toàn"),
    "san-pham": _("Sản phẩm, vùng sản xuất"),
    "he-sinh-thai": _("Hệ sinh thái, hợp tác, nhân lực"),
    "nhiem-vu": _("Nhiệm vụ khoa học và công nghệ"),
    "phong-trao": _("Sáng kiến, cuộc thi, truyền thông"),
    "quan-ly": _("Quản lý, chương trình, hỗ trợ"),
}


@dataclass(frozen=True)
class Section:
    title: Text
    fields: tuple[str, ...]


def section(title: Text, *fields: str) -> Section:
    return Section(title, fields)


@dataclass(frozen=True)
class Personal:
    """Why personal data stand in a field, and on what basis (Luật 91/2025/QH15)."""

    purpose: Text
    basis: Text


@dataclass(frozen=True)
class Activity:
    """A record of this register proves that its subject did something in a year (target T12).

    `kind` is a code of `khcn.registers.activity_ledger.choices.ActivityKind`; `date` is the date field that
    gives the year; `subject` is the path to the organisation or person, the register's subject when empty.
    """

    kind: str
    date: str = "valid_from"
    subject: str = ""


#: Fields that every record has, in the section that the engine adds at the end.
COMMON = ("territory", "responsible", "visibility", "confirmed_on", "note")
#: Field names that are never shown, typed or exported.
HIDDEN = frozenset({
    "id", "folded", "title_key", "order_key", "standing", "merged_into", "updated_at", "source", "artificial", "state", "ended_on",
})  # fmt: skip


class Register:
    """Subclass, fill in, and hand to `registers.add`. Names of fields are those of the model."""

    model: ClassVar[type[Record]]
    code: ClassVar[str]
    name: ClassVar[Text]
    group: ClassVar[str]
    icon: ClassVar[str] = "files"
    about: ClassVar[Text] = ""
    legal_basis: ClassVar[tuple[str, ...]] = ()

    sections: ClassVar[tuple[Section, ...]]
    columns: ClassVar[tuple[str, ...]]
    filters: ClassVar[tuple[str, ...]] = ()
    sorts: ClassVar[tuple[str, ...]] = ("valid_from", "valid_to")
    labels: ClassVar[Mapping[str, Text]] = {}
    helps: ClassVar[Mapping[str, Text]] = {}
    required: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[Mapping[str, str]] = {}
    imports: ClassVar[Mapping[str, str]] = {}
    computed: ClassVar[tuple[str, ...]] = ()

    identity: ClassVar[tuple[str | tuple[str, ...], ...]] = ()
    subject: ClassVar[str] = ""
    parent: ClassVar[str] = ""
    rules: ClassVar[tuple[Rule, ...]] = ()
    similar: ClassVar[tuple[str, ...]] = ()

    public: ClassVar[tuple[str, ...]] = ()
    internal: ClassVar[tuple[str, ...]] = ()
    personal: ClassVar[Mapping[str, Personal]] = {}
    consent: ClassVar[Mapping[str, str]] = {}
    restricted: ClassVar[bool] = False
    entered_by_agencies: ClassVar[bool] = True
    readonly: ClassVar[bool] = False
    by_hand: ClassVar[Q] = EVERYTHING
    outside: ClassVar[Q] = EVERYTHING

    facts: ClassVar[tuple[Any, ...]] = ()
    activities: ClassVar[tuple[Activity, ...]] = ()

    def inside(self, actor: Actor) -> Q:
        """A further condition on what a person of the department sees, for those whom an office binds."""
        return EVERYTHING

    @property
    def life(self) -> Life:
        return self.model.LIFE

    @property
    def label(self) -> str:
        """`app.model`, the name of the model in rights and links."""
        return self.model._meta.label_lower

    @cached_property
    def all_sections(self) -> tuple[Section, ...]:
        """The declared sections and, last, what is common to all records."""
        told = {name for part in self.sections for name in part.fields}
        rest = tuple(name for name in COMMON if name not in told)
        return (*self.sections, Section(_("Quản lý bản ghi"), rest)) if rest else tuple(self.sections)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Every field that people fill in, in the order of the form."""
        return tuple(name for part in self.all_sections for name in part.fields)

    @cached_property
    def many(self) -> tuple[str, ...]:
        """The fields that hold several records."""
        return tuple(name for name in self.fields if isinstance(self.field(name), ManyToManyField))

    @cached_property
    def single(self) -> tuple[str, ...]:
        """The fields that point at one other record."""
        return tuple(name for name in self.fields if isinstance(self.field(name), ForeignKey))

    def field(self, name: str) -> Field[Any, Any]:
        """The model's field of that name; raises FieldDoesNotExist."""
        found = self.model._meta.get_field(name)
        assert isinstance(found, Field)
        return found

    def column_of(self, name: str) -> Field[Any, Any] | None:
        """The model's field of that name; None for a property named in `computed`."""
        return None if name in self.properties else self.field(name)

    @cached_property
    def properties(self) -> frozenset[str]:
        """What is computed anew each time it is asked for, in no column."""
        columns = {one.name for one in self.model._meta.get_fields()}
        return frozenset(self.computed) - columns

    def label_of(self, name: str) -> str:
        """The Vietnamese label of a field, with a capital letter."""
        if name == "state":
            return str(_("Trạng thái"))
        text = str(self.labels.get(name) or self.field(name).verbose_name)
        return text[:1].upper() + text[1:]

    def help_of(self, name: str) -> str:
        return str(self.helps.get(name) or self.field(name).help_text)

    def is_required(self, name: str) -> bool:
        """Whether the form asks for it: named in `required`, or the model cannot be without it."""
        found = self.field(name)
        if name in self.required:
            return True
        return not found.blank and not found.null and not found.has_default()

    @cached_property
    def internal_fields(self) -> frozenset[str]:
        """Fields for the department, the responsible agency and the owner alone."""
        return frozenset((*self.internal, *self.personal))

    @cached_property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The natural keys, strongest first; a row of an import is the record that shares the first filled one."""
        return tuple((key,) if isinstance(key, str) else tuple(key) for key in self.identity)

    @cached_property
    def text_keys(self) -> tuple[str, ...]:
        """Keys that are one text, by which people name a record."""
        singles = [key[0] for key in self.keys if len(key) == 1]
        return tuple(name for name in singles if isinstance(self.field(name), CharField))


@dataclass
class Registry:
    """All registers by code; filled when the applications are loaded."""

    by_code: dict[str, Register] = field(default_factory=dict)
    by_label: dict[str, Register] = field(default_factory=dict)

    def add(self, declaration: type[Register]) -> type[Register]:
        register = declaration()
        if register.code in self.by_code:
            raise ValueError(f"Register {register.code!r} is declared twice")
        self.by_code[register.code] = register
        self.by_label[register.label] = register
        return declaration

    def get(self, code: str) -> Register | None:
        return self.by_code.get(code)

    def of(self, model: Any) -> Register | None:
        """The register of a model class or of a record; None when there is none."""
        return self.by_label.get(model._meta.label_lower)

    def __iter__(self) -> Iterator[Register]:
        return iter(self.by_code.values())

    def children_of(self, register: Register) -> list[tuple[Register, str]]:
        """Registers with a field pointing at this one, with the name of the field: related records."""
        found = []
        for other in self:
            for name in (*other.single, *other.many):
                if other.field(name).related_model is register.model:
                    found.append((other, name))
        return found


registers = Registry()
