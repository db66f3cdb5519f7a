"""Lines in an address or signature block that are no part of it: telephone numbers, register numbers, ways of delivery."""

from __future__ import annotations

import re

from extractors.language.cues import REACHED_BY
from extractors.language.vocabulary import either
from extractors.people.persons import REGISTER, VOCABULARY, alternatives

MEANS_OF_DELIVERY = re.compile(rf"(?<!\w)(?:{alternatives(VOCABULARY['delivery_words'])})(?!\w)", re.IGNORECASE)
# `Article No. 7015 0640`, five groups of four figures, or a number of UPS (1Z)
NUMBER_OF_MAIL = re.compile(
    rf"[\s,;:(–—-]{{0,6}}(?:{either('mail_numbers')})?\s*(?:no\.?|nos\.?|number|#)\s*[:.]?\s*"
    r"[\dA-Z][\dA-Z \-]{6,}\)?$|[\s,;:(–—-]{1,6}(?:\d{4}\s?){4,5}\d{0,4}\)?$|[\s,;:(]{1,6}1Z[\dA-Z ]{10,}\)?$",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(?:via|by|sent\s+(?:via|by)|delivered\s+(?:via|by)|transmitted\s+(?:via|by))\s*:?\s", re.IGNORECASE)
_SMALL_WORDS = (
    r"and|or|&|via|by|only|to|with|no|not|original|copy|follow|will|also|sent|delivered|transmitted|delivery|the|a|in|advance"
)
_WORDS_BETWEEN = re.compile(rf"(?:{_SMALL_WORDS})$", re.IGNORECASE)
_LONGEST = 14  # words: a delivery notation is short
_CONTACT = re.compile(
    rf"\S\s?@\S|https?://|www\.|^(?:tele(?:phone)?|facsimile|direct|office|{REACHED_BY})\b\s*(?:no\.?|number|#)?\s*[.:(\d]"
    r"|^[(+]?\d{3}\)?[\s.-]\s?\d{3}[\s.-]\d{4}",
    re.IGNORECASE,
)
_REGISTER = re.compile(rf"^\W*(?:{REGISTER}|#|A\d{{7,9}}$|\d{{5}}-\d{{3}}$)", re.IGNORECASE)
# `18-cv-00007 (D.D.C.)`, `VRB:BPF`, `[addressee deleted]`
_FILED = re.compile(
    r"\d{1,2}(?::\d\d)?-(?:cv|cr|mc|mj)-\d|(?:[A-Z]{2,4}:)+[A-Z]{2,4}$|\[[^\[\]]*\b(?:deleted|redacted|omitted)\b[^\[\]]*\]$"
)
_SUITE = re.compile(r"#\s?\w{1,4}$")


def is_note(line: str) -> bool:
    """Whether the line is a telephone number, an e-mail address, a register number of a prisoner or a way of delivery."""
    text = line.strip()
    if _SUITE.match(text):
        return False
    return bool(_CONTACT.search(text) or _REGISTER.match(text) or _FILED.match(text)) or is_delivery(text)


def is_delivery(line: str) -> bool:
    """Whether a line says how the letter is sent and nothing else."""
    text = line.strip(" *[]()")
    if len(text.split()) > _LONGEST or text.endswith(".") or not MEANS_OF_DELIVERY.search(text):
        return False
    if _STARTS.match(text):
        return True
    rest = NUMBER_OF_MAIL.sub("", MEANS_OF_DELIVERY.sub(" ", re.sub(r"\([^()]{0,80}\)", " ", text)))
    return all(_WORDS_BETWEEN.match(word) for word in re.findall(r"[^\W_]+|&", rest))
