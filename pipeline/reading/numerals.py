"""The numbers that programs print before the items of a list: `1`, `a`, `iv`."""

from __future__ import annotations

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numeral(number: int, style: str) -> str:
    """`number` in a style of HTML or CSS (`a`, `lower-roman`), or of a word processor (`upperLetter`)."""
    if style[:1] in "aA" or "alpha" in style or "latin" in style or "Letter" in style:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        return letter.upper() if style[:1] == "A" or "upper" in style else letter
    if style[:1] in "iI" or "roman" in style.lower():
        rest, numeral = number % 40, ""
        for value, letters in _ROMAN:
            numeral += letters * (rest // value)
            rest %= value
        return numeral.upper() if style[:1] == "I" or "upper" in style else numeral
    return str(number)
