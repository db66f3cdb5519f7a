"""What was put right in the text of a Doc: kept by whoever did it, so that nobody has to find it again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.whole_text import text_of

_BY_OCR = "doj_ocr"  # in `doc.user_data`, which goes along to the disk and to other processes


@dataclass(frozen=True, slots=True)
class Repair:
    """What became of a text: as it is `printed`, as extractors read it, of the same length, and the half-open spans of the words
    that were `changed`, in text order. `by_ocr`: OCR has read at least some of it.
    """

    printed: str
    text: str
    by_ocr: bool = True
    changed: tuple[tuple[int, int], ...] = ()

    def within(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        """The words between two offsets that were changed, each as it is printed and as it must be meant."""
        for a, b in self.changed[bisect_right(self.changed, start, key=itemgetter(1)) :]:
            if a >= end:
                return
            cut = slice(max(a, start), min(b, end))
            if self.printed[cut] != self.text[cut]:
                yield self.printed[cut].strip(), self.text[cut].strip()


@once
def repair_of(doc: Doc) -> Repair:
    """The repair that `doc` is made from; of one from the disk only whether OCR has read it is known."""
    return Repair(text_of(doc), text_of(doc), bool(doc.user_data.get(_BY_OCR)))


def tell_repair(doc: Doc, repair: Repair) -> None:
    """Have the repair known that `doc` is made from."""
    repair_of.tell(doc, repair)
    doc.user_data[_BY_OCR] = repair.by_ocr
