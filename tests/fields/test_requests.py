"""Requests: sentences that tell the reader to do something, items of lists that ask for things, and what asks for nothing."""

from __future__ import annotations

import pytest

from extractors.fields import questions, requests
from tests.builders import doc


def found(*paragraphs: str) -> list[tuple[str | None, str]]:
    return [(f.value["label"], f.value["text"]) for f in requests.extract(doc(*paragraphs))]  # type: ignore[misc]


ASKING = [
    "Please send the file to us by May 3, 2016.",
    "Kindly return the signed copy.",
    "On or before June 2, 2014, please tell us who will attend.",
    "Please, before you travel, confirm the date with Mr. Roe.",
    "Please do not destroy any record.",
    "Please see that both copies are signed.",
    "Please be prepared to discuss the audit.",
    "Please allow our staff to inspect the kitchen.",
    "Please have your counsel call us by Monday.",
    "If you have a lawyer, please give her this letter.",
    "Please contact Ms. Doe by June 4, 2018, to arrange a date for the visit.",
    "Please direct all correspondence to Ms. Roe.",
    "So that we may close the matter, have the Superintendent sign the enclosed form.",
    "Have it sign both copies.",
    "So that the record is complete, send us the log of each visit.",
    "In your reply, please refer to our file number.",
    "Should you decline, please tell us in writing before March 3.",
    "A copy of the rule is enclosed; please review it before we meet.",
    "You must submit a corrected report within 30 days.",
    "If you are not satisfied, you must file an appeal within sixty days.",
    "Accordingly, you must return the funds by June 2, 2014.",
    "You should retain this letter for your records.",
    "You are required to report the sale within ten days.",
    "You are hereby directed to cease all work under the award.",
    "You will need to sign in at the desk.",
    "I ask that you reply by noon on Friday.",
    "We ask as well that you send the lease.",
    "We must ask that you suspend the program until the audit ends.",
    "We therefore respectfully request that you withdraw the rule.",
    "We ask for your written answer by July 6, 2015.",
    "We expect you to repay the sum by August 1.",
    "The United States requests that you produce the records at once.",
    "It is requested that you sign the form.",
    "I am writing to ask that you reconsider the rule.",
    "I would appreciate your reply by Friday, May 1, 2020.",
    "We would appreciate your handing this letter to the panel.",
    "We would be grateful for your answers by the end of May.",
    "We would appreciate it if you would sign both copies.",
    "We would be grateful if you would confirm the numbers by May 5.",
    "Let us know by Monday whether the date suits you.",
    "Send your answers to the address above.",
    "By April 9, 2019, return the enclosed form.",
    "Unless the staff agrees otherwise, submit the answers by June 3.",
    "Do not destroy any document that may bear on this inquiry.",
    "Upload the ledgers to the portal.",
    "Redact no name.",
    "If a page is lost, identify its author.",
    "If no log is kept, say so in your reply.",
    "Post the notice where all tenants can see it.",
    "Certify that the answers are complete.",
    "You or your counsel must tell us by May 6, 2016.",
    "Each of you should keep a copy.",
    "The grand jury asks, further, that you keep the phone.",
    "If you have counsel, please give this letter to your attorney at once.",
    "Please give notice of the visit to each tenant.",
    "Please give it to the warden before he leaves.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", ASKING)
