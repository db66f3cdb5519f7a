"""The printed signs by which the parts of a letter or release are told, one pattern for each."""

from __future__ import annotations

import re

from extractors.language.months import MONTH, SPANISH_MONTH, SPANISH_WEEKDAY, WEEKDAY
from extractors.language.states import STATE
from extractors.language.vocabulary import either

_WEEKDAY = rf"(?:(?:{WEEKDAY}|{SPANISH_WEEKDAY}),?\s+)?"
# `August 3, 2017`, `3 August 2017`, `8/3/17`, `2017-08-03`, `3 de agosto de 2017`
DATE = (
    rf"(?:{MONTH}\s*(?:[0-3O]\s)?\d{{1,2}}(?:st|nd|rd|th|d)?\s*[,.]?\s*(?:\d{{4}}|[’‘']\d\d)|\d{{1,2}}\s+{MONTH},?\s*\d{{4}}"
    r"|\d{1,2}[/-]\d{1,2}[/-](?:(?:19|20)\d\d|\d\d)(?!\d)|\d{4}-\d\d-\d\d"
    rf"|\d{{1,2}} de {SPANISH_MONTH} del? \d{{4}})"
)
"""A date as letters print it, as a pattern's source."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(patterns) + ")", re.I)


# --- letters

DEPARTMENT = _any(
    r"(?:the )?(?:(?:U\. ?S\.?|United States|US) )?Department of [A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,4} ?$",
    r"Departamento de Justicia(?: de (?:los )?(?:Estados Unidos|EE\. ?UU\.))?$",
)
DATE_LINE = _any(rf"(?:dated?:?\s*)?{_WEEKDAY}{DATE}$")
CITY_LINE = re.compile(rf",?\s+{STATE}\.?,?\s+\d{{5}}(?:-\d{{4}})?$")
SALUTATION = _any(
    r"dear\b.{2,160}[:,](?: [-–—_.·*])?$",
    r"to (?:whom it may concern|the [a-z ]{3,60})\s*[:,]$",
    r"(?:gentlemen|ladies and gentlemen|mesdames|sirs?(?: or madam)?)\s*[:,]$",
)
_SINCERELY = r"(?:very |most )?(?:sincerely|truly|respectfully|cordially|faithfully)"
CLOSING = _any(
    # "Very truly yours,", "Most respectfully submitted,", "Yours,"
    rf"{_SINCERELY}(?: yours| submitted)?\s*[,.]?$",
    rf"yours(?: {_SINCERELY})?\s*[,.]?$",
    # "With kind regards,", "Best wishes,"
    r"(?:with )?(?:(?:my|our) )?(?:(?:very )?(?:best|kind|warm)(?:est)? (?:regards|wishes)|regards)\s*[,.]?$",
)
REACHED_BY = r"(?:www\.|https?:|tdd|tty|fax|phone|tel|e-?mail|cell)"
"""How an office is reached: what such a line begins with."""
PRESS_OFFICER = r"public (?:affairs|information) (?:officer|specialist)"
# "PERSONAL AND CONFIDENTIAL", "SUBJECT TO FED. R. EVID. 408": notices in capitals above the addressee
NOTICE = re.compile(
    r"(?=[^a-z]+$)(?=.*\b(?:CONFIDENTIAL|PRIVILEGED|SETTLEMENT|SUBJECT TO|WORK PRODUCT|SENSITIVE|OFFICIAL USE|WITHOUT PREJUDICE"
    r"|NOT FOR|URGENT|TIME[- ]SENSITIVE|DRAFT|EVID)\b)"
)
SUBJECT = _any(r"(?:re|subject|subj|in re)\s*[:;]\s*(?![^|\n]{1,60}\|[^|\n]{1,60}\|)\S", r"(?:re|subject)\s*:$")
# a line of a memorandum or a fax sheet that begins with the name of its field: `TO:`, `Date:`
FIELD = _any(
    r"(?:to|from|through|thru|via|date|subject|re|fax|phone|telephone|tel|e-?mail|pages?|notes?|cc|contact|action required"
    r"|due date|attention|attn|distribution|deadline)\b[^:]{0,12}:",
    r"memorandum (?:for|to|from)\b",
)
ATTENTION = _any(r"(?:attn|attention|att[’']n)(?:\s*[.:]+\s*|\s+(?=[A-Z])|$)")
DELIVERY = _any(
    # `Via certified mail`
    r"(?=.{5,140}$)(?:sent |delivered |transmitted )?(?:via|by)\b"
    rf"(?=.*\b(?:{either('titles.delivery_words')}|express|delivery|usps|electronic|certified|registered|first|secure|airmail)\b)",
    # `Certified mail` alone
    r"(?=.{5,140}$)(?:certified|registered|express|overnight|first[- ]class|priority|hand|electronic|u\.s\.|personal"
    r"|return receipt)\b(?=.*\b(?:mail|delivery|deliver(?:ed)?|requested|receipt|courier)\b)",
)
REFERENCE_LINE = _any(
    rf"(?:d\.?j\.?|{either('components')})\b.{{0,20}}\d",
    r"(?!\d{3}-\d{4}$)\d{1,4}-[\dA-Z]{1,6}(?:-[\dA-Z]{1,6})*$",
    rf"(?:{either('mail_numbers')})\s+(?:nos?\b\.?|numbers?|#)\s*:?\s*[A-Z]{{0,2}}\s?[\d ]{{6,}}$",
    r"[A-Z]{2,6}\s+(?:nos?\.?\s*)?(?!\d{5}-\d{4}$)\d+-\d[\dA-Z-]{3,}$",
    # what an office notes of a request above the address: "Requester: Ms. Poe", "Date of Receipt: June 3, 2010"
    r"(?:requester|requestor|(?:date|day) (?:of receipt|received)|request received)\s*:.{1,60}$",
    # "CMN 2016101774", as the Tax Division has below the writers' initials
    r"(?:CMN\s+)?(?:19|20)\d{8}$",
    # "F. #2019R00123"
    r"F\.?\s?#\s?\d{4}R\d{5}.*$",
    # "Our file: 169-26-1", "Docket No. 3:17-cv-1"
    r"(?:our |your )?(?:file|reference|ref|foia|foipa|docket|case|matter|request|audit|in reply refer to)\b"
    r"\s*(?:request|report|file|to)?\b\s*(?:number|nos?)?\b\.?\s*[:#]?\s*[A-Z\d]*[-\d].{0,40}$",
)
# above the number and the writer's initials that an answer is to bear: "In Reply Refer To:", "Reply to:", "Our reference:"
REPLY_BLOCK = _any(
    r"in reply,? (?:please )?refer to\b.{0,40}$",
    r"(?:please )?(?:reply|refer) to\s*:?$",
    r"(?:our|your) (?:reference|ref\.?|file)\s*(?:nos?\.?|numbers?)?\s*:?$",
)
ENCLOSED = "enclosures?|encls?|encs?|attachments?|exhibits?"
ENCLOSURES = _any(rf"(?:{ENCLOSED})(?:\(s\))?\.?(?:\s*\(?\d*\)?\s*(?::.*|\.|$)|\s+[A-Z0-9]{{1,3}}\s*[–—:-].*)")
# OCR reads the letters of "cc:" as e or o now and then
COPIES = _any(
    r"b?[ceo]\.?[ceo]\.?(?:\s*\(.{2,40}\))?\s*[:;]",
    r"b?cc\s+\S",
    # as the FBI has it: `1 - Honorable Ann Poe`
    r"1\s?[-–—]\s(?:the )?(?:honorable|hon\.|m[rs]s?\.|dr\.)\s",
    r"(?:with )?cop(?:y|ies)(?: to)?\s*:",
    r"[px]c\s*:",
    r"c:(?:\s|$)",
)
JUDGE_SIGNS = r"\bU\.?S\.?[DM]\.?J\b"
"""`U.S.D.J.` below an order."""
# a clerk's stamp: `USDC SDNY` / `DOCUMENT` / `ELECTRONICALLY FILED` / `DOC #:` / `DATE FILED: 7/16/19`
STAMP = re.compile(
    r"(?:USDC|U\.S\.D\.C\.)[ -][A-Z. ]{2,8}$|DOCUMENT$|(?:ELECTRONICALLY )?FILED$|DOC\.? ?#:?.{0,8}$|DATE FILED:.{0,20}$"
    r"|RECEIVED(?: IN CHAMBERS)?$|CLERK,? (?:OF )?(?:THE )?(?:U\. ?S\. |UNITED STATES )?(?:DISTRICT |BANKRUPTCY )?COURT$"
)
# what a court writes below a letter: `SO ORDERED`, `Application granted.`, `The Court hereby extends`
ORDER = _any(
    r"(?:it is )?(?:hereby )?so[ -]ordered\b",
    r"(?:the )?(?:application|(?:letter[- ])?(?:request|motion)|extension|adjournment)s? (?:(?:is|are) )?"
    r"(?:hereby )?(?:granted|denied)\b",
    r"(?:granted|denied)\s*[.,]?$",
    r"the court (?:hereby )?(?:extends|grants|denies|orders|directs|adjourns|approves)\b",
)
# above who countersigns: `AGREED AND ACCEPTED:`
AGREEMENT = re.compile(
    r"(?:(?:so |read,? )?(?:agreed|accepted|acknowledged|consented|understood)(?:,? (?:and|to|by|this|understood)\b){0,3}"
    r"(?: (?:agreed|accepted|acknowledged|consented)(?: to| by)?)?)[ :]*_*:?$",
    re.I,
)
# stamped on for production: `DOJ-OGR-00000384`, `EFTA01659903`
PRODUCTION_NUMBER = re.compile(r"[A-Z]{2,8}(?:[-_ ][A-Z]{2,8}){0,2}[-_ ]?\d{5,10}$")

# --- releases

# what says that a release must not be used yet, in capitals or not
EMBARGO = r"embargoed"
RELEASED_IN_SPANISH = r"^(?:comunicado de prensa\b|para (?:su )?(?:divulgaci[oó]n|publicaci[oó]n|difusi[oó]n) inmediata\b)"
# what a release begins with before its headline
RELEASE_HEAD = re.compile(
    r"\bfor (?:immediate )?release\b|^(?:news|press) release\b|^media advisory\b|^(?:press )?statement (?:of|by)\b"
    rf"|^{EMBARGO}\b|^immediate release|^fact ?sheet:?$|{RELEASED_IN_SPANISH}",
    re.I,
)
END_MARK = _any(r"(?:#\s*){2,}$", r"[-–]\s*(?:30|end)\s*[-–]$", r"\*\s*\*\s*\*$")
RELEASE_NUMBER = re.compile(r"(?:No\.?\s*|#)?(\d{2,4}-\d{1,5})(?:\s*\(?[A-Z]{2,4}\)?)?$")
"""A release's number on a line of its own: `17-868`."""
TAIL = _any(
    r"do not reply to this message",
    r"if you have (?:any )?questions, please use the contacts",
    r"updated\s+[a-z]+\.? \d{1,2}, \d{4}",
    r"(?:contacts?|topics?|components?|attachments?\s*\(?s?\)?):?$",
    r"press release number\b",
    r"(?:related (?:content|materials?)|downloads?)$",
)
# "WASHINGTON –", "(HOUSTON) –", "WICHITA, Kan. –", "DENVER -- ", "BOSTON, MA —"
DATELINE = re.compile(
    rf"\(?(?P<place>(?:Mc|Mac|De|La)?[A-Z][A-Z.’'-]+(?: (?:Mc|Mac|De|La)?[A-Z][A-Z.’'-]+){{0,3}}"
    rf"(?:,? (?:{STATE})|, D\. ?C\.)?)\)?\s*"
    r"(?:\([A-Z][a-z]+\.? \d{1,2}, \d{4}\)\s*)?(?:[–—-]{1,3}\s*(?=\S)|(?<=[a-z]\. )(?=[A-Z][a-z]*\s[A-Za-z]))"
)
# where a copy has lost the dash: "WASHINGTON, D.C. A clerk", "SANTA ANA, California An", "DOVER, Del. a Ann Poe", "WASHINGTONThe"
LOST_DASH = re.compile(
    rf"(?P<place>WASHINGTON(?:, D\. ?C\.)?(?=[:\s]|[A-Z][a-z])|[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){{0,3}},? (?:{STATE})(?=[:\s]))"
    r"(?::|\s+[aâ])?\s*(?=(?:An?|[A-Z][a-z]+)\s\w)"
)
# "Seattle - U.S. Attorney ...", "Portland, Ore. — A ...": as DATELINE, in small letters, before a sentence
MIXED_DATELINE = re.compile(
    rf"\(?(?P<place>[A-Z][a-z.’'-]+(?: [A-Z][a-z.’'-]+){{0,2}}(?:,? (?:{STATE})|,? D\. ?C\.)?)\)?\s*"
    r"(?:–|—|--|-(?=\s))\s*(?=(?:[“\"]?[A-Z][\w.’'-]*\s|\d))"
)
# a line of a media advisory: `WHAT: News conference`
ADVISORY_LINE = re.compile(r"\W{0,3}(?P<label>WHO|WHAT|WHEN|WHERE|Who|What|When|Where)\s?:(?=\s|$)")
SENTENCE_END = re.compile(r"[.?!][”\"’')\]]*$")
# `announced today`, `said United States Attorney`: the first sentence of a release
ANNOUNCES = re.compile(
    r"\b(?:announced?|announces)\b|\bsaid [^.]{0,60}\bUnited States Attorney\b"
    r"|\b(?:United States|U\.S\.) Attorney(?:’s|'s)? [^.]{0,80}\b(?:said|announced)",
    re.I,
)

