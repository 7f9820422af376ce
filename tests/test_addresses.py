"""Every address, asked for by people who may see little: no failure, the expected answer, nothing leaks.

Three ask: somebody not signed in, a person of the public, and a reporter of another agency (B). The record asked
for is the internal one or that of agency A; `+` after a name asks for the same page of the public plan.
"""

import uuid

import pytest
from django.urls import URLPattern, get_resolver, reverse

from khcn.agency_reports.models import Obstacle
from khcn.indicators.models import StoredForecast
from khcn.kernel.accounts.models import Membership
from khcn.kernel.agencies.models import Succession
from khcn.kernel.jobs.models import Job
from khcn.kernel.notices.models import Notice
from khcn.plan.models import Milestone, Party, PlanImport
from tests.factories.world import IMPORT, INTERNAL, OF_A, PERSON, make_world

pytestmark = pytest.mark.django_db

#: Columns: nobody, public, stranger. 200 a page, 302 to signing in or elsewhere, 403 refused, 404 not there for this person, 405 needs a POST.
EXPECTED = """
healthz                                 200    200      200
readyz                                  503    503      503
set_language                            302    302      302
account_login                           200    302      302
account_logout                          302    200      200
account_signup                          200    302      302
account_inactive                        200    200      200
account_reauthenticate                  302    200      200
account_change_password                 302    200      200
account_set_password                    302    302      302
account_reset_password                  200    200      200
account_reset_password_done             200    200      200
account_reset_password_from_key_done    200    200      200
account_reset_password_from_key         200    200      200
mfa_index                               302    200      200
mfa_authenticate                        302    302      302
mfa_reauthenticate                      302    302      302
mfa_activate_totp                       302    302      302
mfa_deactivate_totp                     302    404      404
mfa_view_recovery_codes                 302    404      404
mfa_generate_recovery_codes             302    302      302
mfa_download_recovery_codes             302    404      404
usersessions_list                       302    200      200
socialaccount_connections               302    200      200
socialaccount_login_cancelled           200    200      200
socialaccount_login_error               401    401      401
socialaccount_signup                    302    302      302
openid_connect_login                    404    404      404
openid_connect_callback                 404    404      404
today                                   200    200      200
my_work                                 302    200      200
notice_list                             302    200      200
notices_read                            302    405      405
notice_open                             302    404      404
job_detail                              302    404      404
job_retry                               405    405      405
plan_list                               200    200      200
plan_detail                             302    404      200
plan_edit                               302    404      403
plan_source                             302    404      200
target_list                             302    404      200
target_detail                           302    404      200
target_edit                             302    404      403
target_heat                             302    404      200
target_measure_choose                   302    404      403
target_measure_unchoose                 405    405      405
target_measure_add                      302    404      403
target_govern                           302    404      403
target_step                             302    404      403
target_step_remove                      405    405      405
task_list                               302    404      200
task_detail                             302    404      200
party_assign                            302    404      403
task_timeline                           302    404      200
duty_list                               302    404      200
funding_overview                        302    404      200
task_update_new                         302    404      200
task_decide                             302    404      403
milestone_new                           302    404      200
milestone_edit                          302    404      200
obstacle_list                           302    403      200
obstacle_new                            302    403      200
obstacle_detail                         302    403      404
obstacle_edit                           302    403      404
obstacle_close                          405    405      405
report_fill                             302    404      404
report_start                            405    405      405
report_item_save                        302    404      404
report_evidence                         405    405      405
report_nothing                          405    405      405
report_presence                         405    405      405
report_check                            405    405      405
report_take_back                        405    405      405
report_send                             302    404      404
report_workbook                         302    404      404
report_workbook_file                    302    404      404
report_upload                           302    404      404
report_upload_detail                    302    404      404
report_upload_apply                     405    405      405
report_upload_marked                    302    404      404
report_papers                           302    404      404
cycle_list                              302    403      200
cycle_new                               302    403      403
cycle_detail                            302    404      200
cycle_edit                              302    404      403
cycle_discard                           405    405      405
cycle_prepare                           302    404      403
cycle_members                           302    404      403
cycle_letters                           302    404      403
cycle_more                              302    404      403
cycle_close                             405    405      405
cycle_reopen                            405    405      405
late_list                               302    404      200
reminder_text                           302    404      403
request_extend                          302    404      403
request_excuse                          302    404      403
request_again                           405    405      405
report_short                            302    404      404
board                                   302    404      403
board_changes                           302    404      403
board_conflicts                         302    404      403
conflict_rule                           302    404      403
report_review                           302    404      403
official_report                         302    404      404
official_report_gather                  405    405      405
official_block_add                      405    405      405
official_blocks_waiting                 405    405      405
official_block                          405    405      405
official_head                           302    404      404
official_freeze                         302    404      404
official_thaw                           302    404      404
official_issue                          302    404      404
official_publish                        302    404      404
official_unpublish                      405    405      405
official_compare                        302    404      404
official_download                       302    404      404
public_report                           404    404      404
subplan_list                            302    403      200
subplan_new                             302    403      200
subplan_detail                          302    403      200
subplan_edit                            302    403      403
finding_list                            302    404      200
finding_new                             302    404      403
finding_detail                          302    404      200
finding_settle                          405    405      405
finding_reopen                          405    405      405
import_list                             302    403      403
import_new                              302    403      403
import_review                           302    403      403
import_document                         302    403      403
import_difference                       302    403      403
import_confirm                          302    403      403
import_discard                          405    405      405
import_item_new                         302    403      403
import_item                             302    403      403
import_item_drop                        405    405      405
import_item_restore                     405    405      405
indicator_list                          200    200      200
indicator_add                           302    403      403
indicator_detail                        302    404      200
indicator_edit                          302    404      403
card_edit                               302    404      403
card_version                            302    404      200
decision_add                            302    404      403
value_import                            302    403      200
value_import_template                   302    403      200
value_import_detail                     302    404      404
value_import_apply                      405    405      405
value_import_discard                    405    405      405
value_import_refused                    302    404      404
pii                                     200    200      200
stat_form_list                          302    403      200
stat_form_detail                        302    403      200
tfp_tool                                302    403      200
value_add                               302    404      200
value_detail                            302    404      200
value_correct                           302    404      200
value_confirm                           405    405      405
value_publish                           405    405      405
value_withdraw                          302    404      403
count_detail                            302    404      200
forecast_make                           405    405      405
forecast_accept                         405    405      405
indicator_detail+                       200    200      200
value_detail+                           200    200      200
count_detail+                           302    404      404
agency_list                             302    200      200
agency_new                              302    403      403
agency_detail                           302    200      200
agency_edit                             302    403      403
agency_rename                           302    403      403
succession_new                          302    403      403
succession_confirm                      302    403      403
territory_list                          302    200      200
profile                                 302    200      200
token_list                              302    200      200
token_revoke                            405    405      405
rights                                  302    403      403
user_list                               302    403      403
user_new                                302    403      403
user_detail                             302    403      403
user_edit                               302    403      403
user_link                               405    405      405
seat_new                                302    403      403
seat_end                                302    403      403
user_hand_over                          302    403      403
user_lock                               302    403      403
user_unlock                             302    403      403
second_factor_reset                     302    403      403
attachment_download                     302    404      404
attachment_remove                       302    404      404
document_detail                         302    404      404
duty_calendar                           302    403      200
support_overlaps                        302    403      200
duty_complete                           302    403      404
duty_waive                              302    403      404
duty_reopen                             405    405      405
rule_list                               302    403      200
rule_edit                               302    403      403
feed_list                               302    403      200
feed_revoke                             405    405      405
duty_feed                               404    404      404
record_history                          404    404      200
record_origins                          404    404      404
audit_list                              302    403      403
to_confirm                              302    403      403
api_index                               200    200      200
api                                     200    200      200
search                                  200    200      200
equipment_calendar                      302    403      404
outage_new                              302    403      404
outage_end                              405    405      405
qualification_new                       302    403      404
booking_list                            302    403      200
booking_report                          302    403      200
booking_confirm                         405    405      405
booking_refuse                          302    403      404
booking_cancel                          302    403      404
booking_usage                           302    403      404
booking_no_show                         405    405      405
layout_check                            302    200      200
fact_index                              200    200      200
fact_records                            200    200      200
fact_chart                              200    200      200
register_stats                          200    200      200
register_index                          200    200      200
register_list                           200    200      200
register_suggest                        200    200      200
register_help                           200    200      200
view_save                               405    405      405
view_delete                             405    405      405
record_new                              302    403      200
record_detail                           404    404      404
record_edit                             404    404      404
record_move                             404    404      404
record_withdraw                         404    404      404
record_confirm                          405    405      405
record_attach                           404    404      404
duplicate_list                          302    403      200
duplicate_find                          405    405      405
duplicate_apart                         405    405      405
record_merge                            302    403      404
register_template                       302    403      200
register_import                         302    403      200
batch_list                              302    403      200
batch_detail                            302    404      404
batch_apply                             405    405      405
batch_discard                           405    405      405
batch_refused                           302    404      404
uses_to_confirm                         302    403      403
use_decide                              405    405      405
task_uses                               302    404      404
task_use                                302    404      404
task_products                           302    404      404
task_assess                             302    404      404
dossier_answer                          405    405      405
task_hand_over                          302    404      404
task_publicity                          302    404      404
task_chain                              302    404      404
result_new                              302    404      404
result_list                             200    200      200
result_detail                           404    404      404
result_edit                             404    404      404
proposal_list                           302    200      200
proposal_new                            302    200      200
proposal_alike                          302    200      200
dossier_new                             302    404      404
task_similar                            302    403      403
application_edit                        302    404      404
application_save                        302    404      404
application_parties                     302    404      404
application_team                        302    404      404
application_member                      405    405      405
application_member_person               302    404      404
application_question                    405    405      405
application_budget                      302    404      404
application_paper                       405    405      405
application_send                        302    404      404
application_withdraw                    302    404      404
application_reopen                      405    405      405
application_versions                    302    404      404
invitation_answer                       404    404      404
st_task_list                            302    403      403
st_task_portfolio                       302    403      403
st_task_detail                          302    404      404
st_task_officer                         302    404      404
st_task_advance                         302    404      404
call_list                               302    403      403
call_new                                302    403      403
call_detail                             302    403      403
call_edit                               302    403      403
call_tasks                              302    403      403
call_publish                            302    403      403
call_extend                             302    403      403
call_cancel                             302    403      403
call_repeat                             405    405      405
call_open                               302    403      403
call_validity                           302    403      403
call_leader                             302    403      403
direct_validity                         302    404      404
call_documents                          302    403      403
council_documents                       302    404      404
st_task_documents                       302    404      404
public_calls                            200    200      200
public_call                             404    404      404
procedure_list                          302    200      200
procedure_detail                        302    200      200
procedure_file                          302    200      200
procedure_edit                          302    403      403
procedure_upload                        302    403      403
procedure_put_in_force                  302    403      403
procedure_retire                        302    403      403
task_contract                           302    404      404
task_contract_edit                      302    404      404
task_contract_sign                      302    404      404
task_liquidate                          302    404      404
task_return                             302    404      404
task_instalments                        302    404      404
task_pay                                302    404      404
task_settle                             302    404      404
task_stop_paying                        302    404      404
task_money                              302    404      404
task_money_lines                        302    404      404
task_line                               302    404      404
task_volume_new                         302    404      404
task_volume_confirm                     302    404      404
st_task_due                             302    200      200
st_task_sanctions                       302    403      403
st_task_sanction_new                    302    403      403
st_task_sanction_end                    302    403      403
task_reports                            302    404      404
task_report_send                        302    404      404
task_report_judge                       302    404      404
task_report_excuse                      302    404      404
task_inspections                        302    404      404
task_inspection_new                     302    404      404
task_inspection_conclude                302    404      404
task_opinions                           302    404      404
task_opinion_ask                        302    404      404
task_opinion_record                     302    404      404
task_publish_dossier                    302    404      404
task_publish_result                     302    404      404
task_changes                            302    404      404
task_change_own                         302    404      404
task_change_ask                         302    404      404
task_change_decide                      302    404      404
task_stop                               302    404      404
task_stop_open                          302    404      404
task_stop_decide                        302    404      404
task_stop_refund                        302    404      404
st_task_repin                           302    403      403
council_list                            302    403      403
council_new                             302    403      403
my_councils                             302    200      200
council_detail                          302    404      404
council_seats                           302    404      404
seat_change                             302    404      404
council_faults                          302    404      404
council_clerk                           302    404      404
item_reviewers                          302    404      404
tie_decide                              302    404      404
blind_copy_add                          302    404      404
council_conflicts                       302    404      404
conflict_waive                          302    404      404
council_appoint                         302    404      404
meeting_new                             302    404      404
council_result                          302    404      404
council_end                             302    404      404
meeting_detail                          302    404      404
meeting_invite                          302    404      404
meeting_move                            302    404      404
meeting_cancel                          302    404      404
sheet_type                              302    404      404
item_conclude                           302    404      404
item_lines                              302    404      404
question_answer                         302    404      404
meeting_close                           302    404      404
meeting_conclusion                      302    404      404
call_ranking                            302    404      404
my_council                              302    404      404
my_item                                 302    404      404
my_declaration                          302    404      404
my_paper                                302    404      404
my_sheet                                302    404      404
my_sheet_hand_in                        302    404      404
seat_remove                             405    405      405
conflicts_find                          405    405      405
conflict_pin                            405    405      405
meeting_attendance                      405    405      405
paper_declaration                       405    405      405
question_forward                        405    405      405
my_question                             405    405      405
plan_detail+                            200    200      200
plan_edit+                              302    403      403
plan_source+                            200    200      200
target_list+                            200    200      200
target_detail+                          200    200      200
target_edit+                            302    403      403
target_heat+                            200    200      200
target_measure_choose+                  302    403      403
target_measure_unchoose+                405    405      405
target_measure_add+                     302    403      403
target_govern+                          302    403      403
target_step+                            302    403      403
target_step_remove+                     405    405      405
task_list+                              200    200      200
task_detail+                            200    200      200
task_timeline+                          200    200      200
duty_list+                              200    200      200
funding_overview+                       200    200      200
task_update_new+                        302    403      403
task_decide+                            302    403      403
milestone_new+                          302    403      403
subplan_list+                           302    403      200
subplan_new+                            302    403      200
finding_list+                           302    403      200
finding_new+                            302    403      403
"""
OF_INDICATORS = (
    "indicator_detail", "indicator_edit", "card_edit", "card_version", "decision_add", "value_add", "value_detail", "value_correct",
    "value_confirm", "value_publish", "value_withdraw", "count_detail", "forecast_make", "forecast_accept",
)  # fmt: skip
#: Pages of a cycle, of what it asks of an agency, and of what is made of the answers.
OF_CYCLES = ("cycle", "late_list", "reminder_text", "request_", "report_", "board", "conflict_", "official_")
ASKING = ("nobody", "public", "stranger")
HIDDEN = {
    "nobody": (INTERNAL, OF_A, PERSON, IMPORT),
    "public": (INTERNAL, OF_A, PERSON, IMPORT),
    "stranger": (OF_A, PERSON, IMPORT),
}


