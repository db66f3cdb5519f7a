"""How many quotations and statements of generated articles are told right: `python -m tests.told --count 500 --seed 1`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pipeline.extraction import extract
from pipeline.quotes import CheckedArticle, CheckedQuotation, check, read_article
from pipeline.quotes.report import GroupName, group
from tests.quoted import family
from tests.written import GOOD, Quoted, Writer, Written

CORPUS = Path(__file__).parents[1] / "corpus" / "psp.pdf"
_LEAST = 0.99


@dataclass
class Score:
    """What was told right, and what wrong: in words, with what was expected and what came."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    trusted: list[str] = field(default_factory=list)  # false ones that stand under TRUE

    @property
    def share(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    def add(self, fits: bool, told: str, false_as_true: bool = False) -> None:
        self.right += fits
        if not fits:
            self.wrong.append(told)
        if false_as_true:
            self.trusted.append(told)


def told(records: Sequence[Mapping[str, Any]], count: int, seed: int) -> Score:
    """The score on `count` articles written around `records`."""
    writer = Writer(records, seed)
    written = [writer.write(number) for number in range(count)]
    report = check([read_article(article.name, data=article.content) for article in written], records)  # type: ignore[arg-type]
    score = Score()
    for made, found in zip(written, report.articles, strict=True):
        _score(score, made, found)
    return score


def _score(score: Score, made: Written, found: CheckedArticle) -> None:
    parts = _assigned(made.quoted, found.quotations)
    for quoted, quotations in zip(made.quoted, parts, strict=True):
        groups = [group(q.verdict, q.attribution, q.doubtful) for q in quotations]
        came = min(groups, key=_SEVERITY.index, default="nothing")
        said = f"{made.name}: {quoted.group}, came {came} ({quoted.how}): {quoted.words}"
        score.add(came == quoted.group, said, quoted.is_false and came == GOOD)
    for said, verdict in made.stated:
        score.add(
            {c.verdict for c in found.claims if c.said == said} == {verdict}, f"{made.name}: {said} is not said to be {verdict}"
        )
    stated = {said for said, _ in made.stated}
    for claim in found.claims:
        if claim.verdict == "contradicts" and claim.said not in stated:
            score.add(False, f"{made.name}: {claim.said} ({claim.sentence}) is said to contradict")


_SEVERITY = ("look", "absent", "unsaid", "good")
assert set(_SEVERITY) == set(get_args(GroupName))


def _assigned(quoted: Sequence[Quoted], found: Sequence[CheckedQuotation]) -> list[list[CheckedQuotation]]:
    """The quotations found of each that was written, in order: of one that `he said` parts there may be two."""
    parts: list[list[CheckedQuotation]] = [[] for _ in quoted]
    at = 0
    for quotation in found:
        ahead = [n for n in range(at, len(quoted)) if _plain(quotation.quote) in _plain(quoted[n].words)]
        if ahead:
            whole = [n for n in ahead if _plain(quotation.quote) == _plain(quoted[n].words)]
            at = (whole or ahead)[0]
            parts[at].append(quotation)
    return parts


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def main() -> int:
    """Print the score; 1 where too few are right, or a false one stands under TRUE."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    corpus = told(list(extract(CORPUS).records), arguments.count * 4 // 5, arguments.seed)
    invented = told(family(), arguments.count - arguments.count * 4 // 5, arguments.seed)
    ok = True
    for name, score in (("the release and letters of 2017", corpus), ("an invented release and letters that differ", invented)):
        print(
            f"{name}: {100 * score.share:.1f} % of {score.right + len(score.wrong)} right, {len(score.trusted)} false under TRUE"
        )
        print("".join(f"  {line}\n" for line in score.wrong), end="")
        ok = ok and score.share >= _LEAST and not score.trusted
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
