"""Settings read from the environment, with the checks that keep a server from starting unsafe."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MIN_KEY_LENGTH = 50
PLACEHOLDER_WORDS = ("changeme", "change-me", "insecure", "default", "secret-key", "replace")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    return text(name, "1" if default else "0").lower() in ("1", "true", "yes", "on")


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None


def items(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secret_key(*, production: bool, folder: Path) -> str:
    """The key of this installation.

    A production server refuses to start without a key of its own; on one's own machine
    a random key is made once and kept in `folder`, readable by its owner only.
    """
    key = text("KHCN_SECRET_KEY")
    if key:
        _refuse_weak(key)
        return key
    if production:
        raise ImproperlyConfigured(
            "KHCN_SECRET_KEY is missing. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(64))"'
        )
    return _kept_key(folder / "secret.key")


def _refuse_weak(key: str) -> None:
    lowered = key.lower()
    if len(key) < MIN_KEY_LENGTH or len(set(key)) < 10 or any(word in lowered for word in PLACEHOLDER_WORDS):
        raise ImproperlyConfigured(
            f"KHCN_SECRET_KEY is too weak or a placeholder: at least {MIN_KEY_LENGTH} random characters are needed."
        )


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:  # noqa: PTH123
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()
