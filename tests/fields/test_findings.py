"""Findings: what the Department says that it concluded, and what only looks like it."""

from __future__ import annotations

import pytest

from extractors.fields import findings
from tests.builders import doc

LETTER = "Dear Sheriff Poe:"
RELEASE = "FOR IMMEDIATE RELEASE"
DATELINE = "WASHINGTON – The Justice Department today announced that it has sued a county over the way in which it runs its jail."

FOUND = [
    pytest.param(
        [
            LETTER,
            "We have determined that it is compliant with the rules.",
            "We have determined that it is not in compliance with the rules.",
        ],
        [],
        id="a form with both boxes, whose ticks are lost",
    ),
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
        [LETTER, "Having read the logs, we conclude that the Town and its Clerk:", "• keep no minutes; and", "• bar the public."],
        ["keep no minutes", "bar the public"],
        id="items that go on the sentence",
    ),
    pytest.param(
        [LETTER, "We find that, from May to July, the Mill: (a) dumped brine; (b) hid it; and (c) lied."],
        ["dumped brine", "hid it", "lied"],
        id="and run in, May being a month",
    ),
    pytest.param(
        [LETTER, "We find that the Town has a pattern of:", "(1) the arrest of critics; and", "(2) the seizure of their cars."],
        ["the arrest of critics", "the seizure of their cars"],
        id="items that a preposition governs",
    ),
    pytest.param(
        [LETTER, "We find that the following conditions break the law:", "(1) Doors are chained.", "(2) Alarms are mute."],
        ["Doors are chained", "Alarms are mute"],
        id="items that tell of wrongs",
    ),
    pytest.param(
        [LETTER, "I have weighed your appeal and have determined that the pages are exempt."],
        ["the pages are exempt"],
        id="a second predicate",
    ),
    pytest.param([LETTER, "This record leads us to conclude that the roof leaks."], ["the roof leaks"], id="led to conclude"),
    pytest.param([LETTER, "We find there is no proof of it."], ["there is no proof of it"], id="without that"),
    pytest.param(
        [LETTER, "We conclude that it owes tax and that, if it does not, the trust does."],
        ["it owes tax", "if it does not, the trust does"],
        id="a clause that opens with a comma",
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
    pytest.param([LETTER, "We have concluded that the Town must:", "(1) hire nurses;", "(2) fix doors."], id="remedies"),
    pytest.param([LETTER, "We find that the following pages are exempt:", "(1) the memo;", "(2) the note."], id="things listed"),
    pytest.param(
        [LETTER, "We learned that the board met and determined that no rule was broken."], id="what the board determined"
    ),
    pytest.param([LETTER, "We wrote to the board, which looked and found that nothing was wrong."], id="what it found"),
    pytest.param([LETTER, "We will read the file and determine that it is closed."], id="what is to come"),
    pytest.param([LETTER, "The audit led the sheriff to conclude that all is well."], id="somebody else led to conclude"),
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
