"""Issues: doubts noted on a result that goes on all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

Severity = Literal["info", "warning", "error"]


class IssueRow(TypedDict):
    """An issue as JSON has it."""

    code: str
    message: str
    severity: Severity
    page: int | None
    record_id: str | None
    field: str | None


@dataclass(frozen=True, slots=True)
class Issue:
    """One doubt about a file or a record.

    `code` is a stable slug (`ocr-low-confidence`), `message` a sentence for a person. `page` counts from 1 in the file;
    `field` is a JSON path into the record (`$.deadlines[0].date`). An issue of severity `error` keeps a result from `ok`.
    """

    code: str
    message: str
    severity: Severity = "warning"
    page: int | None = None
    record_id: str | None = None
    field: str | None = None

    def row(self) -> IssueRow:
        """The issue as JSON has it; `Issue(**row)` makes it again."""
        return {
            "code": self.code,
            "message": self.message,
            "severity": self.severity,
            "page": self.page,
            "record_id": self.record_id,
            "field": self.field,
        }