def patterns(found=None):
    for one in found if found is not None else get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            yield one.name, list(one.pattern.regex.groupindex)
        else:
            yield from patterns(one.url_patterns)


def expected() -> dict[str, list[int]]:
    lines = [line.split() for line in EXPECTED.strip().splitlines()]
    return {name: [int(code) for code in codes] for name, *codes in lines}


def keys(world) -> dict[str, object]:
    """What stands for `pk` in the addresses of a topic: the first name that the address name begins with counts."""
    return {
        "user": world.person.pk,
        "second_factor": world.person.pk,
        "seat_new": world.person.pk,
        "seat_end": Membership.objects.get(user=world.person).pk,
        "notice": Notice.objects.get().pk,
        "job": Job.objects.get(started_by=world.person).pk,
        **{
            name: world.records["indicators.observation"][1].pk
            for name in OF_INDICATORS
            if name.startswith("value_")
        },
        "forecast_accept": StoredForecast.objects.get().pk,
        "milestone_edit": Milestone.objects.get().pk,
        "party": Party.objects.get(task__plan__code="noi-bo").pk,
        "obstacle": Obstacle.objects.get(title=OF_A).pk,
        "subplan": world.records["plan.subplan"][0].pk,
        "finding": world.records["plan.finding"][0].pk,
        "import": PlanImport.objects.first().pk,
        "succession": Succession.objects.get().pk,
        "value_import": world.records["figure_imports.figureimport"][0].pk,
        "batch": world.records["register_io.importbatch"][0].pk,
        "attachment": world.records["documents.attachment"][1].pk,
        "document": world.records["documents.document"][1].pk,
        "report_": world.records["agency_reports.answer"][0].item_id,
        "duty": world.records["duties.duty"][0].pk,
        "rule_edit": world.records["duties.dutyrule"][0].pk,
        "feed": 1,
        "official_block": 1,
        "token": 1,
        "record_history": world.records["plan.plan"][1].pk,
        "record_": world.records["duties.duty"][0].object_id,
        "view_delete": 1,
        "st_task_": world.records["st_tasks.sttask"][0].pk,
        "call_validity": 1,
        "call_leader": 1,
        "direct_validity": world.records["st_tasks.sttask"][0].pk,
        "council_documents": 1,
        **dict.fromkeys(
            (
                "council_",
                "seat_",
                "item_",
                "tie_",
                "blind_",
                "conflict",
                "meeting_",
                "sheet_",
                "paper_",
                "question_",
                "call_ranking",
                "my_",
            ),
            1,
        ),
        "duplicate_apart": 1,
        "booking": world.records["labs.booking"][0].pk,
        "equipment": world.records["labs.booking"][0].equipment_id,
        "outage": world.records["labs.booking"][0].equipment_id,
        "qualification": world.records["labs.booking"][0].equipment_id,
        "application_": world.records["st_tasks.application"][0].pk,
        "dossier_new": world.records["st_tasks.sttask"][0].pk,
        "procedure_": world.records["st_tasks.procedure"][0].pk,
        "st_task_repin": world.records["st_tasks.sttask"][0].pk,
        "task_": world.records["st_tasks.sttask"][0].pk,
        "result_new": world.records["st_tasks.sttask"][0].pk,
        "result_": world.records["st_tasks.result"][0].pk,
        "use_decide": world.records["st_tasks.use"][0].pk,
        "dossier_answer": world.records["st_tasks.sttask"][0].pk,
    }


