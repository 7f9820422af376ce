"""Two people at the same moment: one report is begun, one text stands, one report is sent."""

from decimal import Decimal

import pytest

from khcn.agency_reports.filling import AnswerChanged, save_answer, start_report
from khcn.agency_reports.handing_in import return_report, send_report
from khcn.agency_reports.models import Answer, Report
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from tests.parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def written(office):
    report = office.start()
    said = {
        "task": {"declared": "met", "text": "Xong"},
        "indicator": {"value": Decimal(5)},
        "section": {"text": "Lời"},
    }
    for kind, values in said.items():
        save_answer(report=report, item=office.items[kind], values=values, seen_revision=0, by=office.clerk)
    return report


def kinds(results):
    return sorted(type(one).__name__ for one in results)


def test_two_who_begin_at_once_begin_one_report(office, tmp_path):
    results, count = at_once(
        tmp_path,
        lambda: start_report(request=office.asked, by=office.clerk),
        lambda: start_report(request=office.asked, by=office.approver),
        then=lambda: (Report.objects.count(), Answer.objects.count()),
    )
    assert kinds(results) == ["Report", "Report"]
    assert count == (1, 3)


def test_of_two_texts_saved_at_once_one_stands_and_the_other_is_told(office, tmp_path):
    report, item = office.start(), office.items["section"]

    def save(text, by):
        return lambda: save_answer(report=report, item=item, values={"text": text}, seen_revision=0, by=by)

    results, stands = at_once(
        tmp_path, save("Một", office.clerk), save("Hai", office.approver),
        then=lambda: Answer.objects.values_list("text", "revision").get(report=report, item=item),
    )  # fmt: skip
    assert kinds(results) == ["Answer", "AnswerChanged"]
    refused = next(one for one in results if isinstance(one, AnswerChanged))
    assert stands == (refused.theirs.text, 1)
    assert {refused.theirs.text, refused.mine["text"]} == {"Một", "Hai"}


def test_a_double_click_on_sending_sends_once(office, tmp_path):
    report = written(office)
    results, told = at_once(
        tmp_path,
        lambda: send_report(report=report, by=office.approver),
        lambda: send_report(report=report, by=office.approver),
        then=lambda: (Event.objects.filter(action="report.send").count(), Report.objects.get().state),
    )
    assert kinds(results) == ["Report", "Report"]
    assert told == (1, "sent")


def test_what_is_saved_while_the_report_is_sent_is_in_it_or_refused(office, tmp_path):
    report, item = written(office), office.items["section"]
    results, (state, text, sealed) = at_once(
        tmp_path,
        lambda: send_report(report=report, by=office.approver),
        lambda: save_answer(report=report, item=item, values={"text": "Muộn"}, seen_revision=1, by=office.clerk),
        then=lambda: (
            Report.objects.get().state, Answer.objects.get(item=item).text,
            next(one["answer"]["text"] for one in Report.objects.get().sealed["items"] if one["kind"] == "section"),
        ),
    )  # fmt: skip
    assert state == "sent"
    assert sealed == text
    refused = isinstance(results[1], DomainError)
    assert text == ("Lời" if refused else "Muộn")


def test_two_who_return_at_once_make_one_new_version(office, tmp_path):
    sent = send_report(report=written(office), by=office.approver)
    results, versions = at_once(
        tmp_path,
        lambda: return_report(report=sent, note="Bổ sung.", by=office.coordinator),
        lambda: return_report(report=sent, note="Bổ sung.", by=office.coordinator),
        then=lambda: list(Report.objects.order_by("version").values_list("version", "state")),
    )
    assert kinds(results) == ["DomainError", "Report"]
    assert versions == [(1, "returned"), (2, "draft")]
