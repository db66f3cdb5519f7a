"""The commands `cache`, `doctor` and `completion`: the machine on which the others run."""

from __future__ import annotations

import click

from pipeline.cli.options import shared_options
from pipeline.cli.saying import say, say_json

_MILLION = 1_000_000


@click.command()
@click.option("--clear", is_flag=True, help="Take all pages out of it.")
@shared_options
def cache(clear: bool) -> None:
    """Look at the cache of recognised pages, or clear it. `DOJLETTERS_CACHE` names another folder for it.

    \b
    Examples:
      dojletters cache
      dojletters cache --clear
    """
    from pipeline.ocr.cache import PageCache

    kept = PageCache()
    if clear:
        say(f"{kept.info().path}: {kept.clear()} pages removed")
        return
    info = kept.info()
    say(f"{info.path}: {info.pages} pages, {info.bytes / _MILLION:.1f} of at most {info.max_bytes / _MILLION:.0f} MB")


@click.command()
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Form of the answer.")
@shared_options
def doctor(format: str) -> None:
    """Say what is installed, what is missing, and how to get it.

    The exit code is 3 if something is missing that is needed.

    \b
    Examples:
      dojletters doctor
      dojletters doctor --format json
    """
    from pipeline.cli.doctor import examine, exit_code, render, to_json

    checks = examine()
    say_json(to_json(checks)) if format == "json" else say(render(checks))
    click.get_current_context().exit(exit_code(checks))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@shared_options
def completion(shell: str) -> None:
    """Print the script by which a shell completes commands, options and their values (bash 4.4 or later, zsh, fish).

    \b
    Examples:
      eval "$(dojletters completion bash)"
      dojletters completion zsh > ~/.dojletters-completion.zsh
      dojletters completion fish > ~/.config/fish/completions/dojletters.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is None:
        raise click.BadParameter(f"there is no completion for {shell}", param_hint="SHELL")
    root = click.get_current_context().find_root()
    say(script(root.command, {}, "dojletters", "_DOJLETTERS_COMPLETE").source())
