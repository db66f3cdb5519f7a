"""Lists that name other lists."""

from __future__ import annotations

import json

import pytest

from extractors.language import vocabulary as module
from extractors.language.vocabulary import either, vocabulary, words


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