# `Source: United States Department of Justice`, which a news wire prints above or below a release
WIRE_SOURCE = re.compile(
    r"source:? (?:(?:the )?(?:united states|u\.?s\.?) )?(?:department of justice|justice department|attorney)\b.{0,80}$", re.I
)
# somebody of the Department, or a part of it, who announces: whose release a copy in a newspaper is
_OFFICER = (
    r"(?:Attorney General|(?:United States|U\.S\.) Attorney|Justice Department|Department of Justice|Special Agent in Charge)"
)
ITS_OWN_NEWS = re.compile(rf"\b{_OFFICER}\b(?![^.]*\([A-Z]{{2}}\) [–—-])[^“”\"]{{0,400}}?\bannounced\b")

# --- other documents

OTHER_HEAD = _any(
    r"memorandum\b(?! of (?:understanding|agreement)).{0,80}$",
    r"m ?e ?m ?o ?r ?a ?n ?d ?u ?m$",
    # "FAX TRANSMITTAL SHEET"
    r"(?:facsimile|fax|telecopy|telefax)\b(?: transmission| transmittal| cover| sheet| message| memorandum)*$",
    r"(?:attachment|exhibit|appendix|schedule|tab)\s+[A-Z0-9]{1,3}(?:\s*[:.–—-].{0,80})?$",
)
