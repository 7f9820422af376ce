"""Catalogues: compiled ones match their sources, Vietnamese has no holes, placeholders are known ones."""

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.timesince import timesince
from django.utils.translation import ngettext

import khcn

LOCALE = Path(khcn.__file__).parent / "locale"
SOURCES = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
HOLES = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_both_languages_are_there():
    assert [path.parts[-3] for path in SOURCES] == ["en", "vi"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parts[-3])
def test_compiled_catalogue_is_up_to_date(path):
    compiled = path.with_suffix(".mo")
    assert compiled.read_bytes() == polib.pofile(str(path)).to_binary(), (
        f"{compiled.name} of {path.parts[-3]} is stale: run python scripts/messages.py --compile"
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parts[-3])
def test_translation_uses_only_placeholders_of_its_text(path):
    for entry in polib.pofile(str(path)).translated_entries():
        wanted = {frozenset(HOLES.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text}
        for text in texts(entry):
            used = frozenset(HOLES.findall(text))
            assert any(used <= given for given in wanted), f"{entry.msgid} -> {text}"


def test_vietnamese_has_no_empty_text():
    catalogue = polib.pofile(str(LOCALE / "vi" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue if entry.fuzzy or not all(texts(entry))] == []


def test_vietnamese_holds_only_texts_of_libraries():
    own = re.compile(r"[ạảãàáâậầấẩẫăắằặẳẵđèéẹẻẽêềếệểễìíịỉĩòóọỏõôốồộổỗơớờợởỡùúụủũưừứựửữỳýỵỷỹ]", re.IGNORECASE)
    catalogue = polib.pofile(str(LOCALE / "vi" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue if own.search(entry.msgid)] == []


def test_durations_are_said_in_vietnamese():
    from datetime import datetime

    with translation.override("vi"):
        text = timesince(datetime(2024, 1, 1), datetime(2025, 3, 2)).replace("\xa0", " ")
    assert text == "1 năm, 2 tháng"


def test_messages_of_forms_are_said_in_vietnamese():
    from django import forms

    class Form(forms.Form):
        day = forms.DateField()
        number = forms.IntegerField(min_value=1, step_size=5)
        pieces = forms.SlugField()
        span = forms.DurationField()

    english = re.compile(r"\b(the|is|must|valid|enter|ensure|value)\b", re.IGNORECASE)
    with translation.override("vi"):
        for data in ({}, {"day": "31/02/2025", "number": "3", "pieces": "a b", "span": "x"}):
            errors = [error for found in Form(data).errors.values() for error in found]
            assert len(errors) == 4
            assert [error for error in errors if english.search(error)] == []


def test_password_lengths_have_one_plural_form_in_vietnamese():
    with translation.override("vi"):
        text = ngettext(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
            10,
        )
    assert text.startswith("Mật khẩu quá ngắn")


def test_english_is_complete():
    catalogue = polib.pofile(str(LOCALE / "en" / "LC_MESSAGES" / "django.po"))
    assert len(catalogue) > 1000
    assert [entry.msgid for entry in catalogue if entry.fuzzy or not all(texts(entry))] == []
