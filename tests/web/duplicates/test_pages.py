"""The queue of likely duplicates and the page on which two records become one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khcn.kernel.audit.models import Event
from khcn.kernel.duplicates.daily import find_all
from khcn.kernel.duplicates.models import Suspect, Verdict
from khcn.kernel.duplicates.search import find_suspects
from khcn.kernel.jobs.models import Job
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.registers.directory.models import Organisation, Person, ScienceField
from khcn.web.links import url_of
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db
TO_CHUC, CHUYEN_GIA = registers.get("to-chuc"), registers.get("chuyen-gia")
QUEUE = "/so-dang-ky/to-chuc/trung-lap/"
NAMES = ("Công ty TNHH Chè Mẫu", "Công ty trách nhiệm hữu hạn chè mẫu")


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


@pytest.fixture
def pair(coordinator):
    told = ({"employees": 12, "phone": ""}, {"employees": 30, "phone": "0900 000 000"})
    return [
        add_record(TO_CHUC, by=actor_for(coordinator), values={"name": name, "kind": "enterprise", **more})
        for name, more in zip(NAMES, told, strict=True)
    ]


@pytest.fixture
def merge(pair):
    return f"{url_of(pair[0])}gop/?voi={pair[1].pk}"


def chosen(client, address, **values):
    """What the page offers when nobody touches it, with some choices changed."""
    form = client.get(address).context["form"]
    untouched = {name: field.initial for name, field in form.fields.items()}
    return {**untouched, "da-xem": form.stamp, **values}


def test_queue_shows_both_records_and_how_they_differ(sign_in, coordinator, pair):
    find_suspects(TO_CHUC)
    (shown,) = sign_in(coordinator).get(QUEUE).context["pairs"]
    assert [one["record"] for one in shown["cards"]] == pair
    assert [(one.label, one.left, one.right) for one in shown["differences"]] == [
        ("Tên", *NAMES), ("Số lao động", "12", "30"), ("Điện thoại", "", "0900 000 000"),
    ]  # fmt: skip


def test_pair_said_to_be_different_is_not_asked_again(sign_in, coordinator, pair):
    find_suspects(TO_CHUC)
    client = sign_in(coordinator)
    answer = client.post(f"{QUEUE}{Suspect.objects.get().pk}/khac/")
    assert answer["Location"] == QUEUE
    find_suspects(TO_CHUC)
    assert client.get(QUEUE).context["pairs"] == []
    assert Event.objects.filter(action="record.tell_apart").count() == 1


def test_agency_is_asked_about_its_own_records_alone(sign_in, pair):
    find_suspects(TO_CHUC)
    agency = AgencyFactory()
    client = sign_in(seat("reporter", agency))
    Organisation.objects.filter(pk=pair[0].pk).update(responsible=agency)
    assert client.get(QUEUE).context["pairs"] == []
    assert client.post(f"{QUEUE}{Suspect.objects.get().pk}/khac/").status_code == 404
    Organisation.objects.update(responsible=agency)
    assert len(client.get(QUEUE).context["pairs"]) == 1


def test_search_is_started_once_and_leads_to_its_progress(
    sign_in, coordinator, pair, django_capture_on_commit_callbacks
):
    client = sign_in(coordinator)
    answers = [client.post(f"{QUEUE}tim/") for _turn in range(2)]
    job = Job.objects.get(name="duplicates.find")
    assert {answer["Location"] for answer in answers} == {f"/cong-viec/{job.pk}/"}
    assert (job.arguments, job.url) == ({"code": "to-chuc"}, QUEUE)


def test_daily_search_looks_through_registers_that_say_how_records_are_alike(pair):
    find_all(None)
    assert [(one.first_id, one.second_id) for one in Suspect.objects.all()] == [(pair[0].pk, pair[1].pk)]


def test_other_record_is_asked_for_by_name_key_or_number(sign_in, coordinator, pair):
    client = sign_in(coordinator)
    address = f"{url_of(pair[0])}gop/"
    page = client.get(address)
    assert [one["record"] for one in page.context["alike"]] == [pair[1]]
    for told in (f"#{pair[1].pk}", str(pair[1].pk), NAMES[1].upper()):
        answer = client.get(address, {"voi": told}, follow=True)
        assert answer.context["dropped"]["record"] == pair[1], told
    for told in ("Không có", str(pair[0].pk), "999999", "#99999999999999999999999", "\x00"):
        answer = client.get(address, {"voi": told})
        assert "dropped" not in answer.context, told


def test_merge_takes_the_chosen_values_and_leads_on(sign_in, coordinator, pair, merge):
    field = ScienceField.objects.first() or ScienceField.objects.create(code="1", name="Khoa học mẫu")
    pair[1].fields_of_science.add(field)
    person = add_record(
        CHUYEN_GIA, by=actor_for(coordinator), values={"name": "Chuyên gia Mẫu", "organisation": pair[1]}
    )
    client = sign_in(coordinator)
    page = client.get(merge)
    assert page.context["moving"] == [(str(Person._meta.verbose_name), 1)]
    answer = client.post(merge, chosen(client, merge, employees="kia"))
    assert answer["Location"] == url_of(pair[0])
    kept, dropped = Organisation.objects.get(pk=pair[0].pk), Organisation.objects.get(pk=pair[1].pk)
    assert (kept.name, kept.employees, kept.phone) == (NAMES[0], 30, "0900 000 000")
    assert list(kept.fields_of_science.all()) == [field]
    assert (dropped.state, dropped.merged_into) == ("withdrawn", kept)
    person.refresh_from_db()
    assert person.organisation == kept
    assert Suspect.objects.get().verdict == Verdict.MERGED


def test_the_other_one_may_stay_instead(sign_in, coordinator, pair, merge):
    client = sign_in(coordinator)
    swapped = client.get(merge).context["swap_url"]
    client.post(swapped, chosen(client, swapped))
    assert Organisation.objects.get(pk=pair[0].pk).merged_into == pair[1]


def test_both_lists_may_be_kept_together(sign_in, coordinator, pair, merge):
    fields = [ScienceField.objects.create(code=f"x{n}", name=f"Lĩnh vực mẫu {n}") for n in (1, 2, 3)]
    pair[0].fields_of_science.set(fields[:2])
    pair[1].fields_of_science.set(fields[1:])
    client = sign_in(coordinator)
    client.post(merge, chosen(client, merge, fields_of_science="ca-hai"))
    assert set(pair[0].fields_of_science.all()) == set(fields)


def test_record_that_follows_the_other_does_not_follow_itself(sign_in, coordinator, pair, merge):
    Organisation.objects.filter(pk=pair[0].pk).update(predecessor=pair[1])
    client = sign_in(coordinator)
    assert "predecessor" not in client.get(merge).context["form"].fields
    client.post(merge, chosen(client, merge))
    kept = Organisation.objects.get(pk=pair[0].pk)
    assert (kept.predecessor, Organisation.objects.get(pk=pair[1].pk).merged_into) == (None, kept)


def test_value_that_only_one_record_may_hold_is_taken_over(sign_in, coordinator, pair, merge):
    agency = AgencyFactory()
    Organisation.objects.filter(pk=pair[1].pk).update(agency=agency)
    client = sign_in(coordinator)
    client.post(merge, chosen(client, merge))
    assert Organisation.objects.get(agency=agency) == pair[0]


def test_choices_made_on_an_old_page_are_not_taken(sign_in, coordinator, pair, merge):
    client = sign_in(coordinator)
    told = chosen(client, merge)
    pair[1].employees = 99
    pair[1].save()
    answer = client.post(merge, told)
    assert answer.status_code == 422
    assert "vừa được người khác sửa" in answer.content.decode()
    assert Organisation.objects.exclude(merged_into=None).count() == 0


def test_unknown_choice_is_refused_at_its_field(sign_in, coordinator, pair, merge):
    client = sign_in(coordinator)
    answer = client.post(merge, chosen(client, merge, employees="x"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"employees"})


def test_who_may_not_change_both_does_not_merge(sign_in, client, pair, merge):
    assert client.get(merge).status_code == 302
    agency = AgencyFactory()
    Organisation.objects.filter(pk=pair[0].pk).update(responsible=agency)
    browser = sign_in(seat("reporter", agency))
    answer = browser.get(merge)
    assert (answer.status_code, "dropped" in answer.context) == (422, False)
    other = sign_in(seat("reporter", AgencyFactory()))
    assert other.get(merge).status_code == 403


def test_merged_record_is_not_merged_again(sign_in, coordinator, pair, merge):
    client = sign_in(coordinator)
    told = chosen(client, merge)
    client.post(merge, told)
    assert client.post(merge, told).status_code == 422
    assert client.get(f"{url_of(pair[1])}gop/").status_code == 404


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_pages_cost_the_same_for_one_pair_and_for_three(sign_in, coordinator, pair, merge):
    client = sign_in(coordinator)
    find_suspects(TO_CHUC)
    client.get(QUEUE), client.get(merge)
    one = queries(client, QUEUE)
    add_record(TO_CHUC, by=actor_for(coordinator), values={"name": f"{NAMES[0]}.", "kind": "enterprise"})
    assert find_suspects(TO_CHUC) == 3
    assert (queries(client, QUEUE), one <= 12) == (one, True)
    assert queries(client, merge) <= 12
    assert queries(client, f"{url_of(pair[0])}gop/") <= 12
