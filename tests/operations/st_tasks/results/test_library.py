"""The library and the graph: who reads an entry and its files, what grew out of a result, walked from either end."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone

from khcn.kernel.access import NOBODY, may, visible
from khcn.kernel.documents.domain import attach_upload
from khcn.kernel.documents.models import Attachment
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.operations.st_tasks.models import Result, StTask, Use
from khcn.operations.st_tasks.results.graph import chain_of, edges_of
from khcn.operations.st_tasks.results.library import edit_result, enter_result, remove_result
from khcn.operations.st_tasks.results.queries import library
from khcn.registers.ip.models import Right
from khcn.registers.products.models import Product
from tests.factories.records import sample
from tests.factories.st_tasks import application, organisation


def entry(people, **values):
    told = {"title": "Quy trình ươm giống mẫu", "abstract": "Tóm tắt", "access": "open"} | values
    return enter_result(task=people.task, values=told, by=people.host)


def refusal(act, **told):
    with pytest.raises(DomainError) as refused:
        act(**told)
    return refused.value.code


@pytest.mark.parametrize(
    ("access", "public", "signed_in"),
    [
        ("open", (True, True), (True, True)),
        ("registered", (False, False), (True, True)),
        ("department", (False, False), (True, False)),
    ],
)
def test_entry_and_full_text_are_read_by_level(people, access, public, signed_in):
    result = entry(people, access=access)
    attach_upload(record=result, content=BytesIO(b"full"), name="toan-van.txt", by=people.host)

    def reads(actor):
        files = visible(actor, "documents.attachment.view", Attachment.objects.all()).exists()
        return may(actor, "st_tasks.result.view", result), files

    assert (reads(NOBODY), reads(people.stranger)) == (public, signed_in)
    assert reads(people.host) == reads(people.officer) == reads(people.leader) == (True, True)


def test_result_of_a_secret_task_never_leaves_whatever_its_level(people):
    result = entry(people)
    StTask.objects.update(confidential=True)
    assert not may(NOBODY, "st_tasks.result.view", result)
    assert not may(people.stranger, "st_tasks.result.view", result)
    people.task.refresh_from_db()
    assert (
        refusal(enter_result, task=people.task, values={"title": "x", "access": "open"}, by=people.officer)
        == "result.confidential"
    )
    assert (
        refusal(edit_result, result=result, values={"title": "y"}, by=people.officer) == "result.confidential"
    )


@pytest.mark.parametrize("change", [{"state": "accepting"}, {"grade": "fail"}])
def test_entry_of_a_task_not_accepted_or_failed_is_not_shown_outside(people, change):
    result = entry(people)
    StTask.objects.update(**change)
    assert not may(NOBODY, "st_tasks.result.view", result)
    assert may(people.host, "st_tasks.result.view", result)


def test_words_without_marks_find_the_entry_and_filters_narrow(people):
    entry(people)
    entry(people, title="Bản đồ đất", kind="map", access="registered")
    assert [one.title for one in library(people.officer, words="uom giong MAU")] == [
        "Quy trình ươm giống mẫu"
    ]
    assert [one.title for one in library(people.officer, kind="map")] == ["Bản đồ đất"]
    assert [one.title for one in library(NOBODY)] == ["Quy trình ươm giống mẫu"]
    assert library(people.officer, access="department").count() == 0


def test_entry_is_written_by_the_host_and_removed_by_officers_before_registration(people):
    result = entry(people)
    assert refusal(enter_result, task=people.task, values={"title": " "}, by=people.host) == "result.title"
    assert refusal(enter_result, task=people.task, values={"title": "x"}, by=people.stranger).startswith(
        "not_allowed"
    )
    assert edit_result(result=result, values={"title": "Tên mới"}, by=people.host).folded.startswith(
        "ten moi"
    )
    assert refusal(remove_result, result=result, reason="Nhầm", by=people.host).startswith("not_allowed")
    assert refusal(remove_result, result=result, reason="", by=people.officer) == "result.reason"
    StTask.objects.update(registered_on=date(2023, 8, 1))
    assert (
        refusal(remove_result, result=Result.objects.get(), reason="Nhầm", by=people.officer)
        == "result.registered"
    )
    StTask.objects.update(registered_on=None)
    remove_result(result=Result.objects.get(), reason="Nhầm", by=people.officer)
    assert Result.objects.count() == 0


@pytest.fixture
def grown(people):
    """A proposal, a result, a right and a product out of it, and an organisation that uses it."""
    people.proposal = application(of=people.task, state="sent")
    people.right = sample(registers.of(Right), by=people.officer)
    people.product = sample(registers.of(Product), by=people.officer)
    people.user = organisation("Hợp tác xã Mẫu số 3")
    people.result = entry(people)
    links = {"ip_rights": [people.right], "products": [people.product]}
    edit_result(result=people.result, values={}, links=links, by=people.officer)
    now = timezone.now()
    people.use = Use.objects.create(
        task=people.task, year=2024, applied=True, applied_on=date(2024, 1, 1), by_whom="Hợp tác xã Mẫu số 3",
        effect="Tăng năng suất", sent_at=now, confirmed_at=now,
    )  # fmt: skip
    people.use.users.add(people.user)
    return people


def ways(edges):
    return {(edge.source.record, edge.target.record) for edge in edges}


def test_chain_leads_from_the_need_to_the_effect(grown):
    people = grown
    chain = chain_of(people.task, people.officer)
    assert ways(chain.edges) == {
        (people.proposal, people.task), (people.task, people.result), (people.result, people.right),
        (people.result, people.product), (people.task, people.user), (people.user, people.use),
    }  # fmt: skip
    assert [len(chain.at(station)) for station in ("need", "task", "result", "right", "user", "effect")] == [
        1,
        1,
        1,
        1,
        2,
        1,
    ]


def test_every_edge_is_found_from_both_of_its_ends(grown):
    people = grown
    records = (
        people.proposal,
        people.task,
        people.result,
        people.right,
        people.product,
        people.user,
        people.use,
    )
    told = {record: ways(edges_of(record, people.officer)) for record in records}
    for source, target in set().union(*told.values()):
        assert (source, target) in told[source]
        assert (source, target) in told[target]
    assert set().union(*told.values()) == ways(chain_of(people.task, people.officer).edges)


def test_chain_leaves_out_what_the_person_may_not_see(grown):
    people = grown
    type(people.right).objects.update(visibility="internal")
    shown = {node.record for node in chain_of(people.task, people.host).nodes}
    assert people.right in {node.record for node in chain_of(people.task, people.officer).nodes}
    assert people.right not in shown
    assert people.result in shown


def test_chain_costs_the_same_for_one_result_and_for_many(grown, django_assert_max_num_queries):
    for n in range(20):
        result = entry(grown, title=f"Kết quả {n}")
        result.ip_rights.add(grown.right)
    with django_assert_max_num_queries(14):
        chain_of(grown.task, grown.officer)
