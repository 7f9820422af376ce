"""Pages of rule sets: read by everybody signed in, changed by officers alone, nothing in force ever edited."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khcn.operations.st_tasks.models import Procedure
from khcn.operations.st_tasks.procedures.definition import whole
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.workspace.procedures.views import SHOWN
from tests.factories import st_tasks as make
from tests.operations.st_tasks.packs import NEW, OLD, shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def players():
    return make.players()


@pytest.fixture
def officer(sign_in, players):
    return sign_in(players.officer)


def page(name, procedure):
    return reverse(name, kwargs={"pk": procedure.pk})


def typed(procedure, **over):
    """What the form of figures shows, as a browser would send it back."""
    told = whole(procedure)
    rows = [(f"so-{one['code']}", one, one["value"]) for one in told["figures"]]
    rows += [
        (f"han-{one['code']}", one["deadline"], one["deadline"]["amount"])
        for one in told["states"]
        if "deadline" in one
    ]
    sent = {name: str(value) for name, _one, value in rows}
    sent |= {f"{name}-dung": "on" for name, one, _value in rows if one.get("confirmation") == "confirmed"}
    return {"note": "Theo quy định của tỉnh"} | sent | over


def test_list_puts_both_regimes_side_by_side_with_what_is_open(officer, django_assert_max_num_queries):
    old, new = shipped(OLD), shipped(NEW)
    with django_assert_max_num_queries(12):
        text = officer.get(reverse("procedure_list")).content.decode()
    for one in (old, new):
        assert one.name.replace("&", "&amp;") in text
        assert f">{len(list(outline_of(one).unconfirmed()))}<" in text


@pytest.mark.parametrize("code", [OLD, NEW])
def test_page_shows_states_figures_councils_and_marks_what_is_to_be_confirmed(
    officer, code, django_assert_max_num_queries
):
    one = shipped(code)
    with django_assert_max_num_queries(12):
        officer.get(page("procedure_detail", one))
    parts = [officer.get(page("procedure_detail", one), {"phan": name}) for name in SHOWN]
    assert [answer.status_code for answer in parts] == [200] * 6
    text = "".join(answer.content.decode() for answer in parts)
    outline = outline_of(one)
    for words in [*(state.name for state in outline.states), *(figure.what for figure in outline.figures)]:
        assert words in text
    assert text.count("Cần xác nhận") > 5
    assert max(len(answer.content) for answer in parts) < 100_000


@pytest.mark.parametrize("who", ["leader", "proposer", "other"])
def test_others_read_but_neither_see_nor_reach_what_changes_rule_sets(sign_in, players, who):
    one = shipped(OLD)
    client = sign_in(getattr(players, who))
    text = client.get(page("procedure_detail", one)).content.decode()
    for name in ("procedure_edit", "procedure_upload", "procedure_put_in_force", "procedure_retire"):
        assert page(name, one) not in text
        assert client.get(page(name, one)).status_code == 403
        assert client.post(page(name, one), {"note": "x"}).status_code == 403


def test_nobody_signed_out_reads_rule_sets(client):
    one = shipped(OLD)
    for name in ("procedure_detail", "procedure_file", "procedure_edit"):
        assert client.get(page(name, one)).status_code == 302


def test_figures_typed_become_a_new_version_whose_difference_is_shown(officer):
    one = shipped(OLD)
    sent = typed(one, **{"so-call.open_days": "45", "so-registration.days-dung": "on", "han-ordering": "10"})
    answer = officer.post(page("procedure_edit", one), sent)
    made = Procedure.objects.get(code=OLD, version=2)
    assert answer["Location"] == page("procedure_detail", made)
    outline = outline_of(made)
    assert (int(outline.figure("call.open_days")), outline.state("ordering").deadline.amount) == (45, 10)
    assert outline.figure_by_code["registration.days"].basis.confirmed
    text = officer.get(page("procedure_detail", made)).content.decode()
    assert "Khác với phiên bản trước" in text


def test_figures_that_are_no_numbers_are_told_at_their_field(officer):
    one = shipped(OLD)
    answer = officer.post(page("procedure_edit", one), typed(one, **{"so-call.open_days": "ba mươi"}))
    assert (answer.status_code, Procedure.objects.filter(code=OLD).count()) == (422, 1)
    assert "“ba mươi” không phải số" in answer.content.decode()


def test_form_sent_back_unchanged_makes_no_version(officer):
    one = shipped(OLD)
    answer = officer.post(page("procedure_edit", one), typed(one))
    assert (answer.status_code, Procedure.objects.filter(code=OLD).count()) == (422, 1)


def test_file_downloaded_comes_back_changed_as_a_new_version(officer):
    one = shipped(OLD)
    told = yaml.safe_load(officer.get(page("procedure_file", one)).content)
    told["code_pattern"] = "{kind}-{seq:03d}/{yyyy}"
    upload = SimpleUploadedFile("sua.yaml", yaml.safe_dump(told, allow_unicode=True).encode())
    answer = officer.post(page("procedure_upload", one), {"file": upload, "note": "Mẫu mã của tỉnh"})
    assert answer.status_code == 302
    assert Procedure.objects.get(code=OLD, version=2).definition["code_pattern"] == "{kind}-{seq:03d}/{yyyy}"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a: [", b"- x", b"code: khac", "tên: “".encode()])
def test_files_that_are_no_rule_set_are_refused_with_what_is_wrong(officer, content):
    one = shipped(OLD)
    upload = SimpleUploadedFile("la.yaml", content)
    answer = officer.post(page("procedure_upload", one), {"file": upload, "note": "x"})
    assert (answer.status_code, Procedure.objects.filter(code=OLD).count()) == (422, 1)


def test_draft_goes_into_force_only_when_the_open_points_are_known(officer):
    new = shipped(NEW)
    assert officer.post(page("procedure_put_in_force", new), {}).status_code == 422
    new.refresh_from_db()
    assert new.state == "draft"
    assert officer.post(page("procedure_put_in_force", new), {"aware": "on"}).status_code == 302
    new.refresh_from_db()
    assert new.state == "in_force"


def test_rule_set_in_force_is_retired_with_a_reason(officer):
    one = shipped(OLD)
    assert officer.post(page("procedure_retire", one), {"note": ""}).status_code == 422
    assert officer.post(page("procedure_retire", one), {"note": "Có quy định mới"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "retired"


def test_officer_moves_a_task_to_the_new_regime_and_others_may_not(officer, sign_in, players):
    old, new = shipped(OLD), shipped(NEW)
    officer.post(page("procedure_put_in_force", new), {"aware": "on"})
    task = make.task("ordered", rules=old)
    address = reverse("st_task_repin", kwargs={"pk": task.pk})
    assert "Bộ quy tắc và bước mới" in officer.get(address).content.decode()
    officer.post(
        address, {"target": f"{new.pk}:ordered", "reason": "Phê duyệt sau 01/10/2025", "seen": "ordered"}
    )
    task.refresh_from_db()
    assert (task.procedure_id, task.step) == (new.pk, "ordered")
    assert sign_in(players.leader).get(address).status_code == 403


def test_rule_sets_stand_on_the_page_of_what_needs_confirmation(officer):
    new = shipped(NEW)
    text = officer.get(reverse("to_confirm")).content.decode()
    assert page("procedure_detail", new) in text


def test_page_of_a_task_leads_to_its_rule_set_and_officers_to_another_one(officer, sign_in, players):
    task = make.task("ordered", rules=shipped(OLD))
    address = reverse("st_task_detail", kwargs={"pk": task.pk}) + "?phan=bo-quy-tac"
    away = reverse("st_task_repin", kwargs={"pk": task.pk})
    text = officer.get(address).content.decode()
    assert (page("procedure_detail", task.procedure) in text, away in text) == (True, True)
    running = make.task("running", rules=task.procedure)
    late = reverse("st_task_detail", kwargs={"pk": running.pk}) + "?phan=bo-quy-tac"
    assert reverse("st_task_repin", kwargs={"pk": running.pk}) not in officer.get(late).content.decode()
    assert away not in sign_in(players.leader).get(address).content.decode()
