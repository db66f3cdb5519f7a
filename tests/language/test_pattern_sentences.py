"""Rules with their sentences: what each pattern of the data must find, and the nearest thing that it must pass over.

A rule without a row here fails the test, so that whoever adds one says what it is for.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extractors.structure import deadline_duty, directives
from tests.builders import doc

PATTERNS = Path(__file__).parents[2] / "extractors" / "patterns"

# group -> rule -> (a sentence that it finds something in, a sentence that it finds nothing in)
DEADLINES: dict[str, dict[str, tuple[str, str]]] = {
    "relations": {
        "no_later_than": ("in no event later than", "later"),
        "on_or_before": ("on or before", "on"),
        "by": ("by", "bye"),
        "before": ("prior to", "prior"),
        "due": ("due on", "duel"),
        "until": ("through", "throughout"),
    },
    "duration_relations": {
        "within": ("within a period of", "without"),
        "no_later_than": ("not later than", "not late"),
        "no_more_than": ("not to exceed", "more than"),
        "at_least": ("no fewer than", "fewer"),
        "in": ("in the next", "the next"),
    },
    "frames": {
        "please": ("Please also send the file", "Please note that the office closes"),
        "asks_reader": ("It requires that you shall reply", "It requires a permit"),
        "asks": ("We hereby request the ledgers", "We hope to see them"),
        "asked": ("The City is hereby directed to reply", "The City is aware of it"),
        "expected": ("You are expected to reply", "Rain is expected to fall"),
        "answer_expected": ("Your prompt response is expected", "Your visit is expected"),
        "was_ordered": ("The firm was ordered to pay", "The firm was glad to pay"),
        "requested": ("Your answers are requested", "Your answers are clear"),
        "due": ("The report is due", "It was due process"),
        "modal": ("The County must answer", "The County must not answer"),
        "will_reader": ("You will submit a plan", "You will receive a copy"),
        "will_need": ("Staff will be required to sign", "Staff will be glad to sign"),
        "will_settlement": ("The company will divest the plant", "The company will have the plant"),
        "may_file": ("You may appeal this decision", "The suit may appeal to many"),
        "agreed": ("The board agreed to hire a monitor", "The board agreed to your plan"),
        "requires": ("The decree requires the county to report", "The law requires agencies to report"),
        "ordered": ("It ordered the firm to pay", "It ordered the Department to pay"),
        "appreciates": ("We would appreciate it if you could reply", "We would like to thank you"),
        "looks_forward": ("I look forward to receiving the plan", "I look forward to working with her"),
        "let_know": ("Let us know the date", "He let us in"),
        "receives": ("This office must receive the form", "This office must close the file"),
        "window": ("The applicant has", "The applicant has been"),
        "accepted": ("Comments will be accepted", "Comments will be weighed"),
        "opportunity": ("You have the right to appeal", "You have the right to counsel"),
        "reaches": ("Your answer must reach us", "Your answer must be full"),
        "consequence": ("If you fail to reply", "If you agree to it"),
        "imperative": ("Redact the names", "The names are many"),
    },
    "not_duties": {
        "meeting": (" for a first meeting", " the forms"),
        "event": (" take place", " take the forms"),
        "hope": (" be finished", " be sent"),
        "prohibition": (" do not destroy", " send"),
        "information": (" inform you", " inform us"),
    },
    "between": {
        "new_clause": (", and the lease of the house expires", ", and the lease"),
        "future_clause": ("the hearing that is scheduled", "the hearing that was held, as you know,"),
        "own_clause": ("the Department will", "the County will"),
        "future_event": ("a meeting to be held", "a form to be signed"),
        "descriptive": ("the notice dated", "the notice must be dated"),
        "own_agent": ("by the Assistant Attorney General", "by the Mayor"),
        "second_clause": ("the lease; it", "the lease; (a)"),
    },
}
WHOLE = {"relations", "duration_relations"}  # matched from their beginning to their end

REQUESTS: dict[str, dict[str, tuple[str, str]]] = {
    "directives": {
        "requests.please": ("Please promptly send it.", "Please know that we care."),
        "requests.please_aside": ("Please, before June, reply.", "We are pleased, as ever."),
        "requests.please_do": ("Please do not erase it.", "Please do not hesitate to call."),
        "requests.please_see_that": ("Please see that it is done.", "Please see the map."),
        "requests.please_keep": ("Please keep all copies.", "Please keep well."),
        "requests.please_give": ("Please give this letter to him.", "Please give my regards to him."),
        "requests.please_be": ("Please be prepared to talk.", "Please be aware of it."),
        "requests.you_must": ("You must also file it.", "You must know her."),
        "requests.you_or_another_must": ("You or your counsel must sign.", "You or your counsel may sign."),
        "requests.each_of_you_must": ("Each of you must sign.", "Each of them must sign."),
        "requests.you_need_to": ("You will need to sign.", "You need a form."),
        "requests.you_are_asked_to": ("You are hereby directed to stop.", "You are known to him."),
        "requests.you_are_asked_for": ("You are asked for the key.", "You were asked for the key."),
        "requests.you_are_to": ("You are to leave.", "You are to be praised."),
        "requests.we_ask": ("We do ask that it stop.", "We ask why."),
        "requests.we_request": ("We are requesting copies.", "We request time."),
        "requests.we_direct_you": ("I must urge you on.", "I must urge him on."),
        "requests.department_asks": ("The Division asks that you stop.", "The Division asks why."),
        "requests.would_appreciate": ("We would appreciate receiving it.", "We would appreciate silence."),
        "requests.would_appreciate_your": ("I would appreciate your prompt reply.", "I would appreciate your patience."),
        "requests.would_appreciate_your_doing": ("We would welcome your passing it on.", "We would welcome your understanding."),
        "requests.grateful_for_your_reply": ("We would be grateful for your answer.", "We would be grateful for your help."),
        "requests.would_be_grateful": ("We would be most grateful if you came.", "We would be grateful for it."),
        "requests.write_to_ask": ("I am writing to ask that you stop.", "I am writing to ask your patience."),
        "requests.it_is_requested": ("It is requested that you stop.", "It is known that you stop."),
        "requests.third_person": ("The Government asks that the Court wait.", "The Government asks that its motion wait."),
        "requests.parties_ask": ("The parties jointly ask that the Court wait.", "The parties ask that their motion wait."),
        "requests.asks_leave": ("The Government requests a brief extension.", "The Government requests a verdict."),
        "requests.we_demand": ("We demand that you stop.", "We demand that he stop."),
        "requests.we_call_on": ("We call upon you to stop.", "We call on Mondays."),
        "requests.grateful_for": ("We would be most grateful for a copy.", "We would be grateful for peace."),
        "requests.it_is_requested_of": ("It is requested that the city stop.", "It is requested that nobody stop."),
        "petitions.that_the_court": ("We ask that the Court rule.", "We ask the Warden."),
        "petitions.that": ("The Government requests that time be excluded.", "The Government requests time."),
        "petitions.permission": ("The Government requests permission to file.", "The Government requests Exhibit 4."),
        "petitions.aside_to_request": ("It writes, with leave, to request a stay.", "It writes, with leave, to thank you."),
        "petitions.aside_permission": ("We request, under Rule 30, a stay.", "We request, under Rule 30, silence."),
        "petitions.to_request": ("We write to respectfully request it.", "We write to thank you."),
        "petitions.renews": ("It renews its application.", "It renews the lease."),
        "requests.let_us": ("Let us know.", "Let us go."),
    },
    "lead_ins": {
        "requests.please_colon": ("Please: send it", "Please send it:"),
        "requests.we_would_like": ("We would like to see:", "We would like him:"),
        "requests.we_need": ("Our auditors need:", "The needs are these:"),
        "requests.we_expect_to_see": ("We expect to see:", "We expect rain:"),
        "requests.we_ask_that": ("We also recommend:", "We also saw:"),
        "requests.department_requests": ("The Section requests:", "The request is this:"),
        "requests.is_to": ("The County is to:", "The County is too slow:"),
        "requests.is_to_do": ("The Board is to submit:", "The Board is to blame:"),
        "requests.is_asked_to": ("The firm is asked to:", "The firm asked to:"),
        "requests.following_requested": ("The following papers are requested:", "The following papers were requested:"),
        "requests.following_be_sent": ("The following must be sent:", "The following must be true:"),
        "requests.requested_are": ("The documents we need are:", "The documents we saw are:"),
        "requests.your_response_should": ("Your written response should include:", "Your written response was:"),
        "requests.you_must_list": ("You and counsel must:", "You and counsel may:"),
        "requests.is_required_to_give": ("The firm is required to produce:", "The firm is required to exist:"),
        "requests.must_send_following": ("It must furnish to this office the following:", "It must read the following:"),
        "requests.requires_following": ("The audit requires the following:", "The audit follows:"),
        "requests.to_be_sent_are": ("The items to be preserved are:", "The items to be sold are:"),
        "requests.recommendations": ("These three recommendations", "Their recommendations"),
    },
    "courtesies": {
        "courtesy.questions": ("Have you any further questions?", "He answered at length."),
        "courtesy.further_information": ("For more information, call.", "For more rain, wait."),
        "courtesy.help": ("If you need any assistance, call.", "If you need a form, call."),
        "courtesy.patience": ("Thank you for your continued patience.", "Thank you for the map."),
        "courtesy.if_we_can": ("If we may help, call.", "If he may help, call."),
    },
}


def rows(table: dict[str, dict[str, tuple[str, str]]]) -> list[tuple[str, str, str, str]]:
    return [(group, rule, *sentences) for group, rules in table.items() for rule, sentences in rules.items()]


def ids(file: str, group: str) -> set[str]:
    return {rule["id"] for rule in json.loads((PATTERNS / f"{file}.json").read_text("utf-8"))[group]}


@pytest.mark.parametrize(("file", "table"), [("deadlines", DEADLINES), ("requests", REQUESTS)])
def test_every_rule_has_its_sentences(file, table):
    for group, rules in table.items():
        assert ids(file, group) == rules.keys(), "each rule has a row here: a sentence that it finds, one that it passes over"


@pytest.mark.parametrize(("group", "rule", "found", "passed_over"), rows(DEADLINES))
def test_deadline_rules(group, rule, found, passed_over):
    [source] = [r["pattern"] for r in deadline_duty._PATTERNS[group] if r["id"] == rule]
    pattern = re.compile(deadline_duty._fill(source), re.I)
    search = pattern.fullmatch if group in WHOLE else pattern.search
    assert search(found)
    assert not search(passed_over)


@pytest.mark.parametrize(("group", "rule", "found", "passed_over"), rows(REQUESTS))
def test_request_rules(group, rule, found, passed_over):
    matched = [
        {name for name, _, _ in directives._phrases(read.vocab, group).find(read[:])} for read in (doc(found), doc(passed_over))
    ]
    assert rule in matched[0]
    assert rule not in matched[1]
