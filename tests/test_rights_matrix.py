"""Every right × every role against a table written by hand: who has it, on which records.

    all   on both records of the sample: that of agency A (or the public one) and that of agency B (or the internal one)
    own   on the first only: reporter and approver sit in agency A
    oth   on the second only: the stranger is a reporter of agency B
    -     on none
A right without records is `all` or `-`. `ended` sat in agency A until 2024, `nobody` has not signed in.
"""

import pytest

from khcn.kernel import access
from khcn.kernel.registers.declaration import registers
from tests.factories.world import make_world

TABLE = """
right                          | admin coord leader report approv expert enterp public ended nobody stranger
accounts.user.manage           | all   -     -      -      -      -      -      -      -     -      -
accounts.user.view             | all   -     oth    -      -      -      -      -      -     -      -
agencies.agency.edit           | all   all   -      -      -      -      -      -      -     -      -
agencies.agency.view           | all   all   all    all    all    all    all    all    all   -      all
agency_reports.answer.view     | all   all   all    own    own    -      -      -      -     -      oth
agency_reports.cycle.manage    | all   all   -      -      -      -      -      -      -     -      -
agency_reports.cycle.view      | all   all   all    all    all    -      -      -      -     -      all
agency_reports.obstacle.answer | -     all   all    -      -      -      -      -      -     -      -
agency_reports.obstacle.close  | all   all   -      own    own    -      -      -      -     -      oth
agency_reports.obstacle.edit   | all   all   -      own    own    -      -      -      -     -      oth
agency_reports.obstacle.list   | all   all   all    all    all    -      -      -      -     -      all
agency_reports.obstacle.raise  | all   all   -      all    all    -      -      -      -     -      all
agency_reports.obstacle.view   | all   all   all    own    own    -      -      -      -     -      oth
agency_reports.report.decide   | -     all   -      -      -      -      -      -      -     -      -
agency_reports.report.fill     | -     all   -      own    own    -      -      -      -     -      oth
agency_reports.report.send     | -     -     -      -      own    -      -      -      -     -      oth
agency_reports.report.view     | all   all   all    own    own    -      -      -      -     -      oth
agency_reports.reportrequest.view| all  all   all    own    own    -      -      -      -     -      oth
agency_reports.taskupdate.view | all   all   all    all    all    -      -      -      -     -      all
audit.event.view               | all   -     -      -      -      -      -      -      -     -      -
documents.attachment.remove    | all   all   -      -      -      -      -      -      -     -      -
documents.attachment.view      | all   all   all    all    all    own    own    own    own   own    own
documents.document.view        | all   all   all    all    all    own    own    own    own   own    own
duties.duty.edit               | all   all   own    own    own    -      -      -      -     -      oth
duties.duty.view               | all   all   all    own    own    -      -      -      -     -      oth
duties.duty.waive              | all   all   -      -      -      -      -      -      -     -      -
duties.dutyrule.edit           | all   all   -      -      -      -      -      -      -     -      -
duties.dutyrule.view           | all   all   all    all    all    -      -      -      -     -      all
figure_imports.figureimport.apply| all   all   -      own    -      -      -      -     -      -      oth
figure_imports.figureimport.view | all   all   -      own    -      -      -      -     -      -      oth
indicators.card.edit           | all   all   -      -      -      -      -      -      -     -      -
indicators.count.view          | all   all   all    all    all    -      -      -      -     -      all
indicators.forecast.accept     | -     all   all    -      -      -      -      -      -     -      -
indicators.indicator.view      | all   all   all    all    all    own    own    own    own   own    all
indicators.observation.confirm | all   all   -      -      own    -      -      -      -     -      -
indicators.observation.enter   | all   all   -      own    own    -      -      -      -     -      oth
indicators.observation.publish | -     all   all    -      -      -      -      -      -     -      -
indicators.observation.view    | all   all   all    all    all    own    own    own    own   own    all
indicators.statform.view       | all   all   all    all    all    -      -      -      -     -      all
jobs.job.view                  | all   -     oth    -      -      -      -      -      -     -      -
labs.booking.cancel            | all   all   oth    own    own    -      -      -      -     -      oth
labs.booking.manage            | all   all   -      own    own    -      -      -      -     -      oth
labs.booking.request           | all   all   all    all    all    all    all    -      -     -      all
official_reports.officialreport.edit   | all   all   -      -      -      -      -      -      -     -      -
official_reports.officialreport.freeze | -     all   all    -      -      -      -      -      -     -      -
official_reports.officialreport.issue  | all   all   -      -      -      -      -      -      -     -      -
official_reports.officialreport.publish| -     all   all    -      -      -      -      -      -     -      -
official_reports.officialreport.view   | all   all   all    own    own    -      -      -      -     -      own
plan.finding.settle            | -     all   all    -      -      -      -      -      -     -      -
plan.finding.view              | all   all   all    all    all    -      -      -      -     -      all
plan.plan.edit                 | all   all   -      -      -      -      -      -      -     -      -
plan.plan.import               | all   all   -      -      -      -      -      -      -     -      -
plan.plan.view                 | all   all   all    all    all    own    own    own    own   own    all
plan.planimport.view           | all   all   -      -      -      -      -      -      -     -      -
plan.subplan.edit              | all   all   -      own    own    -      -      -      -     -      oth
plan.subplan.view              | all   all   all    all    all    -      -      -      -     -      all
plan.target.measure            | -     all   all    -      -      -      -      -      -     -      -
plan.target.view               | all   all   all    all    all    own    own    own    own   own    all
plan.task.decide               | -     all   all    -      -      -      -      -      -     -      -
plan.task.milestone            | all   all   -      own    own    -      -      -      -     -      oth
plan.task.report               | all   all   -      own    own    -      -      -      -     -      oth
plan.task.view                 | all   all   all    all    all    own    own    own    own   own    all
register_io.importbatch.apply  | all   all   -      own    -      -      -      -     -      -      oth
register_io.importbatch.view   | all   all   -      own    -      -      -      -     -      -      oth
st_tasks.application.edit      | -     -     -      -      -      -      -      -     -      -      -
st_tasks.application.propose   | all   all   all    all    all    all    all    all   all    -      all
st_tasks.application.send      | -     -     -      -      -      -      -      -     -      -      -
st_tasks.application.view      | oth   oth   oth    -      -      -      -      -     -      -      -
st_tasks.call.manage           | all   all   -      -      -      -      -      -      -     -      -
st_tasks.call.view             | all   all   all    own    own    own    own    own    own   own    own
st_tasks.council.form          | all   all   -      -      -      -      -      -      -     -      -
st_tasks.council.manage        | all   all   -      -      -      -      oth    -      -     -      -
st_tasks.council.oversee       | all   all   all    -      -      -      oth    -      -     -      -
st_tasks.council.sit           | -     -     -      -      -      own    -      -      -     -      -
st_tasks.council.view          | all   all   all    -      -      own    oth    -      -     -      -
st_tasks.meeting.view          | all   all   -      -      -      own    oth    -      -     -      -
st_tasks.procedure.edit        | all   all   -      -      -      -      -      -      -     -      -
st_tasks.procedure.view        | all   all   all    all    all    all    all    all    all   -      all
st_tasks.publicity.view        | all   all   all    own    own    -      -      -      -     -      oth
st_tasks.result.files          | all   all   all    all    all    oth    oth    oth    oth   -      oth
st_tasks.result.view           | all   all   all    all    all    oth    oth    oth    oth   -      oth
st_tasks.selfassessment.view   | all   all   all    own    own    -      -      -      -     -      oth
st_tasks.sheet.view            | all   all   -      -      -      own    oth    -      -     -      -
st_tasks.sttask.as_applicant   | -     -     -      -      -      -      -      -     -      -      -
st_tasks.sttask.as_council     | -     -     -      -      -      -      -      -     -      -      -
st_tasks.sttask.as_host        | -     -     -      own    own    -      -      -     -      -      oth
st_tasks.sttask.as_leader      | -     -     all    -      -      -      -      -     -      -      -
st_tasks.sttask.as_officer     | all   all   -      -      -      -      -      -     -      -      -
st_tasks.sttask.as_proposer    | -     -     -      -      -      -      -      -     -      -      -
st_tasks.sttask.follow         | all   all   all    own    own    -      -      -     -      -      oth
st_tasks.sttask.inside         | all   all   all    own    own    -      -      -     -      -      oth
st_tasks.sttask.list           | all   all   all    -      -      -      -      -     -      -      -
st_tasks.sttask.manage         | all   all   -      -      -      -      -      -     -      -      -
st_tasks.sttask.tell_outcome   | all   all   -      own    own    -      -      -     -      -      oth
st_tasks.use.confirm           | all   all   -      -      -      -      -      -      -     -      -
st_tasks.use.view              | all   all   all    own    own    -      -      -      -     -      oth
"""
COLUMNS = (
    "admin", "coordinator", "leader", "reporter", "approver", "expert", "enterprise", "public",
    "ended", "nobody", "stranger",
)  # fmt: skip
WORDS = {(True, True): "all", (True, False): "own", (False, True): "oth", (False, False): "-"}


