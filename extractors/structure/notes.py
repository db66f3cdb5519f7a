"""Lines in an address or signature block that are no part of it: telephone numbers, register numbers, ways of delivery."""

from __future__ import annotations

import re

from extractors.fields.delivery import is_delivery

_CONTACT = re.compile(
    r"\S\s?@\S|https?://|www\.|^(?:tele?(?:phone)?|phone|fax|facsimile|e-?mail|cell|direct|tty|tdd|office)\b\s*(?:no\.?|number|#)?\s*[.:(\d]"
    r"|^[(+]?\d{3}\)?[\s.-]\s?\d{3}[\s.-]\d{4}",
    re.IGNORECASE,
)
_REGISTER = re.compile(
    r"^\W*(?:(?:fed(?:eral)?\.?\s+)?(?:reg(?:ister|\.)?|inmate|prisoner|booking|id|doc|alien|usms)\s*(?:no\.?|number|#|id)|#|A\d{7,9}$|\d{5}-\d{3}$)",
    re.IGNORECASE,
)
_SUITE = re.compile(r"#\s?\w{1,4}$")


def is_note(line: str) -> bool:
    """Whether the line is a telephone number, an e-mail address, a register number of a prisoner or a way of delivery."""
    text = line.strip()
    if _SUITE.match(text):
        return False
    return bool(_CONTACT.search(text) or _REGISTER.match(text)) or is_delivery(text)
