"""Texts for translators: collect ours into khcn/locale/en, compile every catalogue.

    python scripts/messages.py            extract (needs GNU gettext on the developer's machine) and compile
    python scripts/messages.py --compile  compile only

Our source language is Vietnamese, so `en` holds our texts and `vi` only those of the libraries.
Users need none of this: the compiled .mo files are committed.
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "khcn" / "locale"
WIDTH = 110


def extract() -> None:
    """Add new texts to the English catalogue and keep every translation already there."""
    path = LOCALE / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "--locale=en",
        "--no-location",
        "--no-obsolete",
    ]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "khcn.config.settings", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=ROOT / "khcn", env=environment, check=True)  # noqa: S603
    catalogue = polib.pofile(str(path), wrapwidth=WIDTH)
    catalogue.metadata = {
        "Project-Id-Version": "khcn",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue.header = "Our texts in English; the source language is Vietnamese."
    catalogue.metadata_is_fuzzy = False
    for entry in catalogue:
        if entry.fuzzy:  # a guess from a similar sentence is no translation
            entry.msgstr, entry.flags = "", [flag for flag in entry.flags if flag != "fuzzy"]
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgid_plural = None
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save(str(path))
    done = len(catalogue.translated_entries())
    print(f"en: {done} of {len(catalogue)} texts translated")


def compile_all() -> None:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


if __name__ == "__main__":
    if "--compile" not in sys.argv[1:]:
        extract()
    compile_all()
