"""A piece of work in a process of its own, forked from this one, with limits: a hang or a crash is a result, no end of the tests."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PATIENCE = 10  # times the limit of processor time, in seconds of the clock: for work that sleeps


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: `state` is `done`, `raised`, `killed` or `hung`; `value` what it returned or raised, or the signal.

    `peak` is the most memory the process held, in bytes; `seconds` its processor time.
    """

    state: str
    value: Any
    peak: int = 0
    seconds: float = 0.0


def confined(work: Callable[[], Any], seconds: int = 60, memory: int = 6 << 30) -> Outcome:
    """What `work()` comes to within so many seconds of processor time and so many bytes of address space."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work(work, writer, seconds, memory)
    os.close(writer)
    answer = _read(reader, time.monotonic() + PATIENCE * seconds)
    os.close(reader)
    if answer is None:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    peak, taken = used.ru_maxrss * 1024, used.ru_utime + used.ru_stime
    if answer is None:
        return Outcome("hung", "it slept", peak, taken)
    if not answer:
        name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"
        return Outcome("hung" if name == "SIGXCPU" else "killed", name, peak, taken)
    state, value = pickle.loads(answer)
    return Outcome(state, value, peak, taken)


def _work(work: Callable[[], Any], writer: int, seconds: int, memory: int) -> None:
    """The child's part; it never returns."""
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        try:
            answer = ("done", work())
        except BaseException as error:
            answer = ("raised", f"{type(error).__name__}: {error}\n{traceback.format_exc()[-2000:]}")
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(answer))
    finally:
        os._exit(0)


def _read(pipe: int, until: float) -> bytes | None:
    """All that comes through the pipe, `None` where its other end stays open too long."""
    parts = []
    while True:
        if not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
            return None
        part = os.read(pipe, 1 << 16)
        if not part:
            return b"".join(parts)
        parts.append(part)
