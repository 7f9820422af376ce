from django.urls import path

from khcn.web.workspace.duties import acts, calendar, feeds, panel, rules

__all__ = ["panel", "urlpatterns"]

urlpatterns = [
    path("lich-nghia-vu/", calendar.duty_calendar, name="duty_calendar"),
    path("lich-nghia-vu/<int:pk>/da-lam/", acts.duty_complete, name="duty_complete"),
    path("lich-nghia-vu/<int:pk>/mien/", acts.duty_waive, name="duty_waive"),
    path("lich-nghia-vu/<int:pk>/mo-lai/", acts.duty_reopen, name="duty_reopen"),
    path("lich-nghia-vu/quy-tac/", rules.rule_list, name="rule_list"),
    path("lich-nghia-vu/quy-tac/<int:pk>/", rules.rule_edit, name="rule_edit"),
    path("lich-nghia-vu/dang-ky/", feeds.feed_list, name="feed_list"),
    path("lich-nghia-vu/dang-ky/<int:pk>/thu-hoi/", feeds.feed_revoke, name="feed_revoke"),
    path("lich/<str:token>.ics", feeds.duty_feed, name="duty_feed"),
]
