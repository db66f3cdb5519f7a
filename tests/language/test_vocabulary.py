"""Lists that name other lists."""

from __future__ import annotations

import json
from datetime import date

import pytest

from extractors.fields import deadlines, jurisdictions, programs, requests
from extractors.fields.date import document_date
from extractors.language import vocabulary as module
from extractors.language.vocabulary import either, vocabulary, words
from tests.builders import doc


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "words.json").write_text(json.dumps({"small": ["a", "as well"], "large": ["$small", "the"]}))
    (tmp_path / "own.json").write_text(
        json.dumps(
            {
                "words": {"own": ["x", "$small"], "small": ["b"]},
                "named": ["$Large", "-A", "Some"],
                "joined": [{"IN": "$own+large"}],
                "pattern": r"(?:{large})\s{2}{NAME}",
                "elsewhere": ["$other.list"],
                "plain": ["-", "a"],
            }
        )
    )
    (tmp_path / "other.json").write_text(json.dumps({"list": ["y", "-y", "$large"]}))
    monkeypatch.setattr(module, "_PATTERNS", tmp_path)
    for cached in (module._raw, vocabulary, words):
        cached.cache_clear()
    yield
    for cached in (module._raw, vocabulary, words):
        cached.cache_clear()


def test_lists_name_lists(folder):
    data = vocabulary("own.json")
    assert data["named"] == ["As well", "The", "Some"]  # with capitals, and without what is taken out
    assert data["joined"] == [{"IN": ["x", "b", "a", "as well", "the"]}]  # a file's own list before the shared one
    assert data["pattern"] == r"(?:a|as\s+well|the)\s{2}{NAME}"  # what is no list stays as it is
    assert data["elsewhere"] == ["a", "as well", "the"]
    assert data["plain"] == ["-", "a"]


def test_alternatives(folder):
    assert either("large") == r"a|as\s+well|the"
    assert words("Small") == ("A", "As well")


def test_a_list_that_there_is_not(folder):
    with pytest.raises(KeyError):
        words("medium")
    with pytest.raises(KeyError):
        either("Medium")


LETTER = ("April 2, 2019", "Ms. Ada Roe", "9 Elm Street", "Salem, Oregon 97301", "Dear Ms. Roe:")


@pytest.mark.parametrize(
    "sentence",
    [
        "The rules require that the hospital answer by May 1, 2019.",  # whom a request may speak to, a deadline may bind
        "If the village fails to answer by May 1, 2019, we will close the file.",
        "JMD requires the ledgers by May 1, 2019.",  # every component may ask
    ],
)
def test_requests_and_deadlines_know_the_same_readers_and_components(sentence):
    read = doc(*LETTER, sentence, "Sincerely,", "Jo Doe")
    document_date.tell(read, date(2019, 4, 2))
    assert [finding.value["date"] for finding in deadlines.extract(read)] == ["2019-05-01"]


@pytest.mark.parametrize(
    ("field", "sentence", "key", "value"),
    [
        # what stands before a name is no part of it, whichever pronoun it is
        (jurisdictions, "Those Salem, Oregon officers left.", "name", "Salem"),
        (programs, "My Safe Streets Program helps.", "name", "Safe Streets Program"),
        # a command may have any of them after it
        (requests, "Search her desk for the ledger.", "text", "Search her desk for the ledger"),
    ],
)
def test_lists_know_all_words_of_a_kind(field, sentence, key, value):
    assert [finding.value[key] for finding in field.extract(doc(*LETTER, sentence, "Sincerely,", "Jo Doe"))] == [value]
