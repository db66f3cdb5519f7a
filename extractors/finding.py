"""What an extractor yields: a value, where it was read and by which rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look again at a finding, such as a weekday that does not fit its date.

    `code` is a stable slug (`weekday-mismatch`), `message` a sentence for a person.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One value read off a document.

    `start` and `end` are half-open character offsets into `doc.text`; that passage is the evidence.
    `rule` names the rule that found it (`deadlines.absolute`), which is what confidence is measured by.
    `value` holds the keys of the record's item as plain JSON values, without `evidence`.
    `parts` says of a value of several keys where each was read: by its key (`name`, `address.street`) the half-open spans of
    `doc.text`, several where the value is joined. `margin` is how far the next best reading was behind, from 0 (either may be
    right) to 1 (there was no other); `None` where nobody weighed readings.
    """

    label: str
    start: int
    end: int
    rule: str
    value: Mapping[str, object]
    doubts: tuple[Doubt, ...] = field(default=())
    parts: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    margin: float | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a passage without a character: nothing can be read off it."""
        if self.start >= self.end:
            raise ValueError(f"a finding of {self.label} at {self.start}:{self.end} has no text")
