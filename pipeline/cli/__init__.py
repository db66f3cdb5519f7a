"""The command line: parse, call one library function, print, exit code. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import errno
import logging
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

import click

from pipeline import __version__, logs, startup
from pipeline.cli.options import origin, shared_options
from pipeline.errors import DojlettersError, OutputError, ProgramMissing

_log = logging.getLogger(__name__)
_WRONG_USE, _INTERRUPTED, _FAULT = 2, 130, 1
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})  # what a disk or a device says that takes no more

# The commands in the order of the help, and the module of this package that has each. They are loaded when they are asked for.
_MODULES = {
    "extract": "extract",
    "show": "showing",
    "validate": "records",
    "schema": "records",
    "batch": "batch",
    "status": "batch",
    "fetch": "fetch",
    "history": "fetch",
    "export": "export",
    "report": "report",
    "desk": "desk",
    "assign": "assign",
    "gold": "gold",
    "import": "importing",
    "compare": "comparison",
    "check-quotes": "quoting",
    "verify": "quoting",
    "mcp": "answering",
    "redactions": "redactions",
    "review-list": "looking",
    "evaluate": "evaluation",
    "changes": "evaluation",
    "calibrate": "fitting",
    "fit": "fitting",
    "genres": "fitting",
    "cache": "environment",
    "doctor": "environment",
    "completion": "environment",
}


class _Boundary(click.Group):
    """The one place where exceptions become exit codes and one line on standard error."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which one needs them."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now if it was not; for a name that is none, all are, so that the error can name the nearest."""
        if cmd_name not in _MODULES:
            for name in _MODULES:
                self.get_command(ctx, name)
        elif cmd_name not in self.commands:
            module = import_module(f"pipeline.cli.{_MODULES[cmd_name]}")
            self.add_command(getattr(module, _called(cmd_name)), cmd_name)
        return self.commands.get(cmd_name)

    def main(self, *args: Any, **options: Any) -> Any:  # click's own signature
        """Run a command and exit."""
        logs.configure()
        try:
            sys.exit(super().main(*args, **(options | {"standalone_mode": False})) or 0)
        except click.exceptions.Abort:
            _stop("interrupted", _INTERRUPTED)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "dojletters"
            _stop(f"{error.format_message()}{origin(error)} See `{command} --help`.", _WRONG_USE)
        except click.ClickException as error:
            _stop(error.format_message(), _WRONG_USE)
        except DojlettersError as error:
            _stop(f"{error.path}: {error}" if error.path else str(error), error.exit_code)
        except ModuleNotFoundError as error:
            _stop(str(ProgramMissing(f"The Python package {error.name} is not installed")), ProgramMissing.exit_code)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _FULL:
                _stop(str(OutputError(f"What was to be written could not be ({error.strerror})")), OutputError.exit_code)
            _stop(f"the program met a fault of its own ({type(error).__name__}: {error}); --debug shows where", _FAULT)


def _called(name: str) -> str:
    """What the function of a command is called: a word of Python's own has a line behind it."""
    called = name.replace("-", "_")
    return f"{called}_" if iskeyword(called) else called


def _stop(message: str, exit_code: int) -> NoReturn:
    _log.error("%s", message)
    _log.debug("where it stopped", exc_info=True)
    sys.exit(exit_code)


@click.group(
    cls=_Boundary,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 120,
        "show_default": True,
        "auto_envvar_prefix": "DOJLETTERS",
    },
)
@click.version_option(__version__, prog_name="dojletters", allow_from_autoenv=False)
@shared_options
def cli() -> None:
    """Read letters and press releases of the U.S. Department of Justice into records that show where every value was read.

    \b
    Example:
      dojletters extract corpus/psp.pdf --output outputs
    """


def main() -> None:
    """The command `dojletters`."""
    with startup.program():
        cli(prog_name="dojletters")
