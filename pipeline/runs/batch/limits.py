"""The limits within which one document is worked on, and how a run ends."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take. Pages, pixels and the bytes of a file are limits of `pipeline.config.Config`.

    `seconds`: from the start of its process to its result; then the process is ended with all its children.
    `memory_bytes`: memory of its own (data, heap, decompressed streams) that each of its processes may take.
    `file_bytes`: the largest file that one of its processes may write, all of them temporary.
    `attempts`: how often a document is tried that crashes or goes beyond its time or memory, before it is put aside.
    `grace_seconds`: how long the documents under way may go on when the run is told to end.
    """

    seconds: float = 300.0
    memory_bytes: int = 2_000_000_000
    file_bytes: int = 2_000_000_000
    attempts: int = 2
    grace_seconds: float = 10.0

    def __post_init__(self) -> None:
        """Every limit is looked at once, here. Raises ConfigError."""
        for name in ("seconds", "memory_bytes", "file_bytes", "attempts"):
            if not getattr(self, name) > 0:
                raise ConfigError(f"{name} is {getattr(self, name)}; it must be more than 0")
        if not self.grace_seconds >= 0:
            raise ConfigError(f"grace_seconds is {self.grace_seconds}; it must not be less than 0")
