"""Genres of documents, so that a whole one can be left out of what is fitted (`genres.json`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict

from pipeline.quality.letters import MadeLetter


@dataclass(frozen=True, slots=True)
class Genre:
    """`gold` are paths of a gold record, each with what a value there says; `forms` and `words` those of made-up letters."""

    name: str
    gold: tuple[tuple[str, re.Pattern[str]], ...]
    forms: frozenset[str]
    words: re.Pattern[str] | None

    def holds(self, record: Mapping[str, object]) -> bool:
        """Whether a gold record is of this genre; of several, it is of the first."""
        return any(said.search(value) for path, said in self.gold for value in _values(record, path))

    def shows_in(self, letter: MadeLetter) -> bool:
        """Whether a made-up letter has a form or, outside its body, words of this genre."""
        if self.forms & letter.symbols:
            return True
        return self.words is not None and any(self.words.search(f"{x.text} {x.beside}") for x in letter.lines if x.zone != "body")


@cache
def genres() -> tuple[Genre, ...]:
    """The genres, in the order in which a record is asked for them."""
    return tuple(
        Genre(
            row["name"],
            tuple((path, re.compile(said)) for path, said in row["gold"]),
            frozenset(row.get("forms", ())),
            re.compile(row["words"]) if "words" in row else None,
        )
        for row in _data()["genres"]
    )


def names() -> tuple[str, ...]:
    """The names of all genres; the last is of what belongs to none of them."""
    return (*(genre.name for genre in genres()), _data()["others"])


def genre_of(record: Mapping[str, object]) -> str:
    """The name of a gold record's genre."""
    return next((genre.name for genre in genres() if genre.holds(record)), names()[-1])


def genre(name: str) -> Genre | None:
    """The genre of a name; `None` for that of what belongs to none."""
    return next((one for one in genres() if one.name == name), None)


class _GenreRow(TypedDict):
    name: str
    gold: list[tuple[str, str]]
    forms: NotRequired[list[str]]
    words: NotRequired[str]


class _GenreFile(TypedDict):
    genres: list[_GenreRow]
    others: str


@cache
def _data() -> _GenreFile:
    data: _GenreFile = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return data


def _values(item: object, path: str) -> Iterator[str]:
    """The texts at a path of a record, of a list those of each item; a single item may be its bare value."""
    key, _, rest = path.partition(".")
    found = item.get(key) if isinstance(item, Mapping) else None
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, Mapping):
            yield from _values(one, rest or "value")
        elif isinstance(one, str):
            yield one