def test_sentence_asks(sentence: str) -> None:
    assert found(f"We met in May. {sentence} It was brief.") == [(None, sentence.rstrip("."))]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Please do not hesitate to call me at (202) 555-0110.", id="courtesy"),
        pytest.param("Please feel free to contact Ms. Doe with any questions.", id="courtesy, contact"),
        pytest.param("If you have any questions, please contact Ms. Doe.", id="questions invited"),
        pytest.param("Should you have questions, please call the help desk.", id="questions invited, inverted"),
        pytest.param("Please direct any questions to Ms. Roe.", id="questions directed"),
        pytest.param("Review of the file took a year.", id="noun like a verb"),
        pytest.param("Report by the auditor: none.", id="noun before a preposition"),
        pytest.param("You or your counsel may call.", id="permission to either"),
        pytest.param("For more information, please visit our web site.", id="information offered"),
        pytest.param("Please let me know if I can be of assistance.", id="help offered"),
        pytest.param("Please be advised that the award has closed.", id="notice"),
        pytest.param("Please note that responses are public.", id="note"),
        pytest.param("Please find enclosed a copy of the report.", id="enclosure"),
        pytest.param("Please see the attached list.", id="reference"),
        pytest.param("Please accept my thanks.", id="thanks"),
        pytest.param("Please give my regards to the staff.", id="regards"),
        pytest.param("Please allow two weeks for delivery.", id="patience"),
        pytest.param("The company shall pay the penalty by June 1.", id="third person"),
        pytest.param("Your client must file the form by June 1.", id="client's duty"),
        pytest.param("State law requires that you keep the log.", id="law's duty"),
        pytest.param("You may instead send the list by mail.", id="permission"),
        pytest.param("You need not reply.", id="no need"),
        pytest.param("You should be aware that the file is public.", id="awareness"),
        pytest.param("The form that you must sign is enclosed.", id="relative clause"),
        pytest.param("The letter says that you must return the funds.", id="reported duty"),
        pytest.param("You may be required to repay the funds.", id="possibility"),
        pytest.param("We asked that you send the list in May, and you did.", id="past"),
        pytest.param("They ask that you be told of the delay.", id="others ask"),
        pytest.param("We appreciate your cooperation.", id="appreciation"),
        pytest.param("Thank you in advance for your reply.", id="thanks in advance"),
        pytest.param("We ask for your patience.", id="patience asked"),
        pytest.param("We look forward to your reply.", id="hope"),
        pytest.param("We invite you to meet with us in June.", id="invitation"),
        pytest.param("This letter is to request your help.", id="help"),
        pytest.param("Ms. Roe told the officer, “Please send the file.”", id="quoted"),
        pytest.param("The manual says “you must keep the log” but nobody did.", id="quoted duty"),
        pytest.param("PLEASE CALL THE OFFICE OF PUBLIC AFFAIRS.", id="standing tail in capitals"),
        pytest.param("Unless you object by May 2, we will close the file.", id="what we will do"),
        pytest.param(
            "Should you wish to be heard, a written demand must reach us by May 1.", id="third person under a condition"
        ),
    ],
)
def test_sentence_asks_for_nothing(sentence: str) -> None:
    assert found(f"We met in May. {sentence}") == []


@pytest.mark.parametrize(
    "lead_in",
    [
        "Please produce the following for the period from May 1, 2010, to May 1, 2012:",
        "With your answers, please also provide copies of:",
        "Kindly send us by Friday, June 5, 2015:",
        "We would like to read the following before we come:",
        "We ask that the Board promptly take each of these measures:",
        "By May 17, 2019, each component head is to:",
        "You must:",
        "You are asked to do the following by June 1:",
        "The Division requests the following:",
        "Your response should include:",
        "To complete our review, the following information is necessary:",
        "The following records are essential to our review:",
        "Before the hold can be lifted, OJP needs each of the following from the Band:",
        "The Bureau requires all of the following:",
        "To close the file we still lack any of the following:",
        "The items to be preserved are:",
        "The records to be produced are these:",
        "Documents to be returned with the form are the following:",
        "Your written answer must:",
        "The Attorney General requires the following information:",
        "The following documents are requested:",
        "Please reply to the items below no later than May 2, 2011.",
        "We recommend that the Sheriff:",
        "Specifically, we ask that you:",
        "We need the following from you:",
        "Provide the following within ten days:",
        "Bring the following to the meeting:",
        "Your answers should cover these topics:",
        "In your report we expect to see:",
        "In addition, OCR requests the following data for each year:",
        "The grand jury asks, further, that you produce:",
    ],
)
def test_lead_in_asks_and_is_no_entry(lead_in: str) -> None:
    assert found(lead_in, "(a) one thing;", "(b) another thing; and", "(c) a third.") == [
        ("a", "one thing"),
        ("b", "another thing"),
        ("c", "a third"),
    ]


