"""Criteria: items under a lead-in with a modal verb that speaks of a third person."""

from __future__ import annotations

import pytest

from extractors.fields import criteria
from tests.builders import doc


def found(*paragraphs: str) -> list[tuple[object, ...]]:
    return [tuple(f.value[key] for key in ("label", "text", "lead_in", "modality")) for f in criteria.extract(doc(*paragraphs))]


@pytest.mark.parametrize(
    ("lead_in", "modality"),
    [
        ("To be eligible, an applicant must:", "must"),
        ("To qualify for one, the county must", "must"),
        ("A State that takes the money shall:", "shall"),
        ("A State’s plan must be:", "must"),
        ("For a record to be withheld, the log must", "must"),
        ("Any claim of privilege should:", "should"),
        ("Applicants should keep in mind that:", "should"),
        ("An agency may not:", "may"),
        ("As a condition of the award, the recipient shall, within 60 days:", "shall"),
        ("Federal law provides that a program must:", "must"),
        ("Before funds are released, your agency must:", "must"),
        ("If it accepts, the city must:", "must"),
        ("A request for a hearing must be made:", "must"),
    ],
)
def test_run_in_and_listed_alike(lead_in: str, modality: str) -> None:
    items = [("1", "be one thing"), ("2", "be another")]
    run_in = found(f"We met. {lead_in} (1) be one thing; and (2) be another. It is so.")
    assert run_in == [(label, text, lead_in, modality) for label, text in items]
    listed = found(f"We met. {lead_in}", "1. be one thing; and", "2. be another.") if lead_in.endswith(":") else run_in
    assert listed == run_in


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(["To be valid, a detainer must be signed, state the ground, and bear a date."], id="running sentence"),
        pytest.param(["You must: (1) sign; and (2) date it."], id="the reader's duty"),
        pytest.param(["You state that the office must: (1) comply; and (2) report."], id="the reader's opinion"),
        pytest.param(["We must: (1) wait; and (2) see."], id="our own duty"),
        pytest.param(["The Department may: (1) withhold funds; or (2) end the award."], id="what the Department may do"),
        pytest.param(["Under the decree, the company will: (1) pay; and (2) report."], id="will is no condition"),
        pytest.param(["The Department found that the County: (1) kept no log; and (2) lost the files."], id="findings"),
        pytest.param(["The motion should be granted for two reasons: (1) it is timely; and (2) it has merit."], id="reasons"),
        pytest.param(["Comments may be sent: (1) by mail; or (2) by e-mail."], id="addresses"),
        pytest.param(["So that we may finish, please send (1) the ledger and (2) the lease."], id="purpose clause"),
        pytest.param(["The rule says a State “must” do: (1) this; and (2) that."], id="modal in quotation marks"),
        pytest.param(["An applicant must answer these:", "1. Who signed?", "2. When?"], id="questions"),
        pytest.param(["Nothing in this letter should be read as: (1) an admission; or (2) a waiver."], id="disclaimer"),
        pytest.param(["Here is a list of offices that may help.", "• the first", "• the second"], id="a relative clause"),
        pytest.param(["The hearing is in May: (1) on the 2nd; and (2) on the 9th."], id="no modal"),
    ],
)
def test_no_criteria(paragraphs: list[str]) -> None:
    assert found(*paragraphs) == []


def test_items_of_an_item_have_it_as_lead_in() -> None:
    assert found("An applicant must:", "(a) file a plan that:", "(i) is dated; and", "(ii) is signed; and", "(b) be open.") == [
        ("a", "file a plan that:", "An applicant must:", "must"),
        ("i", "is dated", "file a plan that:", "must"),
        ("ii", "is signed", "file a plan that:", "must"),
        ("b", "be open", "An applicant must:", "must"),
    ]


def test_group_headings_are_no_criteria() -> None:
    lead_in = "The jail must take these measures:"
    expected = [
        ("1", "Lock the gate", lead_in, "must"),
        ("1", "Hire a nurse", lead_in, "must"),
        ("2", "Keep a log", lead_in, "must"),
    ]
    assert found(lead_in, "A. Safety", "1. Lock the gate.", "B. Medical care", "1. Hire a nurse.", "2. Keep a log.") == expected
    assert found(lead_in, "Safety", "1. Lock the gate.", "Medical Care", "1. Hire a nurse.", "2. Keep a log.") == expected


def test_another_heading_ends_the_criteria() -> None:
    document = ("A site must:", "Staff", "1. be open; and", "2. be clean.", "Records Received", "1. A map.", "2. A deed.")
    assert [text for _, text, *_ in found(*document)] == ["be open", "be clean"]


def test_bullets_bear_no_label() -> None:
    assert [label for label, *_ in found("A site must:", "• be open;", "• be clean.")] == [None, None]


def test_requests_for_documents_are_not_criteria() -> None:
    assert found("The Company must submit:", "1. All contracts for fuel.", "2. All records of sale.") == []
