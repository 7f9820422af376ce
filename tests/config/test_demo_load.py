"""Loading demonstration data into fresh provinces, and the command."""

import json
from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command

from khcn.config.demo.loading import load_demo
from khcn.config.demo.making import Maker
from khcn.config.demo.shapes import SHAPES
from khcn.config.demo.words import read_words
from khcn.config.demo.world import World
from khcn.kernel.registers.declaration import registers
from tests.config.province import make_province

SCALE = 0.05
ORGANISATIONS = registers.by_code["to-chuc"]


def test_words_name_fields_of_their_register():
    _common, told = read_words()
    unknown = [
        (code, name)
        for code, words in told.items()
        for row in ({**words.fields}, *words.rows)
        for name in row
        if name not in registers.by_code[code].fields
    ]
    assert (unknown, set(told) ^ set(registers.by_code)) == ([], set())


def test_a_province_without_communes_is_filled_too(db):
    make_province(communes=False)
    told = load_demo(seed=3, scale=SCALE, tell=lambda _text: None)
    empty = [code for code, count in told["records"].items() if not count]
    assert (empty, told["redrafted"]) == (["kinh-phi-xa"], 0)


def test_the_same_seed_gives_the_same_records(db):
    make_province()
    _common, told = read_words()
    names = []
    for seed in (11, 11, 12):
        world = World(Random(seed), date(2026, 11, 23))
        maker = Maker(ORGANISATIONS, told["to-chuc"], world, SHAPES["to-chuc"])
        names.append([str(draft.record) for draft in maker.drafts(0.1)])
    assert (names[0] == names[1], names[1] == names[2]) == (True, False)


def test_command_tells_json_and_refuses_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(SystemExit) as stopped:
        call_command("demo", "load", stderr=StringIO())
    assert stopped.value.code == 1
    out = StringIO()
    call_command("demo", "remove", stdout=out)
    assert json.loads(out.getvalue()) == {"removed": 0, "records": {}, "cycles": 0, "st_tasks": 0}