@pytest.mark.parametrize(
    "lead_in",
    [
        pytest.param("The Division found that the County:", id="findings"),
        pytest.param("Under the decree the company will:", id="promise"),
        pytest.param("Our aim is to:", id="aim"),
        pytest.param("Eight agencies will receive awards:", id="awards"),
        pytest.param("The calendar now stands as follows:", id="calendar"),
        pytest.param("Enclosed are:", id="enclosures"),
        pytest.param("Documents reviewed:", id="documents seen"),
        pytest.param("Your request seeks:", id="the reader's own request"),
        pytest.param("The landlord requests the following relief:", id="another's request"),
        pytest.param("The City has agreed to take these steps:", id="steps agreed"),
        pytest.param("We will:", id="what we will do"),
        pytest.param("Please call one of the following numbers:", id="numbers to call"),
        pytest.param("To qualify, a county must:", id="criteria"),
    ],
)
def test_list_asks_for_nothing(lead_in: str) -> None:
    assert found(lead_in, "(a) copies of one thing;", "(b) another thing.") == []


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["Please send:", "A. each lease, including:", "i. its riders, and", "ii. its renewals;", "B. the ledger."],
            [("A", "each lease, including:"), ("i", "its riders"), ("ii", "its renewals"), ("B", "the ledger")],
            id="a parent with its own words, then its items",
        ),
        pytest.param(
            ["Please send: (1) maps of: (a) the north; and (b) the south; and (2) deeds."],
            [("1", "maps of:"), ("a", "the north"), ("b", "the south"), ("2", "deeds")],
            id="levels run in",
        ),
        pytest.param(
            ["Together with them, please supply (i) each lease; and (ii) the ledger. You may redact names."],
            [("i", "each lease"), ("ii", "the ledger")],
            id="run in without a colon",
        ),
        pytest.param(["Please send:", "• maps;", "• deeds."], [(None, "maps"), (None, "deeds")], id="bullets bear no label"),
        pytest.param(
            ["Please answer:", "1. Who keeps the log?", "2. Describe the log.", "3. Is it kept in ink? If not, please send a copy."],
            [("2", "Describe the log"), (None, "If not, please send a copy")],
            id="questions are not repeated",
        ),
        pytest.param(
            ["Please deliver what Specifications 1 and 2 call for by May 2, 2018.", "DOCUMENTS", "1. All leases.", "2. Each contract for fuel."],
            [(None, "Please deliver what Specifications 1 and 2 call for by May 2, 2018"), ("1", "All leases"), ("2", "Each contract for fuel")],
            id="a heading before documents",
        ),
        pytest.param(
            ["We request that you answer the questions below by May 2, 2014. Short answers will do.", "1. Who signed?", "2. Who paid?"],
            [],
            id="lead-in that is not the last sentence",
        ),
        pytest.param(
            ["Please tell us whether (a) the log exists or (b) it was destroyed."],
            [(None, "Please tell us whether (a) the log exists or (b) it was destroyed")],
            id="alternatives are no list",
        ),
        pytest.param(
            ["1. Purpose. This sets out the rule.", "2. Scope. Please tell your staff of it."],
            [(None, "Please tell your staff of it")],
            id="numbered paragraphs of prose",
        ),
        pytest.param(
            ["Please send the items listed below.", "Personnel", "1. The roster.", "2. The log.", "Finance", "3. The ledger."],
            [("1", "The roster"), ("2", "The log"), ("3", "The ledger")],
            id="headings between items",
        ),
        pytest.param(
            ["Instructions", "1. Answer each question separately.", "2. If you hold no record, say so.", "3. Redact no name."],
            [("1", "Answer each question separately"), ("2", "If you hold no record, say so"), ("3", "Redact no name")],
            id="instructions",
        ),
        pytest.param(
            ["Definitions and Instructions", "A. “Plant” means any site.", "B. “Log” includes a diary.", "C. Send the log as it is kept."],
            [("C", "Send the log as it is kept")],
            id="one instruction among definitions",
        ),
        pytest.param(
            ["INTERROGATORY NO. 1", "Name each buyer.", "INTERROGATORY NO. 2", "Describe the sale, and state:", "(a) its date; and", "(b) the price."],
            [("1", "Name each buyer"), ("2", "Describe the sale, and state:"), ("a", "its date"), ("b", "the price")],
            id="labels on lines of their own",
        ),
        pytest.param(
            ["Please send:", "Specification 3. All leases.", "Specification 8. The ledger.", "Demand 1. The deed of sale.", "Demand 2. Who signed?"],
            [("3", "All leases"), ("8", "The ledger"), ("1", "The deed of sale")],
            id="two named series under one lead-in",
        ),
        pytest.param(
            ["Please send:", "A. Personnel records", "1. Rosters.", "2. Leave slips.", "B. Accounts", "3. The ledger."],
            [("1", "Rosters"), ("2", "Leave slips"), ("3", "The ledger")],
            id="a group's heading is no entry",
        ),
        pytest.param(
            ["We ask for the following. One copy will do.", "Staff", "1. Rosters.", "2. Slips.", "Money", "3. The ledger.", "4. Bills."],
            [("1", "Rosters"), ("2", "Slips"), ("3", "The ledger"), ("4", "Bills")],
            id="above the heading, a lead-in that is not the last sentence",
        ),
        pytest.param(
            ["Please send:", "Policies", "1. The policy on pursuit.", "2. The policy on force.", "Data", "1. Stops in 2010."],
            [("1", "The policy on pursuit"), ("2", "The policy on force"), ("1", "Stops in 2010")],
            id="numbering anew under the next heading",
        ),
        pytest.param(
            ["Under the decree the company will:", "(a) Submit the plan to the court.", "(b) Keep the records for a year."],
            [],
            id="what the company will do",
        ),
        pytest.param(
            ["Enclosures to this letter", "1. Review of the file.", "2. List of witnesses."],
            [],
            id="nouns like verbs under a heading",
        ),
        pytest.param(
            ["Please read these definitions: (1) “Company” means Acme; and (2) “Plant” means any site."],
            [(None, "Please read these definitions: (1) “Company” means Acme; and (2) “Plant” means any site")],
            id="definitions are no items",
        ),
    ],
)  # fmt: skip
def test_lists(paragraphs: list[str], expected: list[tuple[str | None, str]]) -> None:
    assert found(*paragraphs) == expected