#: Pages of the public indicator are asked for as well.
SHOWN_TOO = ("indicator_detail", "value_detail", "count_detail")


def _code(name: str) -> str:
    if name.rstrip("+") in OF_INDICATORS:
        return "cong-khai" if name.endswith("+") else "noi-bo"
    if name.startswith(("agency", "succession")):
        return "so-a"
    if name.startswith(OF_CYCLES):
        return "ky-noi-bo"
    if name.startswith("stat_form"):
        return "B1"
    return "to-chuc" if name.startswith(("register", "record", "batch", "duplicate", "view_save")) else "T1"


def address(world, name: str, words: list[str]) -> str:
    shown, plan = name.endswith("+"), "cong-khai" if name.endswith("+") else "noi-bo"
    code = _code(name)
    name = name.rstrip("+")
    known = {
        "plan": plan, "no": "1", "code": code, "version": 1, "year": 2024,
        "model": "plan.plan", "name": "tasks", "move": "end", "fact": "organisations.science", "index": 0, "provider_id": "tinh",
        "token": "khong-co", "member": 1, "rest": "so-dang-ky", "uidb36": "1", "key": uuid.UUID(int=0),
        "agency": "so-a", "form": "docx", "transition": "screen",
        "number": 1, "line": 1, "volume": 1, "inspection": 1, "opinion": 1, "change": 1, "kind": "extension",
        "item": 1, "sanction": 1, "seat": 1, "conflict": 1, "question": 1, "attachment": 1, "page": "phieu", "dossier": 1,
    }  # fmt: skip
    if "pk" in words:
        fitting = [pk for start, pk in keys(world).items() if name.startswith(start)]
        assert fitting, f"{name}: which record shall stand for its pk? Add it to keys() in this file."
        known["pk"] = fitting[0] if not shown else world.records["indicators.observation"][0].pk
    missing = set(words) - set(known)
    assert not missing, f"{name}: give a sample for {missing} in address() in this file."
    return reverse(name, kwargs={word: known[word] for word in words})


