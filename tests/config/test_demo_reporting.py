"""The artificial round of reports: every state is there, and removing it leaves what real people did."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from django.apps import apps

from khcn.agency_reports.domain import update_task
from khcn.agency_reports.models import Answer, Cycle, Obstacle, PartyMembers, Report, TaskUpdate
from khcn.config.demo.removing import remove_demo
from khcn.config.demo.reporting import add_reporting
from khcn.indicators.models import Observation
from khcn.kernel.accounts.models import User
from khcn.kernel.agencies.models import AgencyClass
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.models import Notice
from khcn.outputs.official_reports.editing import decide_block, decide_waiting
from khcn.outputs.official_reports.freezing import freeze, issue, publish_summary
from khcn.outputs.official_reports.models import Block, OfficialReport
from khcn.outputs.official_reports.putting_together import put_together
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.indicators import indicator, observation
from tests.factories.plans import PartyFactory, PlanFactory, TaskFactory
from tests.factories.reports import cycle

#: What is not taken out: the form of the report and the years of tasks, which are of the platform and the plan, events
#: and stored contents.
STAYS = {"plan.taskyear", "agency_reports.reporttemplate", "audit.event", "documents.storedfile"}


@pytest.fixture
def province(db):
    """A plan in which eight agencies lead a task each, all of them one together, and one owns a share."""
    plan = PlanFactory(code="kh-mau", place="Tỉnh Mẫu")
    agencies = [
        AgencyFactory(code=f"so-mau-{n}", name=f"Sở Mẫu số {n}", short_name=f"SM{n}", kind="so", order=n)
        for n in range(9)
    ]
    for number, agency in enumerate(agencies):
        PartyFactory(task=TaskFactory(plan=plan, no=str(number + 1), order=number), agency=agency)
    together = TaskFactory(plan=plan, no="20", order=20)
    kinds = AgencyClass.objects.create(code="cac-so", name="Các sở", kinds=["so"])
    PartyFactory(task=together, kind="class", agency=None, agency_class=kinds, name="Các sở")
    PartyFactory(task=together, kind="class", agency=None, name="Doanh nghiệp", role="coordinating")
    PartyFactory(task=TaskFactory(plan=plan, no="21", order=21), agency=agencies[0])
    share = indicator(
        "ty-le-mau", kind="share", owner=agencies[0], source="report", frequency="yearly", group="target"
    )
    observation(share, date.today().year - 2, "50", numerator=10, denominator=20)
    for role in ("reporter", "coordinator"):
        User.objects.filter(pk=seat(role, agencies[3]).pk).update(artificial=True)
    return agencies


def load():
    return add_reporting(Random(57), date.today())


def counts():
    told = {one._meta.label_lower: one._base_manager.count() for one in apps.get_models()}
    return {name: count for name, count in told.items() if name not in STAYS}


def test_agencies_stand_in_every_state_and_last_year_has_answers(province):
    assert load() == {"cycles": 2, "reports": 4 + 10}
    this, last = Cycle.objects.order_by("-year")
    assert (this.artificial, last.artificial, this.previous, last.backfill) == (True, True, last, True)
    states = Counter(Report.objects.filter(request__cycle=this).values_list("state", flat=True))
    assert states == {"accepted": 3, "sent": 2, "returned": 1, "draft": 3, "checking": 1}
    assert Report.objects.get(request__cycle=this, request__agency=province[3]).state == "draft"
    assert [one["name"] for one in this.skipped] == ["Doanh nghiệp"]
    made = Observation.objects.filter(origin="report")
    assert [one.artificial for one in made] == [True, True]


def test_every_word_says_that_it_is_artificial(province):
    load()
    texts = Answer.objects.exclude(text="").values_list("text", flat=True)
    assert [text for text in texts if "(dữ liệu mẫu)" not in text] == []


def test_loading_twice_or_beside_a_real_cycle_adds_nothing(province):
    load()
    assert load() == {"cycles": 0, "reports": 0}
    remove_demo()
    real = cycle(date.today().year, plan=province[0].parties.first().task.plan)
    assert (load(), list(Cycle.objects.all())) == ({"cycles": 0, "reports": 0}, [real])


def test_real_people_are_told_nothing(province):
    seat("reporter", province[1])
    seat("coordinator", province[0])
    load()
    assert set(Notice.objects.values_list("user__artificial", flat=True)) == {True}


def test_removing_takes_everything_out_again(province):
    before = counts()
    load()
    assert remove_demo()["cycles"] == 2
    assert counts() == before


def test_what_people_did_in_the_round_goes_with_it(province):
    by = actor_for(seat("coordinator", province[0]))
    before = counts()
    load()
    made = put_together(cycle=Cycle.objects.get(year=date.today().year), issuer=province[0], by=by)
    decide_waiting(report=made, keep=True, by=by)
    for block in Block.objects.filter(section__report=made, state="waiting"):
        decide_block(block=block, keep=True, seen_revision=block.revision, by=by)
    made = freeze(report=made, authority="", head_title="Giám đốc", signer_name="Người Ký Mẫu", by=by)
    made = issue(report=made, number=7, issued_on=date.today(), by=by)
    publish_summary(report=made, summary="Tóm tắt mẫu.", by=by)
    remove_demo()
    assert (OfficialReport.objects.count(), counts()) == (0, before)


def test_real_cycles_updates_and_obstacles_stay(province):
    by = actor_for(seat("coordinator", province[0]))
    other = TaskFactory(no="1")
    PartyFactory(task=other, agency=province[1])
    real = cycle(2024, plan=other.plan)
    update = update_task(
        task=other, agency=province[1], as_of=date.today(), declared="met", result="Xong.", by=by
    )
    load()
    remove_demo()
    assert (list(Cycle.objects.all()), list(TaskUpdate.objects.all())) == ([real], [update])
    assert (Obstacle.objects.count(), PartyMembers.objects.count()) == (0, 0)


def test_removing_is_refused_while_a_real_update_corrects_an_artificial_one(province):
    by = actor_for(seat("coordinator", province[0]))
    load()
    past = TaskUpdate.objects.filter(corrections=None).first()
    update_task(
        task=past.task,
        agency=past.agency,
        as_of=date.today(),
        declared="met",
        result="Sửa.",
        corrects=past,
        by=by,
    )
    with pytest.raises(DomainError) as refusal:
        remove_demo()
    assert (refusal.value.code, Cycle.objects.count()) == ("demo.pointed_at", 2)


def test_a_decision_about_a_class_that_a_person_confirmed_stays(province):
    load()
    PartyMembers.objects.update(note="Theo công văn mẫu.")
    remove_demo()
    assert PartyMembers.objects.get().agencies.count() == 9
