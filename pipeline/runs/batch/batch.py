"""The run over many files: look, decide, work, write. What is done is in the ledger, and the next run does the rest."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import export
from pipeline.config import Config
from pipeline.errors import Crashed, DojlettersError, MemoryLimit, OutputError, TimeLimit
from pipeline.runs import revision
from pipeline.runs.batch import outputs
from pipeline.runs.batch.database import NAME
from pipeline.runs.batch.engines import Local, WorkEngine
from pipeline.runs.batch.job import Job, Outcome
from pipeline.runs.batch.ledger import Ledger
from pipeline.runs.batch.limits import Limits
from pipeline.runs.batch.lock import locked
from pipeline.runs.batch.places import Found, digest, find
from pipeline.runs.batch.said import Said
from pipeline.runs.batch.signals import Stop, stopping
from pipeline.runs.batch.summary import counts, exit_code, stale, summary
from pipeline.runs.batch.twice import held_twice
from pipeline.runs.folder import check_for_batch

_log = logging.getLogger(__name__)
_AGAIN = (Crashed.code, MemoryLimit.code, TimeLimit.code)  # may go well on a second try
_AHEAD = 64  # files whose digests are computed ahead
_READERS = 16


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch is done.

    `workers`: documents at a time. `follow_links`: also out of the source folder. `redo_stale`: do again what another revision
    of the program did. `retry_failed`: try again what failed or was quarantined. `dry_run`: only say what would be done.
    `scheduler`: the address of a Dask scheduler whose workers do the work. `progress`: a bar, if standard error is a terminal.
    """

    workers: int = 0
    follow_links: bool = False
    redo_stale: bool = False
    retry_failed: bool = False
    dry_run: bool = False
    scheduler: str | None = None
    progress: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a batch, or with `dry_run` would be done.

    `counts` are those of `summary.json`; `todo` is how many documents are still to be done, `stale` how many were done by another
    revision of the program, and `because` what of it is different now.
    """

    run: int
    counts: dict[str, int]
    todo: int
    stale: int
    because: tuple[str, ...]
    exit_code: int


def batch(
    sources: Sequence[str],
    output: Path,
    config: Config | None = None,
    limits: Limits | None = None,
    options: Options | None = None,
) -> Done:
    """Read every file of the sources (see `places.find`) that is new, changed or to be done again, to `output`.

    What happens to one file is in its result. Raises OutputError, SourceError, ClusterError; Busy where another run works on
    `output`; Interrupted on SIGINT and SIGTERM, when the documents under way have ended or were given back.
    """
    config, limits, options = config or Config(), limits or Limits(), options or Options()
    dry = options.dry_run
    check_for_batch(output)
    if not dry:
        export.prepare(output)
    with stopping() as stop, locked(output) if output.is_dir() else nullcontext():
        folder = output if not dry or (output / NAME).is_file() else None
        with Ledger(folder, dry) as ledger:
            told = revision.revision()
            ledger.begin(revision.settings(config), told)
            _look(ledger, sources, output, config, options, stop)
            ledger.plan(options.redo_stale, options.retry_failed, unlocks=bool(config.passwords))
            said = Said.of(output)
            for sha256 in list(said.to_read_again(ledger)):
                ledger.again(sha256)
            if not dry:
                _work(ledger, config, limits, options, stop, revision.digest(told), said)
                ledger.tell_twice(held_twice(ledger))
                for sha256 in list(outputs.damaged(ledger, output)):
                    _log.warning("%s: the result of %s is damaged; the document is read again", output / NAME, sha256)
                    ledger.lost(sha256)
                _work(ledger, config, limits, options, stop, revision.digest(told), said)
                _write(ledger, output, config, told, said)
                ledger.finish()
            return _done(ledger, told)


def _look(ledger: Ledger, sources: Sequence[str], output: Path, config: Config, options: Options, stop: Stop) -> None:
    """Note every file and its content; those that are as they were are not read for it."""
    waiting: deque[tuple[Found, Future[str] | str | None]] = deque()
    with ThreadPoolExecutor(_READERS, thread_name_prefix="digest") as pool:
        try:
            for found in find(sources, options.follow_links, without=output):
                stop.check()
                known = None if found.error else ledger.digest(found)
                due = known if known or found.error else pool.submit(digest, found.place, config.max_bytes)
                waiting.append((found, due))
                if len(waiting) > _AHEAD:
                    _note(ledger, *waiting.popleft())
            while waiting:
                _note(ledger, *waiting.popleft())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    ledger.sweep(sources)


def _note(ledger: Ledger, found: Found, due: Future[str] | str | None) -> None:
    try:
        sha256 = due.result() if isinstance(due, Future) else due
    except DojlettersError as error:
        ledger.see(found, None, error)
    else:
        ledger.see(found, sha256, found.error)


def _work(ledger: Ledger, config: Config, limits: Limits, options: Options, stop: Stop, told: str, said: Said) -> None:
    """Do what is to be done; each result is in the ledger as soon as it is there."""
    total = ledger.count_todo()
    if not total:
        return
    from tqdm import tqdm
    from tqdm.contrib.logging import logging_redirect_tqdm

    workers = options.workers or os.cpu_count() or 1
    own = replace(config, jobs=1) if workers > 1 or options.scheduler else config
    queue = _Queue(ledger, own, limits, told, said)
    bar = tqdm(total=total, unit="document", disable=None if options.progress else True)
    logs = nullcontext() if bar.disable else logging_redirect_tqdm()
    with closing(_engine(options, workers).run(queue.take, stop)) as results, bar, logs:
        for job, outcome in results:
            bar.update(queue.settle(job, outcome))
    stop.check()


def _engine(options: Options, workers: int) -> WorkEngine:
    if options.scheduler is None:
        return Local(workers, verbose=_log.isEnabledFor(logging.DEBUG))
    from pipeline.runs.batch.cluster import Cluster

    return Cluster(options.scheduler)


class _Queue:
    """Gives out jobs in the order of their contents' digests, those that are tried again last, and keeps what comes of them."""

    def __init__(self, ledger: Ledger, config: Config, limits: Limits, told: str, said: Said) -> None:
        self._ledger = ledger
        self._config = config
        self._limits = limits
        self._told = told
        self._said = said.told
        self._last = ""
        self._again: deque[Job] = deque()

    def take(self) -> Job | None:
        """The next job."""
        following = self._ledger.todo(self._last)
        if following is None:
            return self._again.popleft() if self._again else None
        self._last, place = following
        return Job(self._last, place, self._config, self._limits, self._told, self._said)

    def settle(self, job: Job, outcome: Outcome) -> bool:
        """Keep an outcome, or see to it that the job is tried again; whether the document is done."""
        path, error = job.place.path, outcome.error
        again = error is not None and error["code"] in _AGAIN
        if again and self._ledger.attempted(job.sha256) < self._limits.attempts:
            _log.warning("%s: %s It is tried again.", path, error and error["message"])
            self._again.append(job)
            return False
        self._ledger.record(job.sha256, outcome, "quarantined" if again else outcome.status)
        if error:
            _log.error("%s: %s", path, error["message"])
        else:
            _log.info("%s: %s, records: %d", path, outcome.status, outcome.records)
        return True


def _write(ledger: Ledger, output: Path, config: Config, told: dict[str, str], said: Said) -> None:
    """The outputs; `run.json` comes last, so that its being there says that the others are."""
    _check_there(output)
    ledger.tell_twice(held_twice(ledger))
    outputs.write_parts(ledger, output, said)
    with outputs.whole(output / "summary.json") as out:
        out.writelines(outputs.streamed(summary(ledger, told)))
    outputs.write_run(ledger, output, config)


def _check_there(output: Path) -> None:
    """Raises OutputError where the ledger was removed under the run: what it still writes to is lost."""
    if not (output / NAME).is_file():
        told = f"The output folder {output}, or its {NAME}, was removed while the run worked; what it did is lost"
        raise OutputError(told, remedy="Run the command again.")


def _done(ledger: Ledger, told: dict[str, str]) -> Done:
    documents, because = stale(ledger, told)
    return Done(ledger.run, counts(ledger), ledger.count_todo(), documents, tuple(because), exit_code(ledger))