def names() -> list[tuple[str, list[str]]]:
    found = [(name, words) for name, words in patterns() if name]
    return found + [
        (f"{name}+", words)
        for name, words in found
        if ("plan" in words and "pk" not in words) or name in SHOWN_TOO
    ]


def test_every_address_stands_in_the_table():
    given = {name for name, _words in names()}
    assert given - set(expected()) == set(), (
        "New addresses: add a line to EXPECTED of this file with what somebody not signed in, a person of the "
        "public and a reporter of another agency shall get."
    )
    assert set(expected()) - given == set(), "These addresses are gone: remove their lines from EXPECTED."


@pytest.fixture
def world(db):
    return make_world()


@pytest.mark.parametrize("who", ASKING)
def test_addresses_answer_as_expected_and_leak_nothing(world, client, who):
    if who != "nobody":
        client.force_login(world.people[who])
    answers, leaks = {}, []
    for name, words in names():
        response = client.get(address(world, name, words))
        answers[name] = response.status_code
        body = b"" if response.streaming else response.content
        leaks += [f"{name}: {mark}" for mark in HIDDEN[who] if mark.encode() in body]
    column = ASKING.index(who)
    assert leaks == []
    assert answers == {name: codes[column] for name, codes in expected().items()}


def test_marks_would_be_found_where_they_may_be_seen(world, client):
    """The search for leaks is worth something: who may see the marks, sees them."""
    client.force_login(world.people["admin"])
    seen = "".join(
        client.get(path).content.decode()
        for path in ("/ke-hoach/noi-bo/", "/vuong-mac/", "/quan-tri/nguoi-dung/", "/nhap-van-ban/")
    )
    assert [mark for mark in (INTERNAL, OF_A, PERSON, IMPORT) if mark not in seen] == []


@pytest.mark.parametrize("who", ASKING)
def test_nothing_is_changed_by_a_post_of_people_who_may_not(world, client, who):
    """Every address also refuses an empty POST, or answers with its form; none fails, no event is written."""
    from khcn.kernel.audit.models import Event

    if who != "nobody":
        client.force_login(world.people[who])
    count = Event.objects.count()
    own = {
        "account_logout",
        "usersessions_list",
        "notices_read",
        "set_language",
        "openid_connect_login",
        "readyz",
    }
    for name, words in names():
        if name not in own:
            assert client.post(address(world, name, words)).status_code < 500, name
    assert Event.objects.count() == count
