"""The desk's server: this machine alone, and an address that nobody can guess."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waitress.server import BaseWSGIServer, create_server

from pipeline.desk.app import make
from pipeline.desk.folder import Desk
from pipeline.errors import ConfigError

HOST = "127.0.0.1"


@contextmanager
def serving(folder: Path, name: str = "", port: int = 0) -> Iterator[tuple[str, BaseWSGIServer]]:
    """The address of a desk on `folder` and its server, whose `run` answers until it is closed.

    Raises MissingFile or InvalidRecords for the folder, ConfigError for a port that is taken.
    """
    desk, token = Desk(folder), secrets.token_urlsafe(24)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            raise ConfigError(f"The port {port} can't be used ({error.strerror})", remedy="Give another --port.") from error
        server = create_server(make(desk, token, name), sockets=[listening], threads=6, ident=None)
        try:
            yield f"http://{HOST}:{listening.getsockname()[1]}/{token}/", server
        finally:
            server.close()
