"""What all commands share: the options of the logs, and the file that options can be set in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
from click.core import ParameterSource

from pipeline import logs
from pipeline.cli.given import Command

if TYPE_CHECKING:
    from pipeline.cli.settings import OptionSetting

SETTINGS_FILE = "dojletters.toml"


def shared_options(command: Command) -> Command:
    """What every command takes, before its name or after it."""
    shared = partial(click.option, expose_value=False, is_eager=True, callback=_set_logs)
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    for add in (
        shared("--debug", is_flag=True, help="Say everything, and show the traceback of an error."),
        shared("--log-format", type=click.Choice(get_args(logs.LogFormat)), help="Form of the log lines."),
        shared("-q", "--quiet", is_flag=True, help="Only errors: no summary and no progress bar."),
        shared("-v", "--verbose", count=True, help="Say what is done; -vv says everything.", show_default=False),
        # The last one added is the first one looked at: what the others are if they are not given stands in the file.
        shared(
            "--config",
            metavar="FILE",
            type=file,
            help=f"Settings file.  [default: {SETTINGS_FILE}, if there is one]",
            callback=_read_settings,
        ),
    ):
        command = add(command)
    return command


def is_quiet() -> bool:
    """Whether the summary and the progress bar are unwanted (`--quiet`)."""
    return bool(_kept(click.get_current_context(), "quiet"))


def origin(error: click.UsageError) -> str:
    """Where a wrong value was set, if not on the command line: a sentence with a space before it, else nothing."""
    parameter = getattr(error, "param", None)
    if error.ctx is None or parameter is None:
        return ""
    source = error.ctx.get_parameter_source(parameter.name)
    if source is ParameterSource.ENVIRONMENT:
        return f" The environment variable {error.ctx.auto_envvar_prefix}_{parameter.name.upper()} says so."
    if source is ParameterSource.DEFAULT_MAP:
        return f" The file {_settings_file(error.ctx)} says so."
    return ""


def _set_logs(context: click.Context, parameter: click.Parameter, value: object) -> None:
    _keep(context, parameter, value)
    verbose = _kept(context, "verbose")
    verbosity = 2 if _kept(context, "debug") else -1 if _kept(context, "quiet") else verbose if isinstance(verbose, int) else 0
    logs.configure(verbosity, "json" if _kept(context, "log_format") == "json" else "text")


def _read_settings(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    """Take the command's options from the settings file; the group itself only keeps which one it is."""
    _keep(context, parameter, value)
    root, file = context.find_root(), _settings_file(context)
    if context is root or file is None:
        return
    from pipeline.cli.settings import load  # it costs more than all of `--help`, and most calls have no such file

    assert isinstance(root.command, click.Group)
    commands = {name: root.command.get_command(root, name) for name in root.command.list_commands(root)}
    known = {name: _settings_of(command) for name, command in commands.items() if command is not None}
    found = load(file, known)[str(context.info_name)]
    context.default_map = {name.replace("-", "_"): setting for name, setting in found.items()}


def _settings_file(context: click.Context) -> Path | None:
    here = Path(SETTINGS_FILE)
    kept = _kept(context, "config")
    return kept if isinstance(kept, Path) else here if here.is_file() else None


def _settings_of(command: click.Command) -> dict[str, OptionSetting]:
    """The options of a command that a file can set."""
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option) and parameter.name != "config"]
    return {str(option.name).replace("_", "-"): _setting(option) for option in options}


def _setting(option: click.Option) -> OptionSetting:
    from pipeline.cli.settings import OptionSetting

    kinds = {click.types.BoolParamType: bool, click.types.IntParamType: int, click.types.FloatParamType: float}
    kind = next((kind for of_click, kind in kinds.items() if isinstance(option.type, of_click)), str)
    choices = tuple(option.type.choices) if isinstance(option.type, click.Choice) else ()
    return OptionSetting(kind, choices, option.multiple)


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Keep the value of a shared option unless one that counts for more was kept; of two equal ones the last counts."""
    kept: dict[str, tuple[int, object]] = context.find_root().ensure_object(dict)
    name = str(parameter.name)
    source = context.get_parameter_source(name) or ParameterSource.DEFAULT
    if source is not ParameterSource.DEFAULT and (name not in kept or source <= kept[name][0]):
        kept[name] = source, value


def _kept(context: click.Context, name: str) -> object:
    kept: dict[str, tuple[int, object]] = context.find_root().ensure_object(dict)
    return kept[name][1] if name in kept else None
