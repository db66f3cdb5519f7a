from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.errors import DojlettersError
from tests.confined import Outcome, confined
from tests.hostile import CASES, Hostile

SECONDS = 60  # of processor time
MEMORY = 1_500_000_000  # bytes


def state_of(name: str, data: bytes) -> tuple[str, str, list[str]]:
    """What a file comes to: its status or its error's code, the text that was read, and the codes of its issues."""
    from pipeline.extraction import extract

    try:
        result = extract(name, Config(ocr="never"), data)
    except DojlettersError as error:
        assert "\n" not in str(error)
        return error.code, "", []
    text = " ".join(record["text"] for record in result.records)
    return result.status, " ".join(text.split()), [issue.code for issue in result.issues]


def ended(case: Hostile) -> Outcome:
    """What becomes of it in a process of its own; the file is made there too, so that its memory counts nowhere else."""
    data = case.make()
    return confined(lambda: state_of(case.name, data), SECONDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_ends_in_a_typed_state_within_its_limits(case: Hostile) -> None:
    outcome = ended(case)
    assert outcome.state == "done", outcome
    state, text, issues = outcome.value
    assert state in case.ends
    assert case.reads in text
    assert not case.says or case.says in issues
    assert "extractor-failed" not in issues
    assert outcome.peak < MEMORY
