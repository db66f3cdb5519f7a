"""The weights of the decoder of zones, fitted on gold letters and on made-up ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.paragraph import Lines
from extractors.structure.letter_rules import by_rules
from extractors.structure.paragraph import paragraphs
from extractors.structure.zone_features import features
from pipeline.config import Config
from pipeline.layout import paragraphs as layout
from pipeline.layout import text
from pipeline.layout.apart import Apart
from pipeline.layout.boundaries import AS_READ, Boundaries
from pipeline.layout.furniture import without_furniture
from pipeline.layout.segments import segments
from pipeline.nlp import to_doc
from pipeline.ocr import recogniser
from pipeline.quality.letters import MadeLetter, make_letters
from pipeline.reading.pages import read
from pipeline.reading.sources import FileContent

MADE = 1_200  # letters made up for one fit

# the fields of a gold record that stand in each zone
_FIELDS: dict[str, tuple[str, ...]] = {
    "addressee": ("recipients",),
    "subject": ("subject",),
    "salutation": ("salutation",),
    "delivery": ("delivery",),
    "signature": ("signatories",),
    "copies": ("copies",),
    "enclosures": ("enclosures",),
    "letterhead": ("issuer",),
}
_HEAD = ("letterhead", "addressee", "subject", "salutation", "delivery")
_CLOSING = 60  # characters: no closing is longer
_COVERED = 0.6  # of a line's words: with so many from a field's gold value it is of that field's zone


@dataclass(frozen=True, slots=True)
class Labelled:
    """The lines of one letter and the zone of each."""

    lines: Lines
    zones: tuple[str, ...]


def fit(letters: Iterable[Labelled], output: Path) -> None:
    """Fit the weights on these letters and write them."""
    from pycrfsuite import Trainer

    trainer = Trainer(verbose=False)
    for letter in letters:
        trainer.append(features(letter.lines), letter.zones)
    trainer.select("lbfgs")
    trainer.set_params({"c1": 0.05, "c2": 0.2, "max_iterations": 150, "feature.minfreq": 2})
    trainer.train(str(output))


def made(count: int = MADE, seed: int = 1) -> Iterator[Labelled]:
    """Made-up letters as the extractors see them."""
    for letter in make_letters(count, seed):
        yield from as_read(letter)


def as_read(letter: MadeLetter) -> Iterator[Labelled]:
    """A made-up letter as the extractors see it."""
    for printed in letters_of("letter.txt", letter.text.encode()):
        yield Labelled(printed, _zones_made(printed, letter))


def letters_of(name: str, data: bytes, told: Boundaries = AS_READ) -> Iterator[Lines]:
    """The lines of each segment of a file, without footnotes; `told` is what a person said about where documents begin."""
    pages = list(read(FileContent(name, data), Config(), recogniser.tesseract(Config())).pages)
    heights = {page.number: page.upright_size[1] for page in pages}
    apart = Apart()
    for segment in segments([apart.page(page).lines for page in pages], told):
        document = text.build(layout.paragraphs(without_furniture(segment.lines, heights, segment.first_page)))
        yield tuple(line for line in paragraphs(to_doc(document)) if not line.footnote)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _zones_made(printed: Lines, letter: MadeLetter) -> tuple[str, ...]:
    """The zone of each line that was read, told by the words of the lines that were written; those come in the same order."""
    written: dict[str, list[str]] = defaultdict(list)
    stream = [(word, line.zone) for line in letter.lines for word in _words(f"{line.text} {line.beside}")]
    for word, zone in stream:
        written[word].append(zone)
    used: Counter[str] = Counter()
    zones: list[str] = []
    for line in printed:
        votes: Counter[str] = Counter()
        for word in _words(line.text):
            if used[word] < len(written[word]):
                votes[written[word][used[word]]] += 1
                used[word] += 1
        zones.append(votes.most_common(1)[0][0] if votes else (zones[-1] if zones else "mark"))
    return tuple(zones)


def gold_letters(folder: Path) -> Iterator[tuple[str, Mapping[str, object], Labelled]]:
    """(file, gold record, labelled letter) of each letter in a folder of files with gold records beside them."""
    from pipeline.quality.claimed import read_gold

    for gold_file in sorted(folder.rglob("*.gold.json")):
        gold = read_gold(gold_file)
        stem = gold_file.name.removesuffix(".gold.json")
        for file in sorted(gold_file.parent.glob(f"{stem}.*")):
            if file.suffix in (".pdf", ".txt"):
                for record, printed in zip(gold, letters_of(file.name, file.read_bytes()), strict=False):
                    if record.get("document_type") == "letter":
                        yield str(file), record, Labelled(printed, weak_labels(printed, record))


def weak_labels(printed: Lines, record: Mapping[str, object]) -> tuple[str, ...]:
    """The zone of each line by today's rules, put right where a gold record says otherwise.

    A line that a gold value fills is of that value's zone; what else was taken for a zone, and has no word of its values, is not.
    """
    zones = by_rules(printed)
    filled = _filled(printed, record, zones)
    for i, zone in filled.items():
        zones[i] = zone
    greeting = next((i for i, zone in enumerate(zones) if zone == "salutation"), len(printed))
    values = {zone: _values(record, fields) for zone, fields in _FIELDS.items() if all(field in record for field in fields)}
    for i, line in enumerate(printed):
        words = _words(line.text)
        if i in filled or zones[i] == "body":
            continue
        covered = {zone: _share(words, values[zone]) for zone in values if (zone in _HEAD) == (i <= greeting)}
        best = max(covered, key=lambda zone: covered[zone], default=zones[i])
        if covered.get(zones[i], 1.0) < _COVERED <= covered.get(best, 0.0):
            zones[i] = best
        elif zones[i] in ("addressee", "copies", "signature") and covered.get(zones[i], 1.0) == 0 and words:
            zones[i] = "mark" if zones[i] == "copies" else "reference" if zones[i] == "addressee" else zones[i]
    return tuple(_closed(printed, zones))


def _share(words: Sequence[str], of: set[str]) -> float:
    return sum(word in of for word in words) / max(1, len(words))


def _filled(printed: Lines, record: Mapping[str, object], ruled: Sequence[str]) -> dict[int, str]:
    """The zones of lines that a gold value fills, at the place where it stands as a whole.

    What stands above the body is looked for from the top, the rest from the end; a place that rules think right comes first.
    """
    stream = [(word, i) for i, line in enumerate(printed) for word in _words(line.text)]
    words = [word for word, _ in stream]
    found: dict[int, str] = {}
    for zone, fields in _FIELDS.items():
        for value in (value for field in fields for value in _strings(record.get(field))):
            own = _words(value)
            places = [at for at in range(len(words) - len(own) + 1) if own and words[at : at + len(own)] == own]
            runs = [{i for _, i in stream[at : at + len(own)]} for at in (places if zone in _HEAD else places[::-1])]
            fitting = [run for run in runs if any(_share(_words(printed[i].text), set(own)) >= _COVERED for i in run)]
            best = min(fitting, key=lambda run: ruled[min(run)] != zone, default=set())
            found |= {i: zone for i in best if i not in found and _share(_words(printed[i].text), set(own)) >= _COVERED}
    return found


def _closed(printed: Lines, zones: list[str]) -> list[str]:
    """The zones, where what leads with a comma from the body to who signs is the closing: `In comity,`."""
    at = next((i for i in range(1, len(zones)) if zones[i] == "signature"), None)
    if (
        at
        and zones[at - 1] in ("body", "note")
        and len(printed[at - 1].text) < _CLOSING
        and printed[at - 1].text.rstrip()[-1:] == ","
    ):
        zones[at - 1] = "closing"
    return zones


def _values(record: Mapping[str, object], fields: Sequence[str]) -> set[str]:
    return {word for field in fields for value in _strings(record[field]) for word in _words(value)}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