def test_release_asks_nothing_of_its_reader() -> None:
    document = ["FOR IMMEDIATE RELEASE", "TUESDAY, MAY 3, 2011", "WASHINGTON – The Department of Justice today announced a suit against a maker of fences in Ohio.",
                "You must act now. Please call the hotline at 202-555-0100.", "###"]  # fmt: skip
    assert found(*document) == []


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Please send the name of each photographer to the office by noon.", True),
        ("Please bring press credentials and a photo identification.", True),
        ("Please send questions to the office of public affairs.", False),
        ("Please direct press inquiries to the office of public affairs.", False),
        ("Please call the office of public affairs.", False),
    ],
)
def test_advisory_may_ask_politely(sentence: str, asks: bool) -> None:
    document = ["FOR IMMEDIATE RELEASE", "TUESDAY, MAY 3, 2011", "WASHINGTON – The Department of Justice today announced a suit against a maker of fences in Ohio.",
                sentence, "###"]  # fmt: skip
    assert found(*document) == ([(None, sentence.rstrip("."))] if asks else [])


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Please answer these questions in writing. Who owns the shares? When did the parties meet?"],
        ["Please answer these questions.", "Who owns the shares?", "When did the parties meet?"],
    ],
)
def test_who_is_told_to_answer_is_asked_and_told_nothing_else(paragraphs: list[str]) -> None:
    document = doc("Dear Ms. Roe:", *paragraphs)
    assert found(*paragraphs) == []
    assert [f.value["text"] for f in questions.extract(document)] == ["Who owns the shares?", "When did the parties meet?"]


def test_the_number_of_a_footnote_is_no_part_of_it() -> None:
    assert found("3 To the extent that you need it, please ask for leave.") == [
        (None, "To the extent that you need it, please ask for leave")
    ]


