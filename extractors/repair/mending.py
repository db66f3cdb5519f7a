"""Text read by OCR with its certain misreadings mended, letter for letter, so that every offset keeps its meaning.

Extractors read the mended text and take their values from it; the record's own text and its evidence stay as they were read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.finding import Doubt, Finding
from extractors.language.confusions import AS_DIGITS
from extractors.language.months import MONTH
from extractors.language.vocabulary import either
from extractors.repair.mended_labels import mend_labels
from extractors.repair.mended_words import is_known, mend_names, mend_words
from extractors.repair.repair import Repair

_FIRM = r"[^\n\d]*\b(?:PLLC|P\.?L\.?L\.?C\.?|LLP|L\.L\.P\.|P\.C\.|LLC)$"

_TITLE = rf"(?:{either('High_titles')}|Sheriff|Governor|M[rs]s?\.|Dr\.)"


def _as_digits(match: re.Match[str]) -> str:
    return match.group().translate(AS_DIGITS)


def _first_as_digits(match: re.Match[str]) -> str:
    """The group `digits` in digits, the rest as it is."""
    start, end = (at - match.start() for at in match.span("digits"))
    return match.group()[:start] + match["digits"].translate(AS_DIGITS) + match.group()[end:]


def _fill(printed: str) -> Callable[[re.Match[str]], str]:
    return lambda match: printed.ljust(len(match.group()))


def _space(match: re.Match[str]) -> str:
    """A space for a speck between two words that are both known."""
    before = re.search(r"[A-Za-z]+$", match.string[max(0, match.start() - 20) : match.start()])
    after = re.match(r"[a-z]+", match.string[match.end() : match.end() + 20])
    known = before and after and is_known(before.group()) and is_known(after.group())
    return " " if known and len(before.group()) > 1 else match.group()  # type: ignore[union-attr]


_REPAIRS: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        "usc",
        re.compile(r"(?<=\d )U[.,'’S][.,S]?[.,]?[Cc][.,](?=,? (?:§|\$|\d))"),
        lambda m: "U.S.C." if len(m.group()) == 6 else m.group(),
    ),
    ("cfr", re.compile(r"(?<=\d )C[.,]F[.,]R[.,](?=,? (?:§|\$|\d|[Pp]))"), "C.F.R."),
    ("bracket", re.compile(r"\((\w{1,4})[}\]](?=[(,.;:\s]|$)"), r"(\1)"),
    ("brace", re.compile(r"(\([^\n(){}]{1,60})\}"), r"\1)"),
    ("brace-ahead", re.compile(r"\{([^\n(){}]{1,60}\))"), r"(\1"),
    ("brackets", re.compile(r"\{(\w{1,4})[)}](?=[(,.;:\s]|$)"), r"(\1)"),
    ("section-comma", re.compile(r"(?<=C\.F\.R\. § )(\d{1,4}),(?=\d{1,3}(?:\(|[.;,\s]))"), r"\1."),
    ("title-number", re.compile(r"(?<![\w.])(?:\d[\]}!|lI]|[lI]\d)(?= (?:U\.S\.C|C\.F\.R)\.)"), _as_digits),
    # "U.S.C. §8 611", "8§ 611", "$§ 611"; no citation has two numbers after its code
    ("two-sections", re.compile(r"(?<=[CR]\. )[§$8S]{2}(?= \d)"), "§§"),
    ("two-sections-apart", re.compile(r"(?<=[CR]\. )§ [8$](?= \d)"), "§ §"),
    ("section", re.compile(r"(?<=[CR]\. )[8$S](?= \d)"), "§"),
    ("short-section", re.compile(r"(?<=§ )\d[lI!|]{2}(?=\()"), _as_digits),  # no section is `6ll`, but one is `460ll`
    ("letter-in-section", re.compile(r"(?<=§ )\d{1,4}[lI!|O]\d[\d.]*"), _as_digits),
    ("paragraph-o", re.compile(r"(?<=\d)\(0\)"), "(o)"),  # there is no paragraph 0
    ("paragraph-number", re.compile(r"(?<=\d\([a-hj-uwyz]\)\()[lI!|S](?=\))"), _as_digits),  # under a letter stands a number
    ("rule-number", re.compile(r"(?<=Civ\. P\. |rim\. P\. |. Evid\. )[lI1]{2}(?=\()"), _as_digits),
    ("foia", re.compile(r"\bF[O0][lJ1|]A\b"), "FOIA"),
    ("url", re.compile(r"(?<=\bhttps:/)A(?=www\.)|(?<=\bhttp:/)A(?=www\.)"), "/"),
    # "$225.000": cents have two figures, and of a million three may follow the point
    (
        "thousands",
        re.compile(
            # `$1.250.000`: full stops for commas, but in `$1.250 million`
            r"\$[1-9]\d{0,2}(?:[.,]\d{3})+(?=(?:\.\d\d)?(?![\d]|[.,]\d)(?! ?(?:[mb]illion|trillion|[MB]\b|(?:per|a|an|each)\b)))"
        ),
        lambda m: m.group().replace(".", ","),
    ),
    ("volume", re.compile(r"(?<![\w.])[BSOlI]\d{2}(?= (?:F\.|S\. Ct\.|Fed\. Reg\.|U\.S\. \d))"), _as_digits),
    ("versus", re.compile(r"(?<=[a-z.] )v[yv]\.(?= [A-Z])"), _fill("v.")),
    # dates: "August l8, 2017", "August 18, 20l7"
    ("day", re.compile(rf"(?<!\w){MONTH} (?P<digits>[\dlI|!O]{{1,2}})(?=, [\dlIO]{{4}}(?!\w))"), _first_as_digits),
    ("before-day", re.compile(rf"(?<!\w)(?P<month>{MONTH})['’:;·.](?= ?\d{{1,2}}, [12]\d{{3}}(?!\d))"), r"\g<month> "),
    ("year", re.compile(rf"(?<!\w){MONTH} \d{{1,2}}, (?P<digits>[12lI][\dlI|!O]{{3}})(?!\w)"), _first_as_digits),
    # persons, alone on their lines or so introduced: "Or. Ann T. Poe", "isabel V. Doe", "Cyrus J. Roe 1V"
    ("doctor", re.compile(r"(?:^|(?<= to )|(?<= with )|(?<= by )|(?<= and )|(?<=Dear ))Or\.(?= [A-Z][a-z])", re.M), "Dr."),
    (
        "initial",
        re.compile(r"^(?P<name>[A-Z][\w’'-]+ [A-HJ-UWYZ]),(?= [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}$)", re.M),
        r"\g<name>.",
    ),
    (
        "suffix",
        re.compile(r"(?<=[a-z] )(?<!Suite )(?<!Room )(?<!Unit )(?<!Box )(?:1V|lV|[Il|]{2,3})$", re.M),
        lambda m: re.sub(r"[Il1|]", "I", m.group()),
    ),
    ("o-in-word", re.compile(r"(?<![\w@/.-])([A-Z][a-z]+)[06](?=[a-z]+(?![\w@/]))"), r"\1o"),  # `Coraz6n`
    ("junior", re.compile(r"(?<=[a-z] )[Il1]r(?=\.?$)|(?<=[a-z], )[Il1]r(?=\.?$)", re.M), "Jr"),
    ("first", re.compile(r"(?<![A-Za-z])(?:[Il]st(?= [A-Z]|,|$)|ist(?= (?:Floor|Fl\.|Street|St\.|Avenue|Ave\.)))", re.M), "1st"),
    # firms: "Landry I Osei PLLC"
    ("bar", re.compile(rf"(?<=[a-z] )[Il](?= [A-Z][a-z]+{_FIRM})", re.M), "|"),
    # "ce: Grant file"
    ("copies", re.compile(r"^(?:c[eo]|[eo]c|[eo]e)(?=: ?\S)", re.M), "cc"),
    ("copies-alone", re.compile(r"^(?:c[eo]|[eo]c)(?=:$)", re.M), "cc"),
    ("united-states", re.compile(r"(?<!\w)U[.,:]S[.,:](?= [A-Z][a-z])"), "U.S."),
    # "see that'all three", "were read.at length": a speck for the space between two words
    (
        "speck",
        re.compile(
            # between words an apostrophe or a full stop, but in `don't` and in addresses of the Web
            rf"(?<=[a-z])(?:(?<=[a-z]{{3}})['‘’](?=[a-z]{{3,}}(?![\w'‘’@.-]))|\.(?=(?!(?:{either('domains')}|pdf|html?)\b)[a-z]{{2,}}(?![\w@/-]|\.\w)))"
        ),
        _space,
    ),
    # a title and `Robert-Ear! Pickens`
    (
        "exclaimed",
        re.compile(rf"(?<!\w)(?P<name>{_TITLE} [A-Z][\w’'-]*[a-z])!(?= [A-Z])"),
        r"\g<name>l",
    ),
    # a speck: nothing closes it
    ("quote", re.compile(r"(?<![^\s(])[‘'](?=\w{2})(?!\d\ds?\b)(?![^\n‘]{0,600}\w[.,;?!]?[’'](?!\w))"), " "),
    ("later", re.compile(r"(?<=\bnot )[JI1|l]ater(?= than\b)|(?<=\bno )[JI1|l]ater(?= than\b)"), "later"),
    ("mark-behind-stop", re.compile(r"(?<=[a-z\d)]\.)[?!](?=\s|$)", re.M), " "),  # the mark of a note
    ("note-mark", re.compile(r"(?<=\b(?:19|20)\d\d\.)\d(?= ?[A-Z“\"])"), " "),  # `in 2017.1 A`: raised in print
    ("end-of-line", re.compile(r"(?<=[a-z:;,.]) [-–—_*•~]$", re.M), "  "),
    ("www", re.compile(r"(?<!\w)([wW]{3})[,;](?= ?[\w-]+\.)"), r"\g<1>."),
)


_AWARD = re.compile(r"(?<=\b20\d\d-)\](?=[A-Z]-[A-Z]{2}-)")  # `2015-JF-FX-0011`
_AS_PRINTED = ("name", "city", "postal_code")
_NO_LETTER = re.compile(r"[\W_]+")


def repaired(text: str, read: Sequence[tuple[int, int]]) -> Repair:
    """`text` mended in the words that OCR has read, whose half-open spans are `read`."""
    mended = mend(text, read) if read else text
    return Repair(text, mended, bool(read), tuple(changed_words(text, mended)) if mended != text else ())


def changed_words(text: str, mended: str) -> Iterator[tuple[int, int]]:
    """The half-open spans of the words that are not the same in two texts of one length; white space in both parts words."""
    blank = re.compile(r"\s+")
    spaces = [(m.start(), m.end()) for m in blank.finditer(text) if mended[m.start() : m.end()].isspace()]
    starts, ends = [0, *(b for _, b in spaces)], [*(a for a, _ in spaces), len(text)]
    yield from ((a, b) for a, b in zip(starts, ends, strict=True) if text[a:b] != mended[a:b])


def mend(text: str, read: Iterable[tuple[int, int]] | None = None) -> str:
    """`text` with what OCR has certainly misread mended; it keeps its length.

    `read` are the half-open spans of the words that OCR has read; nothing else is touched. `None`: all of them.
    """
    mended = mend_names(mend_words(mend_labels(_AWARD.sub("J", text))))
    for _, pattern, printed in _REPAIRS:
        mended = pattern.sub(printed, mended)
    if len(mended) != len(text):  # a rule that breaks its promise must not move what others find
        return text
    return mended if read is None else _within(text, mended, read)


def _within(text: str, mended: str, read: Iterable[tuple[int, int]]) -> str:
    pieces, reached = [], 0
    for start, end in read:
        pieces += [text[reached:start], mended[start:end]]
        reached = end
    return "".join([*pieces, text[reached:]])


def doubted(findings: Sequence[Finding], repair: Repair) -> list[Finding]:
    """The findings, each that was read where the repair changed a word with a doubt that says so.

    Of a text that OCR has read, a name or a number that is not printed as it is given was put right, too.
    """
    if not repair.by_ocr:
        return list(findings)
    return [_reworded(_doubted(finding, repair), repair.printed) for finding in findings]


def _reworded(finding: Finding, text: str) -> Finding:
    """The finding, with a doubt if a value that stands as printed elsewhere is not what its passage says."""
    address = finding.value.get("address")
    values = {**finding.value, **(address if isinstance(address, dict) else {})}
    printed = _NO_LETTER.sub("", text[finding.start : finding.end])
    others = [str(v) for k in _AS_PRINTED if (v := values.get(k)) and _NO_LETTER.sub("", str(v)) not in printed]
    if not others or any(doubt.code == "mended" for doubt in finding.doubts):
        return finding
    message = f"The words that OCR read must mean {', '.join(map(repr, others))}."
    return replace(finding, doubts=(*finding.doubts, Doubt("mended", message)))


def _doubted(finding: Finding, repair: Repair) -> Finding:
    pairs = list(repair.within(finding.start, finding.end))
    if not pairs:
        return finding
    message = "OCR read " + ", ".join(f"{a!r} where {repr(b) if b else 'nothing'} must be meant" for a, b in pairs[:3]) + "."
    return replace(finding, doubts=(*finding.doubts, Doubt("mended", message)))
