"""Records whose files stay: layers above say why nothing may be taken away from a record any more."""

from collections.abc import Callable

from django.db.models import Model

from khcn.kernel.errors import DomainError

#: The sentence that tells why the files of the record stay, "" where they need not. Called inside the transaction.
Keeper = Callable[[Model], str]
_keepers: dict[type[Model], Keeper] = {}
_sealed: set[type[Model]] = set()


def seals_files(model: type[Model]) -> None:
    """Files of these records are open to nobody who may not see the record, the administrator included."""
    _sealed.add(model)


def is_sealed(model: type[Model]) -> bool:
    return model in _sealed


def keeps_files(model: type[Model], keeper: Keeper) -> None:
    """Ask this before a file is taken away from a record of the model."""
    _keepers[model] = keeper


def refuse_if_kept(record: Model | None) -> None:
    keeper = _keepers.get(type(record)) if record is not None else None
    if keeper is not None and record is not None and (sentence := keeper(record)):
        raise DomainError(sentence, code="attachment.kept")
