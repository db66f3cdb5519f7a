"""Conditions that a place or thing must meet: the items under a lead-in with a modal verb (`a site must:`)."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extractors.fields.questions import is_question
from extractors.finding import Finding
from extractors.structure.lead_ins import introduction, is_group_heading, kinds_of_lists, modality, own_words
from extractors.structure.list_items import Item
from extractors.structure.spoken import is_spoken
from extractors.whole_text import text_of

LABEL = "criteria"

# whose factors they are: those of a case, of a court's test
_CITES_A_COURT = re.compile(
    r"\sv\.\s[A-Z]|\b(?:Circuit|(?:the|this|a|district|trial)\s[Cc]ourts?)\b.{0,80}\b(?:consider|weigh|test|factors?|look)", re.S
)


def extract(doc: Doc) -> list[Finding]:
    """The criteria of `doc`: `label`, `text`, `lead_in` and `modality` of each; an item's own items have it as their lead-in."""
    findings = []
    modalities: dict[Item, str] = {}
    for group, kind in kinds_of_lists(doc):
        lead_in = introduction(doc, group) if kind == LABEL and not is_spoken(doc) else None
        if lead_in is None or _CITES_A_COURT.search(text_of(doc)[slice(*lead_in)]):
            continue
        modal = modality(doc, *lead_in) or (modalities.get(group.parent) if group.parent else None)
        for item in group.items:
            if modal is None or is_question(doc, item):
                continue
            modalities[item] = modal
            if is_group_heading(doc, item):
                continue
            start, end = own_words(doc, item)
            if start == end:
                continue  # a label and nothing else
            value = {
                "label": item.label,
                "text": " ".join(text_of(doc)[start:end].split()),
                "lead_in": " ".join(text_of(doc)[slice(*lead_in)].split()),
                "modality": modal,
            }
            rule = "criteria.run_in" if group.run_in else "criteria.listed"
            findings.append(Finding(LABEL, start, end, rule, value, item.doubts))
    return sorted(findings, key=lambda finding: finding.start)
