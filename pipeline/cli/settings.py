"""The settings file `dojletters.toml`: options of the commands, all of them looked at before any is used."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import ConfigError

_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "a text in quotation marks"}


@dataclass(frozen=True, slots=True)
class OptionSetting:
    """What an option takes: values of `kind` (bool, int, float, str), of `choices` if there are any, a list of them if `many`."""

    kind: type
    choices: tuple[str, ...] = ()
    many: bool = False

    def problem(self, value: object) -> str | None:
        """What is wrong with `value`, `None` if nothing is."""
        values = value if self.many and isinstance(value, list) else [value]
        if self.many is not isinstance(value, list) or not all(self._is_of_kind(one) for one in values):
            return f"is {_shown(value)}; it must be {'a list, each ' if self.many else ''}{_NAMES[self.kind]}"
        strange = next((one for one in values if self.choices and one not in self.choices), None)
        return None if strange is None else f"is {_shown(strange)}; it must be one of {', '.join(self.choices)}"

    def _is_of_kind(self, value: object) -> bool:
        return type(value) is self.kind or (self.kind is float and type(value) is int)


def load(path: Path, commands: Mapping[str, Mapping[str, OptionSetting]]) -> dict[str, dict[str, object]]:
    """The options set for each command, by their names without the dashes in front (`max-pages`).

    A table of the file is a command; the keys above the tables are options that all commands have, and a command's own table
    counts for more. Raises ConfigError, with the path, for a file that is no TOML, a key that is no option, or a wrong value.
    """
    try:
        return _sorted_out(_read(path), commands)
    except ConfigError as error:
        error.path = str(path)
        raise


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"The file cannot be read ({error.strerror})", remedy="Check the path and its permissions.") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            f"The file is no TOML: {error}", remedy='Write lines such as `ocr = "never"` under [extract].'
        ) from error


def _sorted_out(found: Mapping[str, object], commands: Mapping[str, Mapping[str, OptionSetting]]) -> dict[str, dict[str, object]]:
    shared = set.intersection(*(set(options) for options in commands.values()))
    for name, value in found.items():
        if name not in shared and (name not in commands or not isinstance(value, dict)):
            raise _unknown_on_top(name, commands, shared)
    on_top = {name: value for name, value in found.items() if name in shared}
    own = {name: value for name, value in found.items() if isinstance(value, dict)}
    for name, options in commands.items():
        _check(f"[{name}] ", own.get(name, {}), options)
        _check("", on_top, options)
    return {name: on_top | own.get(name, {}) for name in commands}


def _check(where: str, values: Mapping[str, object], options: Mapping[str, OptionSetting]) -> None:
    for key, value in values.items():
        if key not in options:
            raise ConfigError(
                f"{where}has no key {_shown(key)}", remedy=_nearest(key, options) or f"Its keys are {_listed(options)}."
            )
        if problem := options[key].problem(value):
            raise ConfigError(f"{where}{key} {problem}", remedy="Write that instead, or take the line out.")


def _unknown_on_top(name: str, commands: Mapping[str, Mapping[str, OptionSetting]], shared: set[str]) -> ConfigError:
    if name in commands:
        return ConfigError(f"{_shown(name)} is a command, not a key", remedy=f"Write [{name}] on a line, and its options below.")
    owners = [command for command, options in commands.items() if name in options]
    if owners:
        return ConfigError(f"{_shown(name)} stands above the tables", remedy=f"Put it below [{'] or ['.join(owners)}].")
    remedy = _nearest(name, [*commands, *shared])
    return ConfigError(
        f"{_shown(name)} is no command, and no option of all commands",
        remedy=remedy or f"The commands are {_listed(commands)}; options of all commands are {_listed(sorted(shared))}.",
    )


def _nearest(name: str, names: Iterable[str]) -> str | None:
    """A suggestion, if there is something like `name`."""
    near = get_close_matches(name.replace("_", "-").lower(), list(names), n=1)
    return f"Did you mean {near[0]}?" if near else None


def _shown(value: object) -> str:
    """A value as the file has it, nearly."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
