"""The warm process: it imports and builds everything once, and all documents are read by processes forked from it.

    run -- warm process -- minder -- document -- Tesseract
                        -- minder -- document

For each worker it forks a minder (`pipeline.runs.batch.minder`), which works on one document at a time.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
from multiprocessing.connection import Connection

from pipeline.runs.batch.minder import adopt_orphans, end_children, mind
from pipeline.runs.batch.remote import import_protocols

# The run decides what happens to documents, so a signal that is meant for it (from a terminal, from systemd) is not for these.
_IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SAMPLE = b"""U.S. Department of Justice

March 3, 2019

Dear Sheriff Orlowski:

Please send the plan by May 1, 2019.

Sincerely,

Ada Vance
Director
"""


def serve(descriptor: int, protocols: list[str]) -> None:
    """Fork a minder for each socket that comes over the socket `descriptor`, until that is closed.

    `protocols` are those of addresses that documents will be read from.
    """
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    control = socket.socket(fileno=descriptor)
    _warm_up(protocols)
    adopt_orphans()
    control.sendall(b"r")
    minders: set[int] = set()
    while received := socket.recv_fds(control, 1, 1)[1]:
        end_children(minders)  # what a minder left behind that was itself killed
        minder = os.fork()
        if minder == 0:
            control.close()
            mind(Connection(received[0]))
            os._exit(0)
        minders.add(minder)
        os.close(received[0])
    for minder in minders:
        _await(minder)
    end_children()


def _warm_up(protocols: list[str]) -> None:
    """Whatever is made when it is first needed is made here, so that no document has to wait for it."""
    from pipeline.config import Config
    from pipeline.extraction import extract
    from pipeline.ocr import recognition
    from pipeline.reading import images
    from pipeline.runs.batch.work import work

    del images, recognition, work
    extract("sample.txt", Config(cache=False), _SAMPLE)
    import_protocols(protocols)
    gc.collect()
    gc.freeze()  # so that no later collection touches, and thereby copies, the pages of memory that all share


def _await(minder: int) -> None:
    try:
        os.waitpid(minder, 0)
    except ChildProcessError:
        return
