"""The index of searches narrows and never decides: what is found is the same with it and without."""

import pytest
from django.core.management import call_command
from django.db import connection

from khcn.kernel.base import matches
from khcn.kernel.registers import search_index
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.search_index import STRETCH, holding, install, is_common, narrowed
from khcn.registers.directory.models import Organisation, Person

pytestmark = pytest.mark.django_db
NAMES = ("Hợp tác xã Hoa hồi mẫu", "Công ty Chè mẫu", "Viện “Đo” 100%", 'Trại_giống "A"', "Ấp B", "hoa Hồi")
WORDS = (
    "hoa hồi", "HOA", "hồi hoa", "oa ho", "che", "ch", "b", "100%", "%", "_gi", '"a"', "“do”", "mau xa", "khong co",
    "", "  ", "\x00", "hoahoi", "x" * 300,
)  # fmt: skip
only_sqlite = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL keeps its indexes itself"
)


@pytest.fixture
def organisations():
    return [Organisation.objects.create(name=name, kind="other") for name in NAMES]


def found(words, how=holding):
    return set(
        Organisation.objects.filter(how(Organisation, words), matches(words)).values_list("pk", flat=True)
    )


@pytest.mark.parametrize("words", WORDS)
def test_index_finds_what_a_pass_over_the_records_finds(organisations, words):
    assert found(words) == set(Organisation.objects.filter(matches(words)).values_list("pk", flat=True))


def test_search_that_could_miss_finds_one_of_many(organisations):
    assert found("hoa hoi mau") == {organisations[0].pk}


def test_index_follows_what_is_added_changed_and_deleted(organisations):
    first = organisations[0]
    first.name = "Hợp tác xã Quế mẫu"
    first.save()
    assert (found("hoa hoi"), found("que")) == ({organisations[5].pk}, {first.pk})
    Organisation.objects.filter(pk=first.pk).update(folded="thao qua")
    assert (found("que"), found("thao qua")) == (set(), {first.pk})
    Organisation.objects.bulk_create(
        [Organisation(name="Thảo quả", kind="other", folded="thao qua", state="active")]
    )
    assert len(found("thao")) == 2
    first.delete()
    assert len(found("thao")) == 1


def test_registers_do_not_meet_in_the_shared_table(organisations):
    pk = organisations[0].pk
    person = Person.objects.create(pk=pk, name="Người Mẫu Hoa Hồi")
    assert found("nguoi") == set()
    assert set(Person.objects.filter(holding(Person, "nguoi"))) == {person}


def test_every_register_has_a_stretch_of_its_own():
    firsts = {search_index._first(one.model._meta.db_table) for one in registers}
    assert len(firsts) == len(list(registers))
    assert max(firsts) + STRETCH < 2**63


@only_sqlite
def test_common_words_go_without_the_index(organisations, monkeypatch):
    assert not is_common(Organisation, "mau")
    monkeypatch.setattr(search_index, "MOST_HITS", 1)
    assert is_common(Organisation, "mau")
    assert not is_common(Organisation, "vien")
    assert not is_common(Organisation, "b")
    assert found("mau", narrowed) == {one.pk for one in organisations[:2]}


@only_sqlite
def test_table_made_anew_is_read_whole(organisations):
    """A migration that rebuilds a table on SQLite takes its triggers along."""
    with connection.cursor() as cursor:
        for end in ("add", "change", "drop"):
            cursor.execute(f"DROP TRIGGER directory_organisation_search_{end}")
    Organisation.objects.filter(pk=organisations[0].pk).update(folded="thao qua")
    organisations[1].delete()
    assert found("thao") == set()
    install(connection)
    assert (found("thao"), found("che")) == ({organisations[0].pk}, set())
    organisations[2].delete()
    assert found("100%") == set()


def test_index_can_be_made_anew(organisations):
    call_command("search", "rebuild")
    assert found("hoa hoi") == {organisations[0].pk, organisations[5].pk}
    organisations[0].delete()
    assert found("hoa hoi") == {organisations[5].pk}