def test_evidence_is_the_passage() -> None:
    document = doc("Please send:", "(a) the ledger;", "(b) the lease. ", "Please reply soon.")
    findings = requests.extract(document)
    assert [document.text[f.start : f.end] for f in findings] == ["the ledger", "the lease", "Please reply soon"]
    assert [f.rule for f in findings] == ["requests.listed", "requests.listed", "requests.please"]


def test_a_lead_in_that_ends_in_please_asks_for_its_items() -> None:
    found = requests.extract(doc("By noon on Friday, May 3, 2019, please:", "1. call the clerk; and", "2. record the call."))
    assert [(f.value["label"], f.value["text"]) for f in found] == [("1", "call the clerk"), ("2", "record the call")]


@pytest.mark.parametrize("text", ["1. ,", "1. ; and", "1. ."])
def test_a_label_and_nothing_else_asks_for_nothing(text: str) -> None:
    asked = found("Dear Sir:", "Please provide the following:", text, "2. The ledger of May.", "Sincerely,", "Jane Roe")
    assert asked == [("2", "The ledger of May")]


LETTER = ("April 2, 2019", "Ms. Ada Roe", "9 Elm Street", "Salem, Oregon 97301", "Dear Ms. Roe:")
ASKED = [
    (["The Government respectfully requests that the Court adjourn the conference to May 9."], 1),
    (["The United States respectfully asks the Court to adjourn the conference."], 1),
    (["The parties jointly request that the Court extend the time."], 1),
    (["The Government requests a brief extension of time."], 1),
    (["The Department therefore requests that the Committee withdraw the subpoena."], 1),
    (["The undersigned requests that Your Honor so order this letter."], 1),
    (["For these reasons, the Court should deny the motion."], 0),
    (["The defendant requests that the Court adjourn the trial."], 0),
    (["The Government respectfully submits that the motion is moot."], 0),
    (["We respectfully request an adjournment of thirty days."], 1),
    (["Please give the inspector access to the roof."], 1),
    (["We demand that you produce the tapes."], 1),
    (["I insist that you return the keys."], 1),
    (["We call on you to release the men."], 1),
    (["We expect you to comply at once."], 1),
    (["You are directed to preserve the tapes."], 1),
    (["We write to request your cooperation in the audit."], 0),
    (["We need you to sign the form."], 1),
    (["You will need to sign the form."], 1),
    (["We would be grateful for a copy of the report."], 1),
    (["We would appreciate a reply by May 1."], 1),
    (["It is requested that the city send the list."], 1),
    (["The company shall pay $5,000."], 0),
    (["Send it to 170 Mill Lane, Fairmont, WV 26554."], 1),
    (["Please do not hesitate to call."], 0),
    (["We urge the county to release the men."], 1),
    (["We ask the city to keep the tapes."], 1),
    (["The Department requests the following:", "1. The tapes of May 3", "2. The log of May 3"], 2),
    (["What we want from the county is short:", "1. The tapes of May 3", "2. The log of May 3"], 2),
    (["We would like to look at:", "1. The tapes of May 3", "2. The log of May 3"], 2),
    (["Kindly let us have these papers:", "(a) the tapes of May 3;", "(b) the log of May 3."], 2),
    (["Produce by May 1:", "1. The tapes of May 3", "2. The log of May 3"], 2),
    (["The following are outstanding:", "1. The tapes of May 3", "2. The log of May 3"], 2),
    (["Our examiners still lack the following records:", "1. The tapes of May 3", "2. The log of May 3"], 2),
    (["The items that we seek are:", "1. The tapes of May 3", "2. The log of May 3"], 2),
    (["We enclose the following:", "1. The tapes of May 3", "2. The log of May 3"], 0),
    (["We have received:", "1. The tapes of May 3", "2. The log of May 3"], 0),
    (["The investigation found the following:", "1. The tapes of May 3 are lost", "2. The log of May 3 is torn"], 0),
]


@pytest.mark.parametrize(("paragraphs", "count"), ASKED, ids=lambda v: str(v)[:60])
def test_who_asks_whom(paragraphs: list[str], count: int) -> None:
    read = doc(*LETTER, *paragraphs, "Sincerely,", "Jo Doe")
    assert len(requests.extract(read)) == count
