"""Figures that the demonstration covered stand again once it is removed."""

import pytest

from khcn.config.demo.removing import remove_demo
from khcn.indicators.models import Observation
from tests.factories.indicators import indicator, observation

pytestmark = pytest.mark.django_db


def test_the_real_figure_under_artificial_revisions_is_current_again():
    figure = indicator("ty-le-mau")
    real = observation(figure, 2025, 35, current=False)
    first = observation(figure, 2025, 40, artificial=True, replaces=real, revision=2, current=False)
    observation(figure, 2025, 41, artificial=True, replaces=first, revision=3)
    observation(figure, 2024, 30, artificial=True)
    remove_demo()
    assert list(Observation.objects.values_list("pk", "current")) == [(real.pk, True)]
