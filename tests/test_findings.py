"""Findings: what the Department says that it concluded, and what only looks like it."""

from __future__ import annotations

import pytest

from extractors import findings
from tests.builders import doc

LETTER = "Dear Sheriff Poe:"
RELEASE = "FOR IMMEDIATE RELEASE"
DATELINE = "WASHINGTON – The Justice Department today announced that it has sued a county over the way in which it runs its jail."

FOUND = [
    pytest.param(
        [LETTER, "We have concluded that the jail is unsafe, that its staff are few, and that the board knew."],
        ["the jail is unsafe", "its staff are few", "the board knew"],
        id="joined by that",
    ),
    pytest.param(
        [
            LETTER,
            "Based on our review, the Department has determined that: (1) the firm hid it; (2) the fund paid; and (3) it ran.",
        ],
        ["the firm hid it", "the fund paid", "it ran"],
        id="a run-in list",
    ),
    pytest.param(
        [
            LETTER,
            "The Civil Rights Division finds that:",
            "(1) The Board relies on shops;",
            "(2) The Board places youth at risk; and",
            "(3) It could stop.",
        ],
        ["The Board relies on shops", "The Board places youth at risk", "It could stop"],
        id="a list, without labels and closing words",
    ),
    pytest.param(
        [LETTER, "Our findings are as follows:", "• The shelter turned away guide dogs.", "• The shelter kept no records."],
        ["The shelter turned away guide dogs", "The shelter kept no records"],
        id="bullets under a lead-in without a verb of finding",
    ),
    pytest.param(
        [LETTER, "Our investigation found reasonable cause to believe that deputies use force without need."],
        ["deputies use force without need"],
        id="reasonable cause to believe",
    ),
    pytest.param(
        [LETTER, "We conclude that there is reasonable cause to believe that the City lied, and we ask that you meet us."],
        ["there is reasonable cause to believe that the City lied"],
        id="what is asked next is no finding",
    ),
    pytest.param(
        [
            LETTER,
            "The Office of the Inspector General has determined, after a review, that $4,000 is lost and that no receipt exists.",
        ],
        ["$4,000 is lost", "no receipt exists"],
        id="an aside before that",
    ),
    pytest.param(
        [
            LETTER,
            "Our audit of the city’s grants in 2016 found that time sheets were unsigned. We also found that two were gone.",
        ],
        ["time sheets were unsigned", "two were gone"],
        id="the audit as subject, and two sentences",
    ),
    pytest.param(
        [LETTER, "We conclude that the forms that the clerk wrote and that the board signed are void."],
        ["the forms that the clerk wrote and that the board signed are void"],
        id="relative clauses do not part a finding",
    ),
    pytest.param([LETTER, "It has been determined that the claim is late."], ["the claim is late"], id="impersonal, in a letter"),
    pytest.param([LETTER, "I have determined that the records are exempt."], ["the records are exempt"], id="an officer’s own"),
    pytest.param([LETTER, "It is our conclusion that the rule was broken."], ["the rule was broken"], id="a noun"),
    pytest.param(
        [LETTER, "When we came back, we found that the doors were locked."], ["the doors were locked"], id="a time, no condition"
    ),
    pytest.param(
        [RELEASE, DATELINE, "The Department concluded that the county holds children in cells."],
        ["the county holds children in cells"],
        id="in a release",
    ),
    pytest.param(
        [
            RELEASE,
            "WASHINGTON – The Justice Department announced today that it has found that the county holds children in cells.",
        ],
        ["the county holds children in cells"],
        id="`it` that announced",
    ),
]

NOT_FOUND = [
    pytest.param([LETTER, "We have not determined that the law was violated. We have made no determination."], id="denied"),
    pytest.param([LETTER, "If we conclude that the city is at fault, we will write."], id="a condition"),
    pytest.param([LETTER, "Should the Department determine that you do not comply, we will sue."], id="a condition without if"),
    pytest.param([LETTER, "Once the Department has determined that you comply, the case will close."], id="a time to come"),
    pytest.param([LETTER, "The court found that the plan was lawful."], id="a court"),
    pytest.param([LETTER, "The Police Department concluded that no rule was broken."], id="another department"),
    pytest.param([LETTER, "The Department of Labor determined that wages were owed."], id="another body of the government"),
    pytest.param([LETTER, "The county’s own survey had found that most would rather leave."], id="the reader’s survey"),
    pytest.param([LETTER, "You state that we have found that nothing is wrong."], id="what the reader says"),
    pytest.param([LETTER, "The Department has found the books to be in good order."], id="no clause"),
    pytest.param([LETTER, "The Antitrust Division has concluded its review."], id="a review that is over"),
    pytest.param([LETTER, "Our determination that the rule was broken is final."], id="what is said of a determination"),
    pytest.param([LETTER, "Neither letter is a finding that the law was violated."], id="no finding"),
    pytest.param([LETTER, "So that we may determine whether the statute applies, please answer."], id="a purpose"),
    pytest.param(
        [RELEASE, DATELINE, "The complaint alleges that the firm lied. The investigation found that he paid."], id="an accusation"
    ),
    pytest.param([RELEASE, DATELINE, "“We found that nobody cared,” said Chief Ann Low."], id="a person’s words"),
]


@pytest.mark.parametrize(("paragraphs", "expected"), FOUND)
def test_findings(paragraphs: list[str], expected: list[str]) -> None:
    assert [f.value["text"] for f in findings.extract(doc(*paragraphs))] == expected


@pytest.mark.parametrize("paragraphs", NOT_FOUND)
def test_no_findings(paragraphs: list[str]) -> None:
    assert findings.extract(doc(*paragraphs)) == []


def test_evidence_is_the_text() -> None:
    made = doc(LETTER, "We find that the jail is unsafe; and that it floods.")
    for found in findings.extract(made):
        assert made.text[found.start : found.end] == found.value["text"]


def test_the_same_finding_stands_once() -> None:
    made = doc(LETTER, "We find that the jail is unsafe.", "We conclude that the jail is unsafe.")
    (found,) = findings.extract(made)
    assert found.start == made.text.index("the jail")