def expected() -> dict[str, list[str]]:
    lines = [line.split("|") for line in TABLE.strip().splitlines()[1:]]
    return {name.strip(): cells.split() for name, cells in lines}


@pytest.fixture
def world(db):
    return make_world()


def of_the_house() -> list[access.Right]:
    """All rights but those of registers, which tests/registers/test_contract.py holds for each register alike."""
    labels = {register.label for register in registers}
    return [right for right in access.rights() if right.model not in labels]


def found(world, right: access.Right, column: str) -> str:
    actor = world.actor(column)
    if right.model is None:
        return "all" if access.may(actor, right.name) else "-"
    first, second = world.records[right.model.lower()]
    return WORDS[access.may(actor, right.name, first), access.may(actor, right.name, second)]


def test_table_names_every_right_once_and_no_other():
    declared = [right.name for right in of_the_house()]
    assert sorted(expected()) == sorted(declared), (
        "A right was added or removed: write its line into TABLE of this file, from the sentence of the right."
    )


@pytest.mark.parametrize("right", of_the_house(), ids=lambda right: right.name)
def test_right_is_held_by_exactly_those_in_the_table(world, right):
    line = expected()[right.name]
    assert len(line) == len(COLUMNS)
    assert [found(world, right, column) for column in COLUMNS] == line


@pytest.mark.parametrize("right", of_the_house(), ids=lambda right: right.name)
def test_lists_show_exactly_the_records_that_may_be_touched(world, right):
    if right.model is None:
        pytest.skip("a right without records")
    pair = world.records[right.model.lower()]
    rows = type(pair[0])._base_manager.filter(pk__in=[one.pk for one in pair])
    for column in COLUMNS:
        actor = world.actor(column)
        shown = set(access.visible(actor, right.name, rows).values_list("pk", flat=True))
        assert shown == {one.pk for one in pair if access.may(actor, right.name, one)}, column


@pytest.mark.parametrize("right", of_the_house(), ids=lambda right: right.name)
def test_right_has_a_sentence_for_the_page_of_rights(right):
    assert right.sentence.endswith(".")
    assert len(right.sentence) > 15
