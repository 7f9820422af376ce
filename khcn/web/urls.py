"""Addresses, grouped by object; Vietnamese words without marks."""

from django.urls import include, path

from khcn.web.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("tai-khoan/", include("khcn.web.sign_in_urls")),
    path("", include("khcn.web.api.urls")),
    path("", include("khcn.web.workspace.today.urls")),
    path("", include("khcn.web.workspace.my_work.urls")),
    path("", include("khcn.web.workspace.plans.urls")),
    path("", include("khcn.web.workspace.funding.urls")),
    path("", include("khcn.web.workspace.task_life.urls")),
    path("", include("khcn.web.workspace.obstacles.urls")),
    path("", include("khcn.web.workspace.cycles.urls")),
    path("", include("khcn.web.workspace.official_reports.urls")),
    path("", include("khcn.web.workspace.subplans.urls")),
    path("", include("khcn.web.workspace.findings.urls")),
    path("", include("khcn.web.workspace.imports.urls")),
    path("", include("khcn.web.workspace.figure_imports.urls")),
    path("", include("khcn.web.workspace.pii.urls")),
    path("", include("khcn.web.workspace.stat_forms.urls")),
    path("", include("khcn.web.workspace.tfp.urls")),
    path("", include("khcn.web.workspace.reports.urls")),
    path("", include("khcn.web.workspace.report_files.urls")),
    path("", include("khcn.web.workspace.report_board.urls")),
    path("", include("khcn.web.workspace.indicators.urls")),
    path("", include("khcn.web.workspace.agencies.urls")),
    path("", include("khcn.web.workspace.people.urls")),
    path("", include("khcn.web.workspace.files.urls")),
    path("", include("khcn.web.workspace.records.urls")),
    path("", include("khcn.web.workspace.register_facts.urls")),
    path("", include("khcn.web.workspace.registers.urls")),
    path("", include("khcn.web.workspace.register_io.urls")),
    path("", include("khcn.web.workspace.duplicates.urls")),
    path("", include("khcn.web.workspace.enterprise_support.urls")),
    path("", include("khcn.web.workspace.duties.urls")),
    path("", include("khcn.web.workspace.booking.urls")),
    path("", include("khcn.web.workspace.layout_check.urls")),
]
