from django.urls import path

from khcn.web.workspace.applications import (
    alike,
    budget,
    invitations,
    lists,
    page,
    panels,
    papers,
    parties,
    people,
    questions,
    saving,
    sending,
    similar,
    starting,
    team,
    versions,
)

__all__ = ["panels", "urlpatterns"]  # the panel hangs itself on the page of a task

ONE = "ho-so/<int:pk>/"

urlpatterns = [
    path("de-xuat/", lists.proposal_list, name="proposal_list"),
    path("de-xuat/moi/", starting.proposal_new, name="proposal_new"),
    path("de-xuat/giong/", alike.proposal_alike, name="proposal_alike"),
    path("nhiem-vu-khcn/<int:pk>/lap-ho-so/", starting.dossier_new, name="dossier_new"),
    path("nhiem-vu-khcn/<int:pk>/trung-lap/", similar.task_similar, name="task_similar"),
    path(ONE, page.application_edit, name="application_edit"),
    path(f"{ONE}luu/", saving.application_save, name="application_save"),
    path(f"{ONE}to-chuc/", parties.application_parties, name="application_parties"),
    path(f"{ONE}nhom/", team.application_team, name="application_team"),
    path(f"{ONE}nhom/<int:member>/", team.application_member, name="application_member"),
    path(
        f"{ONE}nhom/<int:member>/danh-ba/", people.application_member_person, name="application_member_person"
    ),
    path(f"{ONE}cau-hoi/<int:question>/", questions.application_question, name="application_question"),
    path(f"{ONE}du-toan/", budget.application_budget, name="application_budget"),
    path(f"{ONE}tai-lieu/", papers.application_paper, name="application_paper"),
    path(f"{ONE}gui/", sending.application_send, name="application_send"),
    path(f"{ONE}rut/", sending.application_withdraw, name="application_withdraw"),
    path(f"{ONE}viet-tiep/", sending.application_reopen, name="application_reopen"),
    path(f"{ONE}ban-da-gui/", versions.application_versions, name="application_versions"),
    path("loi-moi/<str:token>/", invitations.invitation_answer, name="invitation_answer"),
]
