"""The commands `calibrate`, `fit` and `genres`: what is fitted on documents with gold records, and what it is worth on others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from pipeline.cli.given import to_standard_output
from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.saying import say, say_json
from pipeline.config import Config
from pipeline.errors import InvalidRecords

_RISK = 0.01  # the promise of review-list that is tried
_folders = click.argument(
    "folders", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(exists=True, file_okay=False, path_type=Path)
)


def _effort(command: Callable[..., object]) -> Callable[..., object]:
    """The options of how much is made up for a fit."""
    options = (
        click.option("--made", type=click.IntRange(1), default=600, help="How many letters are made up for the zones."),
        click.option("--copies", type=click.IntRange(0), default=4, help="How many distorted copies of each document are read."),
        click.option("--seed", type=int, default=1, help="Other letters for another number."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _say(line: str) -> None:
    if not is_quiet():
        say(line, err=True)


@click.command()
@_folders
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="Write the table there; - prints it."
)
@click.option(
    "--weights", metavar="FILE", type=click.Path(path_type=Path), help="Also fit the weights of the signs; write them there."
)
@_effort
@shared_options
def calibrate(folders: tuple[Path, ...], output: Path, weights: Path | None, made: int, copies: int, seed: int) -> None:
    """Fit what confidence is read from, on documents with gold files beside them.

    The table counts how often each rule and each word of a scan is right. With --weights, the signs of a wrong value are weighed
    too, on the documents and on distorted copies of them, each read by zones that its genre had no part in; this takes minutes.

    \b
    Examples:
      dojletters calibrate corpus --output confidence.json
      dojletters calibrate corpus --output confidence.json --weights weights.json --made 40 --copies 4
    """
    from pipeline.quality.calibrate import calibrate as count
    from pipeline.quality.calibrate import save

    table = count(folders, Config())
    if str(output) == "-":
        to_standard_output("confidence.json", lambda path: save(table, path))
    else:
        save(table, output)
    if str(output) != "-" and not is_quiet():
        seen = sum(counts.seen for counts in table.rules.values()), sum(counts.seen for counts in table.words)
        say(f"{output}: {len(table.rules)} rules seen on {seen[0]} values, {seen[1]} words of scans")
    if weights is not None:
        from pipeline.quality import fitting, left_out

        found = left_out.read_all(folders, Config(), left_out.Effort(made, copies, seed), _say)
        try:
            model = left_out.fit_signs(found)
        except ValueError as error:
            raise InvalidRecords(f"Nothing can be fitted: {error}", remedy="Give more documents, or more --copies.") from error
        fitting.save(model, weights)
        if not is_quiet():
            say(f"{weights}: {len(model.weights)} signs weighed, a value less likely than {model.review} is up for review")


@click.command()
@_folders
@_effort
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Form of the table.")
@shared_options
def genres(folders: tuple[Path, ...], made: int, copies: int, seed: int, format: str) -> None:
    """Show how good documents of a genre are read that was left out of all that is fitted, each genre in turn.

    The folders hold documents with gold files beside them; what genre one is of, rules say (pipeline/quality/genres.json). The
    first table is of the documents, the second of distorted copies of them, in which more is wrong. This takes minutes.

    \b
    Examples:
      dojletters genres corpus --made 40 --copies 2
    """
    from pipeline.quality import left_out
    from pipeline.quality.examples import Example

    found = left_out.read_all(folders, Config(), left_out.Effort(made, copies, seed), _say)
    for line in left_out.judge(found):
        _say(line)
    parts: dict[str, Callable[[Example], bool]] = {
        "documents": lambda example: not example.copy,
        "copies": lambda example: example.copy > 0,
    }
    tables = {name: left_out.table(found, counts) for name, counts in parts.items()}
    if format == "json":
        say_json({name: [row._asdict() for row in rows] for name, rows in tables.items()})
    else:
        say("\n\n".join(left_out.render(rows) for rows in tables.values() if rows))
        for name, counts in parts.items():
            say(f"\n{name}: {left_out.render_splits(left_out.splits(found, counts, _RISK, seed), _RISK)}")


@click.command()
@click.option("--made", type=click.IntRange(1), default=1200, show_default=True, help="How many letters are made up.")
@click.option("--seed", type=int, default=1, show_default=True, help="Other letters for another number.")
@click.option(
    "--gold",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Letters with gold files, too.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the weights there, not where they are used; - prints them.",
)
@click.option(
    "--with",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Corrections: fit to the letters that you checked; kept only where it helps on letters held out.",
)
@shared_options
def fit(made: int, seed: int, gold: Path | None, output: Path | None, **checked: Path | None) -> None:
    """Fit the weights by which the zones of a letter are told, on letters made up by a grammar of the genre.

    With --with, zones and confidence are fitted to the letters that were checked in the folder of FILE. Each third of them is
    held out once and says whether it got better: if so, zones.crfsuite and weights.json are written into the folder --output
    (that of FILE), for `extract --zones` and `--weights`; what is no better is not written.

    \b
    Examples:
      dojletters fit --output zones.crfsuite
    """
    if (own := checked["with"]) is not None:  # no name that a parameter may have
        _fit_own(own, output, made, seed)
        return
    from extractors.structure.zones import MODEL
    from pipeline.quality import zones

    letters = [*zones.made(made, seed), *((labelled for _, _, labelled in zones.gold_letters(gold)) if gold else ())]
    if str(output) == "-":
        to_standard_output("zones.crfsuite", lambda path: zones.fit(letters, path))
        return
    zones.fit(letters, output or MODEL)
    if not is_quiet():
        say(f"{output or MODEL}: fitted on {len(letters)} letters")


def _fit_own(corrections: Path, output: Path | None, made: int, seed: int) -> None:
    from pipeline.quality.own_genre import WEIGHTS, ZONES, fit_own
    from pipeline.records.corrections import read
    from pipeline.report import load

    records, files = load(corrections.parent)
    folder = output or corrections.parent
    done = fit_own(records, files, read(corrections), folder, made, seed)
    say(f"{done.letters} checked letters, each judged by what was fitted on others:")
    told = [(done.zones, ZONES, "zones", "F1 of the most important values")]
    if done.doubt is None:
        say("all values were right: nothing to learn for confidence")
    else:
        told.append((done.doubt, WEIGHTS, "weights", "how far confidence is from what is right (log loss)"))
    for compared, name, option, what in told:
        say(f"{what} {compared.before:.4f} -> {compared.after:.4f}")
        if compared.better:
            file = folder / name
            say(f'{file}: written. Use it with --{option} {file}, or {option} = "{file}" under [extract] in dojletters.toml')
        else:
            say(f"Not better: no {name} was written.")
