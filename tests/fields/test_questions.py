"""Questions: listed, run in, in running text; rhetorical and quoted ones are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.fields import questions
from extractors.language.own_topics import topics_of
from extractors.language.topics import read_topics
from tests.builders import doc

RELEASE = (
    "FOR IMMEDIATE RELEASE",
    "TUESDAY, MAY 3, 2011",
    "WASHINGTON – The Department of Justice today announced a review of the way in which two counties keep their lists.",
)


def found(*paragraphs: str) -> list[tuple[str | None, str]]:
    return [(f.value["label"], f.value["text"]) for f in questions.extract(doc(*paragraphs))]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["Please answer:", "1. Who signed?", "2. When?"], [("1", "Who signed?"), ("2", "When?")], id="list"),
        pytest.param(["Accordingly:", "A. Who signed?", "B. When?"], [("A", "Who signed?"), ("B", "When?")], id="a bare adverb leads in"),
        pytest.param(["Reply:", "1. Is it kept? If not, why not?", "2. When?"], [("1", "Is it kept? If not, why not?"), ("2", "When?")], id="two sentences"),
        pytest.param(["Reply:", "1. Is it kept? Send a copy.", "2. When?"], [("1", "Is it kept?"), ("2", "When?")], id="a command after it"),
        pytest.param(["Let us have answers: (a) who came? (b) who left? and (c) when?"], [("a", "who came?"), ("b", "who left?"), ("c", "when?")], id="run in"),
        pytest.param(["Reply:", "• Who signed?", "• When?"], [(None, "Who signed?"), (None, "When?")], id="bullets"),
        pytest.param(["Reply:", "1. For each lease:", "(a) who signed?", "(b) when?", "2. Who paid?"], [("a", "who signed?"), ("b", "when?"), ("2", "Who paid?")], id="questions under an item"),
        pytest.param(["Reply:", "1. Does the rule:", "(a) forbid it; or", "(b) allow it?", "2. Why?"], [("1", "Does the rule: (a) forbid it; or (b) allow it?"), ("2", "Why?")], id="one question over several items"),
        pytest.param(["Reply:", "1. Did you (i) ask or (ii) tell her?", "2. Why?"], [("1", "Did you (i) ask or (ii) tell her?"), ("2", "Why?")], id="alternatives within a question"),
        pytest.param(["Send:", "1. All leases.", "2. Who signed?"], [("2", "Who signed?")], id="among requests"),
        pytest.param(["We met in May. Is your office willing to settle?"], [(None, "Is your office willing to settle?")], id="plain question to the reader"),
        pytest.param(
            ["Was the rule adopted? When will you train the officers?"],
            [(None, "Was the rule adopted?"), (None, "When will you train the officers?")],
            id="a row of questions to the reader",
        ),
        pytest.param(["One thing more would help. Has the City hired a clerk, and if not, why?"], [(None, "Has the City hired a clerk, and if not, why?")], id="about the party, at the end"),
        pytest.param(["We should like to know this. Who paid?"], [(None, "Who paid?")], id="what we should like to know"),
        pytest.param(["Question 1", "Who signed?", "Question 2", "When?"], [("1", "Who signed?"), ("2", "When?")], id="labels on lines of their own"),
        pytest.param(["Reply:", "1(a) Who signed?", "1(b) When?", "1(c) Where?"], [("1(a)", "Who signed?"), ("1(b)", "When?"), ("1(c)", "Where?")], id="compound labels"),
        pytest.param(["I have one question. Who signed the form?"], [(None, "Who signed the form?")], id="announced"),
        pytest.param([*RELEASE, "It put these questions to the county:", "1. Who signed?", "2. When?", "###"], [("1", "Who signed?"), ("2", "When?")], id="put to a county in a release"),
        pytest.param(["We ask the following question: does the city keep a log?"], [(None, "does the city keep a log?")], id="announced before a colon"),
        pytest.param(["Please tell us this: who keeps the log, and where?"], [(None, "who keeps the log, and where?")], id="to tell"),
        pytest.param(["Our inquiry is as follows: has the hospital hired a nurse?"], [(None, "has the hospital hired a nurse?")], id="an inquiry"),
        pytest.param(["Does the city keep a log? Please answer this question by May 1, 2019."], [(None, "Does the city keep a log?")], id="a request follows"),
        pytest.param(["Who signed the form? Please answer by May 1, 2019."], [(None, "Who signed the form?")], id="to be answered"),
        pytest.param(["Which officers does the county pay? Kindly list them."], [(None, "Which officers does the county pay?")], id="a command follows"),
        pytest.param(["On what ground did the city keep the records? When will it send them?"], [(None, "On what ground did the city keep the records?"), (None, "When will it send them?")], id="a paragraph of two"),
        pytest.param(["Can the county say how many officers were trained?", "Please write to me."], [(None, "Can the county say how many officers were trained?")], id="by the order of its words"),
        pytest.param(["How many beds does the jail have?", "Sincerely,", "Jo Doe"], [(None, "How many beds does the jail have?")], id="the last paragraph"),
        pytest.param(["Specification 1. All leases.", "Specification 2. Who signed?"], [("2", "Who signed?")], id="specifications"),
        pytest.param(["Do cameras record at night? Who may see it? Your answers will help us."], [(None, "Do cameras record at night?"), (None, "Who may see it?")], id="what comes after speaks of the answers"),
        pytest.param(["Who paid it? Please file a new form."], [(None, "Who paid it?")], id="what comes after asks, too"),
        pytest.param(["Kindly send the log. Was he seen by anyone?"], [(None, "Was he seen by anyone?")], id="what comes before asks"),
    ],
)  # fmt: skip
def test_questions(paragraphs: list[str], expected: list[tuple[str | None, str]]) -> None:
    assert found(*paragraphs) == expected


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(["Can a county do this? It cannot."], id="rhetorical"),
        pytest.param(["You asked, “Who keeps the log?” We do not know."], id="quoted"),
        pytest.param(["“Why do you wait?” she said."], id="quoted statement"),
        pytest.param([*RELEASE, "“Who would do that to you?” Roe asked the court.", "###"], id="quoted in a release"),
        pytest.param([*RELEASE, "Do you wonder why? So did we.", "###"], id="to the public in a release"),
        pytest.param(["Send:", "1. the sign that reads “Who is next?” and its twin", "2. the map"], id="quoted in a request"),
        pytest.param(["Please send the file."], id="no question"),
        pytest.param(["Must the city post the notice?", "The city must post it in English."], id="answered below"),
        pytest.param(["Does the county have standing? The answer is no."], id="answered beside it"),
        pytest.param(["May the company appeal?", "Yes. It has thirty days."], id="answered by yes"),
    ],
)
def test_no_question(paragraphs: list[str]) -> None:
    assert found(*paragraphs) == []


def test_topics_of_the_reader_are_used(tmp_path: Path) -> None:
    own = tmp_path / "topics.json"
    own.write_text(
        '{"threshold": 1, "topics": [{"slug": "leases", "concepts": [{"terms": ["lease*"], "required": true}]}]}', "utf-8"
    )
    document = doc("Please answer:", "1. Who signed the leases?", "2. Who paid?")
    topics_of.tell(document, read_topics(own))
    assert [f.value["topic"] for f in questions.extract(document)] == ["leases", None]


def test_evidence_and_doubts() -> None:
    document = doc("Please answer:", "1. Who signed?", "3. When?")
    findings = questions.extract(document)
    assert [document.text[f.start : f.end] for f in findings] == ["Who signed?", "When?"]
    assert [[doubt.code for doubt in f.doubts] for f in findings] == [[], ["numbering-gap"]]
