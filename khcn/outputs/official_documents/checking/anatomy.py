"""Finds the parts of an official document among its lines."""

from dataclasses import dataclass, field

from khcn.outputs.official_documents.checking.story import Line, Story


@dataclass
class Head:
    """The letterhead; `placed` False where tabs, not paragraphs, put the text into the middle."""

    national_name: Line | None = None
    motto: Line | None = None
    superior: list[Line] = field(default_factory=list)
    issuer: list[Line] = field(default_factory=list)
    number: Line | None = None
    place_date: Line | None = None
    letter_subject: list[Line] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)
    placed: bool = True
    pictured: bool = False
    party: bool = False

    @property
    def seen(self) -> int:
        return sum(one is not None for one in (self.national_name, self.motto, self.number, self.place_date))


@dataclass
class Annex:
    """One annex: the line with its word and number, title and note below, and all its lines."""

    label: Line
    number: str
    title: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass
class Closing:
    """What stands under the text: who receives it, who signs it."""

    label: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    signing: list[list[Line]] = field(default_factory=list)
    placed: bool = True


@dataclass
class Anatomy:
    """The whole document; what is not found is empty."""

    story: Story
    head: Head
    kind: Line | None = None
    kind_letters: str = ""
    subject: list[Line] = field(default_factory=list)
    subject_zone: list[Line] = field(default_factory=list)
    addressees: list[Line] = field(default_factory=list)
    bases: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    main: list[Line] = field(default_factory=list)
    closing: Closing = field(default_factory=Closing)
    annexes: list[Annex] = field(default_factory=list)

    @property
    def is_letter(self) -> bool:
        """A công văn: a subject under the number, or addressees without a kind of document."""
        return bool(self.head.letter_subject) or (self.kind is None and bool(self.addressees))

    @property
    def recognised(self) -> bool:
        """Enough of an official document is there to measure it as one."""
        others = (
            self.kind is not None,
            bool(self.closing.label),
            bool(self.closing.signing),
            bool(self.addressees),
        )
        return self.head.seen + sum(others) >= 3
