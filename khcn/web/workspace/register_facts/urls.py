from django.urls import path

from khcn.web.workspace.register_facts import behind, index, stats

urlpatterns = [
    path("so-lieu/", index.fact_index, name="fact_index"),
    path("so-lieu/<str:fact>/", behind.fact_records, name="fact_records"),
    path("so-lieu/<str:fact>/bieu-do.svg", behind.fact_chart, name="fact_chart"),
    path("so-dang-ky/<slug:code>/thong-ke/", stats.register_stats, name="register_stats"),
]
