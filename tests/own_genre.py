"""What checked letters of a genre are worth whose like nothing was fitted on: `make own-genre GOLD=folder`.

The genre is left out of the zones: of the letters made up, and of those with gold records. Half of its documents are then
checked, in distorted copies, so many letters; zones and confidence are fitted to these as `dojletters fit --with` does, and as many
copies of the other half are read before and after. Then the other way round. The rules are the same in both, and have seen all.

With `--own`, the folders hold letters of one genre that neither rules nor weights have seen: every other one is checked as it is.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from extractors.structure import zones as in_use
from pipeline.config import Config
from pipeline.extraction import extract
from pipeline.layout.document import Document
from pipeline.quality import genres, zones
from pipeline.quality.claimed import Claims, read_gold
from pipeline.quality.distortions import distorted
from pipeline.quality.evaluate import CORE, Evaluation, evaluate, pairs
from pipeline.quality.examples import documents, is_scan
from pipeline.quality.letters import make_letters
from pipeline.quality.own_genre import WEIGHTS, ZONES, CheckedLetter, fit_checked
from pipeline.reading.sources import file_name


class Original(NamedTuple):
    """A letter with what is right in it."""

    name: str
    document: Document
    gold: Claims


class Worth(NamedTuple):
    """Of letters that were not checked: F1 of the most important values and of all, before and after."""

    genre: str
    checked: int
    core: tuple[float, float]
    all: tuple[float, float]


def originals(folders: Sequence[Path], genre: str) -> list[Original]:
    """The letters of a genre; of a file in several forms the first that is no scan."""
    found = []
    for gold, paths in documents(folders):
        golds = read_gold(gold)
        if any(_is_of(record, genre) for record in golds):
            result = next((one for one in (extract(path, Config()) for path in paths) if not is_scan(one)), None)
            at = {record["record_id"]: n for n, record in enumerate(result.records)} if result else {}
            for record, read in pairs(golds, result.records if result else []):
                if record is not None and read is not None and _is_of(record, genre) and result is not None:
                    found.append(Original(file_name(str(gold)), result.documents[at[str(read["record_id"])]], record))
    return found


def _is_of(record: Claims, genre: str) -> bool:
    return record.get("document_type") == "letter" and genres.genre_of(record) == genre


def copies(of: Sequence[Original], number: int, folder: Path) -> list[CheckedLetter]:
    """So many distorted copies, written into the folder, each as if it had been checked."""
    folder.mkdir()
    return list(islice(_copies(of, folder), number))


def _copies(of: Sequence[Original], folder: Path) -> Iterator[CheckedLetter]:
    for copy in count(1):
        for at, original in enumerate(of):
            made = distorted(original.document, original.gold, f"{original.name} {at} {copy}")
            file = folder / f"{copy:02}-{at:02}.txt"
            file.write_text(made.text, "utf-8")
            printed = list(zones.letters_of(file.name, file.read_bytes()))
            if len(printed) == 1:
                yield CheckedLetter(file, [made.gold], [zones.Labelled(printed[0], zones.weak_labels(printed[0], made.gold))])


def worth(folders: Sequence[Path], genre: str, letters: int, invented: int, seed: int = 1) -> Iterator[Worth]:
    """What it comes to, one half of the documents checked and then the other."""
    found = originals(folders, genre)
    left_out = genres.genre(genre)
    made = [(letter, own) for letter in make_letters(invented, seed) for own in zones.as_read(letter)]
    kept = [own for letter, own in made if left_out is None or not left_out.shows_in(letter)]
    kept += [own for folder in folders for _, gold, own in zones.gold_letters(folder) if genres.genre_of(gold) != genre]
    names = sorted({one.name for one in found})  # letters of one file are of one family, and stay together
    halves = [[one for one in found if one.name in names[half::2]] for half in (0, 1)]
    for mine, rest in (halves, halves[::-1]) if len(names) > 1 else ():
        with TemporaryDirectory() as place:
            folder = Path(place)
            own = copies(mine, letters, folder / "own")
            others = copies(rest, letters, folder / "others")
            zones.fit(kept, folder / "without.crfsuite")
            with in_use.using(folder / "without.crfsuite"):
                before = _read(others)
                fit_checked(own, kept, folder)
                after = _read(others, _fitted(folder))
            core, whole = ((a.f1, b.f1) for a, b in ((before.total(CORE), after.total(CORE)), (before.total(), after.total())))
            yield Worth(genre, len(own), core, whole)


def own_worth(folder: Path, invented: int, seed: int = 1) -> Iterator[Worth]:
    """What checking every other letter of a folder comes to, and then the rest; the decoder knows made-up letters only."""
    made = list(zones.made(invented, seed))
    found = [letter for gold, paths in documents([folder]) if (letter := _as_it_is(gold, Path(paths[0]))) is not None]
    for mine, others in ((found[::2], found[1::2]), (found[1::2], found[::2])):
        with TemporaryDirectory() as place:
            before = _read(others)
            fit_checked(mine, made, Path(place))
            after = _read(others, _fitted(Path(place)))
            core, whole = ((a.f1, b.f1) for a, b in ((before.total(CORE), after.total(CORE)), (before.total(), after.total())))
            yield Worth(folder.name, len(mine), core, whole)


def _as_it_is(gold: Path, path: Path) -> CheckedLetter | None:
    golds = read_gold(gold)
    printed = list(zones.letters_of(path.name, path.read_bytes()))
    if len(printed) != len(golds):
        return None
    labelled = [zones.Labelled(lines, zones.weak_labels(lines, one)) for lines, one in zip(printed, golds, strict=True)]
    return CheckedLetter(path, golds, labelled)


def _fitted(folder: Path) -> Config:
    """To be read by what was written into a folder."""
    fitted = {"zones": folder / ZONES, "weights": folder / WEIGHTS}
    return Config(**{name: file for name, file in fitted.items() if file.is_file()})


def _read(files: Sequence[CheckedLetter], config: Config | None = None) -> Evaluation:
    total = Evaluation()
    for one in files:
        total.add(evaluate(one.path.name, one.gold, extract(one.path, config or Config()).records))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--genre", action="append", choices=genres.names())
    parser.add_argument("--letters", type=int, default=30)
    parser.add_argument("--made", type=int, default=600)
    parser.add_argument("--own", action="store_true", help="each folder is a genre that nothing has seen")
    given = parser.parse_args()
    print("| genre | checked | CORE F1 before | after | ALL F1 before | after |\n| --- | --- | --- | --- | --- | --- |")
    for row in _rows(given):
        cells = " | ".join(f"{share:.3f}" for share in (*row.core, *row.all))
        print(f"| {row.genre} | {row.checked} | {cells} |", flush=True)


def _rows(given: argparse.Namespace) -> Iterator[Worth]:
    if given.own:
        for folder in given.folders:
            yield from own_worth(folder, given.made)
    else:
        for genre in given.genre or genres.names():
            yield from worth(given.folders, genre, given.letters, given.made)


if __name__ == "__main__":
    main()
