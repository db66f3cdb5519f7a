"""Verbs that tell the reader to do something: requests and deadlines know the same ones."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.fields import deadlines, requests
from extractors.fields.date import document_date
from extractors.language.verbs import verbs
from tests.builders import doc

LETTER = ("April 2, 2019", "Ms. Ada Roe", "9 Elm Street", "Salem, Oregon 97301", "Dear Ms. Roe:")


def both(sentence: str) -> tuple[list[object], list[object]]:
    """The requests and the days of the deadlines of a letter that says `sentence`."""
    read = doc(*LETTER, sentence, "Sincerely,", "Jo Doe")
    document_date.tell(read, date(2019, 4, 2))
    asked = [finding.value["text"] for finding in requests.extract(read)]
    return asked, [finding.value["date"] for finding in deadlines.extract(read)]


@pytest.mark.parametrize(
    "said",
    [
        "Redact the names of minors by May 1, 2019",
        "Surrender the files by May 1, 2019",
        "Segregate the privileged pages by May 1, 2019",
        "Inventory the evidence by May 1, 2019",
        "Cure the defects listed above by May 1, 2019",
        "Rescind the order of March 4 by May 1, 2019",
        "Translate the notices into Spanish by May 1, 2019",
        "See that the locks are changed by May 1, 2019",
        "Call us by May 1, 2019",  # with a limit it is more than a courtesy
        "Register the facility by May 1, 2019",
    ],
)
def test_a_command_with_a_limit_is_a_request_and_a_deadline(said):
    assert both(f"{said}.") == ([said], ["2019-05-01"])


@pytest.mark.parametrize(
    "said",
    [
        "Call us with any questions.",  # how to reach somebody
        "Contact the clerk at 503-555-0100.",
        "Have a good summer.",
        "Use of force rose in 2018.",  # a noun
        "Close attention was paid to the records.",
    ],
)
def test_what_tells_to_do_nothing_is_neither(said):
    assert both(said) == ([], [])


def test_what_must_not_be_done_before_a_day_is_no_deadline():
    assert both("Do not destroy the tapes before May 1, 2019.") == (["Do not destroy the tapes before May 1, 2019"], [])


def test_a_verb_has_one_role_or_says_so():
    assert verbs("plain") <= verbs("commands")
    assert not verbs("dated") & verbs("commands")
