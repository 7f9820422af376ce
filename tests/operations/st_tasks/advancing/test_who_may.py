"""Every transition × every capacity, both rule sets, against a table written by hand."""

import pytest
from django.db import transaction

from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.advancing.advance import advance, allowed_transitions
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import UserFactory, actor_for, seat
from tests.operations.st_tasks.packs import NEW, OLD, bare

pytestmark = pytest.mark.django_db

#: transition: who takes it. o officer, l leader, p proposer, a applicant (of the chosen dossier, who then is the host's
#: person too), h somebody of the host alone, c chair of the council; never s, a member without the chair, x a stranger.
TABLE = """
screen o | return o | resend p | reject o | withdraw p | merge o | to_identification o | recommend oc | not_recommend oc | to_order o
back_to_identified lo | order lo | decline_order l | call o | assign o | close_call o | recall o | close_direct o
to_selection o | choose oc | cancel_task lo | cancel_result lo | to_appraisal ao | appraise oc | to_decide ao | approve lo
refuse_approval l | sign o | pause o | resume o | terminate lo | assess hao | hand_in hao | supplement o | to_acceptance o
conclude oc | to_registration hao | register o | recognise lo | settle o | settle_failed o | hand_over o | finish o
"""
MAY = dict(one.split() for line in TABLE.strip().splitlines() for one in line.split("|"))


def people(task: StTask) -> dict[str, Actor]:
    """One person for each letter of the table, tied to this task."""
    told = {"o": seat("coordinator", AgencyFactory()), "l": seat("leader", AgencyFactory())}
    told |= {letter: UserFactory() for letter in "pacsx"}
    make.application(owner=told["p"], of=task, state="sent")
    make.application(owner=told["a"], purpose="dossier", of=task, state="chosen")
    agency = AgencyFactory()
    task.host = make.organisation(agency=agency)
    task.save()
    told["h"] = seat("enterprise", agency)
    make.council(members=(told["c"], told["s"]), tasks=(task,))
    return {letter: actor_for(user) for letter, user in told.items()}


def routes(code: str) -> tuple[str, str]:
    return ("tuyen-chon", "giao-truc-tiep") if code == OLD else ("xet-tai-tro", "dat-hang")


@pytest.mark.parametrize("code", [OLD, NEW])
def test_table_names_every_transition_of_the_rule_set(code):
    assert {one.code for one in outline_of(bare(code)).transitions} == set(MAY)


@pytest.mark.parametrize("code", [OLD, NEW])
def test_each_step_is_offered_to_those_of_the_table_and_nobody_else(code):
    rules = bare(code)
    task = make.task("received", rules=rules)
    hands = people(task)
    outline = outline_of(rules)
    for state in outline.states:
        for route in routes(code):
            task.step, task.route = state.code, route
            expected = {
                letter: {
                    one.code for one in outline.transitions_from(state.code, route) if letter in MAY[one.code]
                }
                for letter in hands
            }
            StTask.objects.filter(pk=task.pk).update(step=state.code, route=route)
            task = StTask.objects.select_related("procedure").get(pk=task.pk)
            offered = {
                letter: {one.code for one in allowed_transitions(task, by)} for letter, by in hands.items()
            }
            assert offered == expected, (state.code, route)


@pytest.mark.parametrize("code", [OLD, NEW])
def test_each_step_is_refused_to_all_others_and_passes_the_gate_for_those_of_the_table(code):
    rules = bare(code)
    task = make.task("received", rules=rules)
    hands = people(task)
    for move in outline_of(rules).transitions:
        StTask.objects.filter(pk=task.pk).update(
            step=move.sources[0], route=move.routes[0] if move.routes else ""
        )
        gate = {letter for letter, by in hands.items() if passes_the_gate(task, move.code, by)}
        assert gate == set(MAY[move.code]), move.code


def passes_the_gate(task: StTask, transition: str, by: Actor) -> bool:
    """Whether something else than the right to it stands in the way; nothing is kept."""
    try:
        with transaction.atomic():
            advance(
                task=task, transition=transition, by=by, values={"name_that_no_step_takes": ""}, note="vì"
            )
    except NotAllowed as refusal:
        assert refusal.code == "not_allowed:st_tasks.advance"
        return False
    except DomainError as refusal:
        assert refusal.code == "task.field_foreign"
        return True
    raise AssertionError("a foreign field was accepted")


def test_invited_author_who_has_not_answered_may_do_nothing():
    task = make.task("returned", rules=bare())
    proposal = make.application(of=task, state="sent")
    invited = UserFactory()
    make.TeamMember.objects.create(application=proposal, role="editor", name="Người Mời", user=invited)
    assert allowed_transitions(task, actor_for(invited)) == []


def test_applicant_of_a_dossier_not_chosen_may_do_nothing():
    task = make.task("completing", rules=bare())
    owner = UserFactory()
    make.application(owner=owner, purpose="dossier", of=task, state="not_chosen")
    assert allowed_transitions(task, actor_for(owner)) == []


def test_chair_of_a_closed_council_concludes_nothing_more():
    task = make.task("identification", rules=bare())
    chair = UserFactory()
    make.council(members=(chair,), tasks=(task,), state="closed")
    assert allowed_transitions(task, actor_for(chair)) == []
