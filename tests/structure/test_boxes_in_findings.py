"""A form with a box for each answer states neither of them."""

from __future__ import annotations

import pytest

from extractors.finding import Finding
from extractors.structure.standing import binding


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the city is: [ ] compliant [ ] not compliant", False),
        ("the city is [ ] compliant [x] not compliant", False),
        ("the city is ☐ compliant ☒ not compliant", False),
        ("the city is not compliant", True),
    ],
)
def test_a_form_states_nothing(text: str, kept: bool) -> None:
    finding = Finding("findings", 0, len(text), "findings.concluded", {"text": text})
    assert (binding([finding], text) == [finding]) is kept
