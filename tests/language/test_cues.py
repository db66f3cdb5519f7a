"""Signs of the parts of a letter: what closes one, and what only looks so."""

from __future__ import annotations

import pytest

from extractors.language.cues import CLOSING


@pytest.mark.parametrize(
    "line",
    [
        "Sincerely,",
        "Very truly yours,",
        "MOST RESPECTFULLY,",
        "Respectfully submitted,",
        "Yours,",
        "Yours respectfully,",
        "With best regards,",
        "Kindest regards",
        "With my warmest wishes,",
        "Regards,",
        "Cordially yours.",
    ],
)
def test_closes(line):
    assert CLOSING.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "Sincerely held beliefs are protected.",
        "Truly exceptional service",
        "Yours is the only",
        "Best practices,",
        "wishes,",
        "Respectfully request that you",
        "Kind regards were sent by the Mayor",
    ],
)
def test_closes_nothing(line):
    assert not CLOSING.match(line)
