"""`make growth`: does the work grow with the text, for every extractor and every near-miss that the grammar makes.

    python -m tests.growth --characters 6000 --most 2.2

The near-misses are the sentences that stand beside the rules (those that a rule must find and those that it must not), their
halves, and signs that open what never closes, each over and over: on one line, one a paragraph, and in each block of a letter.
For n, 2n and 4n characters the processor time of each extractor, and of all, is taken; what grows more than `--most` from 2n to
4n is printed, the worst first. In the tests only a few are tried, with a wide bound: a busy machine may not make them fail.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import extractors
from pipeline.config import Config
from pipeline.extraction import extract
from tests.containers import LETTER
from tests.language import test_pattern_sentences as sentences
from tests.language import test_pattern_sentences_of_all as more_sentences
from tests.reading import test_readers_grow as readers

LEAST = 0.15  # seconds: what takes less at 4n is not looked at
TRIES = 3
ALL = "all"
SIGNS = (
    *(
        "? ",
        ". . . ",
        "... ",
        "“ ",
        "” ",
        "(a) ",
        "(i) ",
        "1. ",
        "• ",
        "( ",
        ") ",
        "§ ",
        "$ ",
        "@ ",
        "- ",
        "— ",
        ", ",
        "; ",
        ": ",
    ),
    *("a.b", "a@", "http://", "x ", "X ", "Mr. ", "Dear ", "Re: ", "cc: ", "Inc. ", "U.S. ", "v. ", "No. ", "/s/ ", "█ ", "\t"),
    *("by August 18 ", "no later than thirty (30) days after the date of ", "42 U.S.C. § ", "Mr. Smith, ", "18-", "202-", "$1,"),
    *("August 3, ", "2017 ", "Testville, CA ", "“x,” he said, ", "the Act (“", "Roe v. ", "Jane Roe\nChief\n", "1. Do it?\n"),
)
_BODY = "Please answer by August 18, 2017."
FORMS: dict[str, Callable[[str], str]] = {
    "body": lambda said: LETTER.replace(_BODY, said),
    "addressee": lambda said: LETTER.replace("Chief of Police", said),
    "head": lambda said: LETTER.replace("Office of Justice Programs", said),
    "subject": lambda said: LETTER.replace("Dear Chief", f"Re: {said}\n\nDear Chief"),
    "signature": lambda said: LETTER + said,
    "copies": lambda said: f"{LETTER}\ncc: {said}",
    "release": lambda said: f"FOR IMMEDIATE RELEASE\n\n{said}\n\nWASHINGTON – {said}\n\n# # #\n",
}


def units() -> list[str]:
    """What is repeated."""
    found: dict[str, None] = dict.fromkeys(SIGNS)
    for module in (sentences, more_sentences):
        for name, table in vars(module).items():
            if name.isupper() and isinstance(table, dict):
                found |= dict.fromkeys(said + " " for said in _texts(table))
    for unit in list(found):
        words = unit.split()
        if len(words) > 3:
            found[" ".join(words[: len(words) // 2]) + " "] = None
    return list(found)


def _texts(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        if table.strip():
            yield table.strip()
    elif isinstance(table, dict):
        for value in table.values():
            yield from _texts(value)
    elif isinstance(table, list | tuple):
        for value in table:
            yield from _texts(value)


def made(unit: str, form: str, characters: int) -> bytes:
    """A letter or release with `unit` over and over; `form` ends in `*` where each is a line of its own."""
    said = unit * max(1, characters // len(unit))
    if form.endswith("*"):
        said = "\n".join([unit.strip() or unit] * max(1, characters // len(unit)))
    return FORMS[form.rstrip("*")](said).encode()


def seconds(data: bytes) -> Counter[str]:
    """The processor time of each extractor, and of the whole extraction (ALL)."""
    spent = Counter[str]()

    def timed(name: str) -> Callable[[Any], list[Any]]:
        inner = extractors.load(name).extract

        def run(doc: Any) -> list[Any]:
            before = time.process_time()
            try:
                return inner(doc)
            finally:
                spent[name] += time.process_time() - before  # type: ignore[assignment]

        return run

    kept = {name: extractors.load(name).extract for name in extractors.names()}
    try:
        for name in kept:
            extractors.load(name).extract = timed(name)  # type: ignore[method-assign]
        before = time.process_time()
        extract("letter.txt", Config(ocr="never", cache=False), data, keep_documents=False)
        spent[ALL] = time.process_time() - before  # type: ignore[assignment]
    finally:
        for name, own in kept.items():
            extractors.load(name).extract = own  # type: ignore[method-assign]
    return spent


def least(unit: str, form: str, characters: int, tries: int = 1) -> Counter[str]:
    """The least times of some tries."""
    found = [seconds(made(unit, form, characters)) for _ in range(tries)]
    return Counter({name: min(one[name] for one in found) for name in found[0]})


def runs_away(unit: str, form: str, characters: int, most: float) -> list[tuple[float, str, float]]:
    """What grows more than `most` from 2n to 4n: how much, which extractor, its seconds at 4n."""
    wrong = set(extractors.names()) | {ALL}
    for tries in range(1, TRIES + 1):
        two, four = least(unit, form, 2 * characters, tries), least(unit, form, 4 * characters, tries)
        wrong &= {name for name in wrong if four[name] > LEAST and four[name] > most * two[name]}
        if not wrong:
            return []
    return sorted(((four[name] / two[name], name, four[name]) for name in wrong), reverse=True)


def reader_runs_away(made: Callable[[int], bytes], number: int, most: float) -> tuple[float, float] | None:
    """How much a file's reading grows from 2n to 4n, and its seconds at 4n; `None` where it is no more than `most`."""
    for _ in range(TRIES):
        two, four = readers.seconds(made(2 * number)), readers.seconds(made(4 * number))
        if four <= max(LEAST, most * two):
            return None
    return four / two, four


def main() -> int:
    """Try all; 1 where something grows too fast."""
    parser = argparse.ArgumentParser(prog="growth", description="Does the work grow with the text.")
    parser.add_argument("--characters", type=int, default=6_000, help="n")
    parser.add_argument("--most", type=float, default=2.2, help="the most that a doubling may cost")
    parser.add_argument("--forms", default="body,body*", help=f"of {', '.join(FORMS)}; with * each a line of its own")
    parser.add_argument("--every", type=int, default=1, help="only every so many")
    parser.add_argument("--number", type=int, default=120, help="n of the readers; 0 leaves them out")
    options = parser.parse_args()
    logging.disable()  # what cannot be read says so
    seconds(made("x ", "body", 1_000))  # what is loaded once
    wrong = []
    for name, made_of in readers.NEAR_MISSES.items() if options.number else ():
        if found := reader_runs_away(made_of, options.number, options.most):
            wrong.append((*found, name))
            print(f"{found[0]:6.2f}  {found[1]:6.2f} s  {name}", flush=True)
    for form in filter(None, options.forms.split(",")):
        for unit in units()[:: options.every]:
            for growth, name, took in runs_away(unit, form, options.characters, options.most):
                wrong.append((growth, took, name))
                print(f"{growth:6.2f}  {took:6.2f} s  {name:18} {form:10} {unit!r}", flush=True)
    tried = f"{len(units())} near-misses, {len(extractors.names())} extractors, {len(readers.NEAR_MISSES)} near-misses of files"
    print(f"{tried}: {len(wrong)} grow more than {options.most}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
