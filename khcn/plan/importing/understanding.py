"""From a file to a document, without the database: text, understanding, notes on what was repaired."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from khcn.kernel.errors import DomainError
from khcn.lib.intake import IntakeError, read_document
from khcn.lib.plan_document import parse_plan
from khcn.plan.importing.values import Json


@dataclass(frozen=True)
class Understood:
    """What reading gives: the text on which spans stand, the document, and notes on repairs."""

    text: str
    document: Json
    notes: list[str]


def understand(path: Path) -> Understood:
    """Read a file and understand it; refuses with DomainError what cannot be read."""
    try:
        extracted = read_document(path)
    except IntakeError as error:
        raise DomainError(error.message, code=f"intake.{error.code}") from error
    parsed = parse_plan(extracted, today=timezone.localdate())
    return Understood(extracted.text, parsed.to_json(), list(extracted.notes))


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
