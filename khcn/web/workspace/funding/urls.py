from django.urls import path

from khcn.web.workspace.funding import target_readings  # noqa: F401 - tells its readings to the page
from khcn.web.workspace.funding.views import funding_overview

urlpatterns = [path("kinh-phi/<slug:plan>/", funding_overview, name="funding_overview")]
