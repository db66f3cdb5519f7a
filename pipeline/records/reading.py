"""Whether what people said about how a file is to be read shows in the records that were read of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz.fuzz import partial_ratio, ratio

from pipeline.records.corrections import STAMP, Correction, in_force
from pipeline.records.open_record import OpenRecord

_SAME = 80.0  # per cent of the characters: what OCR reads of the same words another time


def without_effect(corrections: Iterable[Correction], records: Sequence[OpenRecord]) -> Iterator[tuple[Correction, str]]:
    """The corrections that do not show in the records of their file, each with what is not as it says."""
    for one in {row.id: row for row, _ in in_force(corrections)}.values():
        shows, missing = _SHOWS[_kind(one)]
        if not shows(one, records):
            yield one, missing


def _kind(one: Correction) -> str:
    return STAMP if one.action == "mark_zone" and one.new == STAMP else one.action


def _words(one: Correction) -> str:
    return " ".join(one.passage.text.split()) if one.passage else ""


def _begins(one: Correction, records: Sequence[OpenRecord]) -> bool:
    """Whether a document begins with the words, on their page."""
    words, pages = _words(one), one.passage.pages if one.passage else set()
    here = (record.text for record in records if record.record["source"]["first_page"] in pages)
    heads = (" ".join(text[: 2 * len(words) + 20].split())[: len(words)] for text in here)
    return any(ratio(words, head) >= _SAME for head in heads)


def _is_joined(one: Correction, records: Sequence[OpenRecord]) -> bool:
    return not _begins(one, [record for record in records if record.record["source"]["segment"] > 1])


def _is_in_text(one: Correction, records: Sequence[OpenRecord]) -> bool:
    return one.passage is not None and any(one.passage.find(record.text) is not None for record in records)


def _is_stamp(one: Correction, records: Sequence[OpenRecord]) -> bool:
    marks = [str(mark["text"]) for record in records for mark in record.items("marks")]
    return any(partial_ratio(_words(one), text) >= _SAME for text in marks) or not _is_in_text(one, records)


_SHOWS: Mapping[str, tuple[Callable[[Correction, Sequence[OpenRecord]], bool], str]] = {
    "split": (_begins, "no document begins with these words"),
    "join": (_is_joined, "a document begins with these words all the same"),
    STAMP: (_is_stamp, "these words are text all the same"),
    "mark_zone": (_is_in_text, "these words are not in the text any more"),
}
