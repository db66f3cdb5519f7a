"""The sentences of the rules of `patterns/` that test_pattern_sentences.py does not hold: findings, speech, rules of courts, and what
deadlines are told by around their frames.

A rule of any file without a row in one of the two fails, so that whoever adds one says what it is for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from extractors.fields import citations
from extractors.language import durations
from extractors.language.phrases import Phrases
from extractors.language.vocabulary import vocabulary
from extractors.structure import deadline_duty
from tests.builders import doc
from tests.language.test_pattern_sentences import DEADLINES, PATTERNS, REQUESTS

Table = dict[str, tuple[str, str]]

# rule -> (what it finds something in, what it finds nothing in); of several that bear one id the second is `id 2`
FINDINGS: Table = {
    "subjects.we": ("We found", "They found"),
    "subjects.i": ("I find", "He finds"),
    "subjects.department": ("The Civil Rights Division found", "The City found"),
    "subjects.department_of_justice": ("Department of Justice staff", "Department of Labor staff"),
    "subjects.justice_department": ("a Justice Department review", "a Labor Department review"),
    "subjects.office_of": ("The Office of Inspector General found", "The Office of Mayor Roe found"),
    "subjects.abbreviation": ("OIG found", "OMB found"),
    "subjects.united_states": ("The United States found", "The United Nations found"),
    "subjects.attorney_general": ("The Acting Attorney General found", "The Attorney found"),
    "subjects.unit": ("The FARA Unit found", "The Motor Unit found"),
    "subjects.it": ("It found", "They found"),
    "predicates.concluded": ("has determined that", "is determining that"),
    "predicates.found": ("has established that", "is finding that"),
    "predicates.reasonable_cause": ("found reasonable cause to believe", "found probable cause to believe"),
    "predicates.reached": ("reached the following preliminary conclusions", "reached the following floors"),
    "predicates.opinion": ("are of the opinion", "are of the party"),
    "possessors.our": ("our review", "your review"),
    "possessors.department_s": ("Division’s review", "City’s review"),
    "possessors.the": ("this review", "that review"),
    "possessors.its": ("its review", "your review"),
    "investigations.investigation": ("recent review of the files also showed", "recent review of the files ended"),
    "conclusions.conclusion": ("final determination is", "final decision is"),
    "impersonal.impersonal": ("It was further determined", "It was further argued"),
    "led.led": ("led us to conclude", "led us to stop"),
    "led.led 2": ("led the Division to find", "led the City to find"),
    "listed.listed": ("our findings are as follows", "our findings moved them"),
    "listed.found_following": ("identified the following defects", "identified the defects"),
}
SPEECH: Table = {
    "frames.speech.verb": ("she said", "she sat"),
    "frames.speech.verb 2": ("he will testify", "he will travel"),
    "frames.speech.told": ("he told her", "he tolled it"),
    "frames.speech.adding": ("adding that", "reading that"),
    "frames.speech.quoted_as_saying": ("was quoted as saying", "was quoted in full"),
    "frames.speech.have_said": ("was reported to have said", "was reported to be sad"),
    "frames.speech.gave_statement": ("issued the following statement", "issued the following permit"),
    "frames.speech.had_this_to_say": ("had this to say", "had this to do"),
    "frames.speech.put_it": ("put it this way", "put them this way"),
    "frames.speech.this_word": ("gave this explanation", "gave this coat"),
    "frames.speech.answer_of": ("was the blunt answer of", "was the blunt knife of"),
    "frames.speech.his_answer": ("came his reply", "came his mother"),
    "frames.speech.her_answer": ("came her reply", "came her mother"),
    "frames.speech.went_on": ("went on", "went off"),
    "frames.speech.statement_by": ("statement was issued today by", "statement was long"),
    "frames.speech.words_of": ("in the words of", "in the hands of"),
    "frames.speech.to_quote": ("to quote", "to quit"),
    "frames.speech.according_to": ("according to", "accordingly so"),
    "frames.report.verb": ("she praised", "she paid"),
    "behind.behind.subject": ("that is exactly how", "that is exactly one"),
    "behind.behind.subject 2": ("this was the way in which", "this was the day in which"),
    "behind.behind.speaker": ("those were the very words of", "those were the very walls of"),
    "behind.behind.speaker 2": ("the words are those of", "the words are short ones"),
    "behind.behind.speaker 3": ("the speaker was", "the street was"),
    "behind.behind.speaker 4": ("so wrote", "so long"),
    "behind.behind.speaker 5": ("with these words", "with these coats"),
    "behind.behind.speaker 6": ("that was the blunt answer", "that was the blunt knife"),
}
DEADLINE_WORDS: Table = {
    "vocabulary.ADVERB": ("respectfully", "reply"),
    "vocabulary.OFFICE": ("COPS Office", "OMB"),
    "vocabulary.DEPARTMENT": ("the Civil Rights Division", "the City of Salem"),
    "vocabulary.BENCH": ("the Salem Circuit Court", "the Salem City Council"),
    "vocabulary.READER": ("the hospital", "the letter"),
    "vocabulary.OTHERS": ("", "agencies"),  # what may follow `requires`, where others are bound: nothing of it
    "vocabulary.ASK": ("would like", "would have"),
    "vocabulary.PLANS": ("intends", "intended"),
    "vocabulary.DEADLINE": ("closing date", "birth date"),
    "vocabulary.FILING": ("be timely filed", "be sold"),
    "vocabulary.SUBMITTED": ("postmarked", "read"),
    "vocabulary.EVENT": ("primary", "Commission"),
    "vocabulary.ANSWER": ("your signed reply", "your signed photograph"),
    "recurring.settled": ("of each primary election", "of each arrest"),
    "recurring.anchor": ("of each arrest", "of this arrest"),
    "recurring.after": (" of each year", " of this year"),
    "recurring.law": ("The Act requires a vote", "The Act, as amended, is long"),
    "settlement": ("under the consent decree", "under the roof"),
    "fronted": ("If you agree,", "You agree; then go,"),
    "answering": ("you do not pay", "you do not sleep"),
    "definite": ("after the hearing", "after a hearing"),
    "open_condition": ("unless you agree", "you agree unless"),
    "reported": ("He asked the court to stay it", "He asked the clerk to stay"),
    "promised": ("The mayor told us that ", "The mayor paid us "),
    "denied": ("you need not ", "you need "),
    "predicate": ("is hereby required", "is hereby opened"),
    "naming": ("The filing deadline has been extended to ", "The filing office has moved to "),
    "connective": (", and in any event ", "the rest "),
    "events.document_date": ("the date of this letter", "the date of this lease"),
    "events.receipt": ("your receipt of this letter", "your reading of this letter"),
    "events.service": ("service of this subpoena", "services of this firm"),
    "paper": ("final notice of inquiry", "final whistle"),
    "dated": ("the date of ", "the day of "),
}
EMPTY = {"connective"}  # finds nothing as well as something, to cut it off: what counts is how much
COURT_RULES: Table = {
    "rules.Fed. R. Civ. P.": ("Federal Rule of Civil Procedure 26(b)", "Federal Rule of Civil Prudence 26(b)"),
    "rules.Fed. R. Crim. P.": ("Fed. R. Crim. P. 6(e)", "Fed. R. Crim. Q. 6(e)"),
    "rules.Fed. R. Evid.": ("Fed. R. Evid. 408", "Fed. R. Ev 408"),
    "rules.Fed. R. App. P.": ("Fed. R. App. P. 4(a)", "Fed. R. Apt. P. 4(a)"),
    "rules.Fed. R. Bankr. P.": ("Fed. R. Bankr. P. 2002", "Fed. R. Bank P. 2002"),
}
NO_RULES = {
    "confusions.json",  # signs, not patterns
    "titles.json",  # `USA (Ret.)`
}


def rules(file: str) -> Iterator[tuple[str, Any]]:
    """Every rule of a file by its name: what has an id and a pattern, and every other regular expression."""
    seen: Counter[str] = Counter()

    def walk(value: Any, place: str) -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict) and "id" in value:
            name = f"{place}.{value['id']}".lstrip(".")
            seen[name] += 1
            yield name if seen[name] == 1 else f"{name} {seen[name]}", value["pattern"]
        elif isinstance(value, dict):
            for key, below in value.items():
                yield from walk(below, f"{place}.{key}") if key != "about" else ()
        elif isinstance(value, list):
            for below in value:
                yield from walk(below, place)
        elif isinstance(value, str) and re.search(r"[\\|?(]", value):
            yield place.lstrip("."), value

    yield from walk(vocabulary(file), "")


def flat(table: dict[str, Table]) -> set[str]:
    return {f"{group}.{rule}" for group, rules in table.items() for rule in rules}


HELD = {
    "deadlines.json": flat(DEADLINES) | DEADLINE_WORDS.keys(),
    "requests.json": flat(REQUESTS),
    "findings.json": FINDINGS.keys(),
    "speech.json": SPEECH.keys(),
    "citations.json": COURT_RULES.keys(),
}


@pytest.mark.parametrize("file", sorted(path.name for path in PATTERNS.glob("*.json")))
def test_every_rule_of_every_file_has_its_sentences(file):
    held = file in NO_RULES or {name for name, _ in rules(file)} == HELD.get(file, set())
    assert held, "give each rule a row here (HELD), or say in NO_RULES that the file holds words and no patterns"


@pytest.mark.parametrize(
    ("file", "rule", "found", "passed_over"),
    [(file, rule, *s) for file, table in (("findings.json", FINDINGS), ("speech.json", SPEECH)) for rule, s in table.items()],
)
def test_rules_of_tokens(file, rule, found, passed_over):
    pattern = dict(rules(file))[rule]
    read, other = doc(found), doc(passed_over)
    assert Phrases(read.vocab, [(rule, pattern)]).find(read)
    assert not Phrases(read.vocab, [(rule, pattern)]).find(other)


@pytest.mark.parametrize(("rule", "found", "passed_over"), [(rule, *sentences) for rule, sentences in DEADLINE_WORDS.items()])
def test_words_of_deadlines(rule, found, passed_over):
    if rule.startswith("events."):
        pattern = durations._events()[rule.removeprefix("events.")]
    else:
        pattern = re.compile(deadline_duty._fill(dict(rules("deadlines.json"))[rule]), re.I)
    whole = rule.startswith(("vocabulary.", "paper", "dated"))
    match = pattern.match if rule.startswith("events.") else pattern.fullmatch if whole else pattern.search
    assert match(found)
    assert not ((other := match(passed_over)) and (other.group() or rule not in EMPTY))


@pytest.mark.parametrize(("rule", "found", "passed_over"), [(rule, *sentences) for rule, sentences in COURT_RULES.items()])
def test_rules_of_courts(rule, found, passed_over):
    name = rule.removeprefix("rules.")
    assert [str(f.value["normalized"]).startswith(name) for f in citations.extract(doc(found))] == [True]
    assert not citations.extract(doc(passed_over))
