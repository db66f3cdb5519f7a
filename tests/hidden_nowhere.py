"""No hidden word leaves the house: files that hide a name, and scans of them, go through the commands that write, and all that was
written is opened and searched for it. `python -m tests.hidden_nowhere` does it with twenty variants of each way and every fifth of
them scanned besides (COUNT and EVERY as arguments).
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import img2pdf
import pyarrow.parquet as pq
import pypdfium2
from click.testing import CliRunner, Result

from pipeline.cli import cli
from pipeline.export.targets import ENDINGS
from tests import hiding
from tests.hiding_variants import HIDDEN, variants

DPI = 200
UNPRINTED = {"mark for redaction"}  # until it is applied, a printer shows what is below
PICTURES = {".png", ".jpg", ".webp"}


def scanned(data: bytes) -> bytes:
    """A PDF with the picture of its first page alone."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(data) as file:
        file.init_forms()  # fields are drawn of pages that are opened after it
        file[0].render(scale=DPI / 72).to_pil().convert("L").save(out, "PNG", dpi=(DPI, DPI))
    return bytes(img2pdf.convert(out.getvalue()))


def write(
    folder: Path, kinds: tuple[str, ...], count: int, scan_every: int, ways: int | None = None, seed: int = 0
) -> dict[str, str]:
    """Write `count` variants of each way (of the first `ways`), and a scan of every so many; what each file does, by its name."""
    made: dict[str, str] = {}
    scans = set[bytes]()
    for kind in kinds:
        for way in islice(getattr(hiding, kind)(), ways):
            for changes, data in islice(variants(way, seed), count):
                name = f"{kind}-{len(made):05}"
                made[f"{name}.pdf"] = f"{kind}: {way.name}: {changes}"
                (folder / f"{name}.pdf").write_bytes(data)
                if not scan_every or len(made) % scan_every or way.name in UNPRINTED:
                    continue
                scan = scanned(data)
                if scan not in scans:  # what is covered alike looks alike, and a file that is given twice is read once
                    scans.add(scan)
                    made[f"{name}-scan.pdf"] = f"scan of {kind}: {way.name}: {changes}"
                    (folder / f"{name}-scan.pdf").write_bytes(scan)
    return made


def commands(files: Path, out: Path) -> Iterator[tuple[str, Result]]:
    """Run what writes or prints, each with all that it can say."""
    runner = CliRunner()

    def run(*words: object) -> tuple[str, Result]:
        return str(words[0]), runner.invoke(cli, ["-vv", *map(str, words)], prog_name="dojletters")

    records = out / "records"
    yield run("extract", files, "--output", records, "--no-cache")
    exports = [out / "exports" / f"a{ending}" for ending in ENDINGS]
    yield run("export", records, *(word for path in exports for word in ("--to", path)))
    yield run("report", records, "--output", out / "report.html")
    yield run("show", records)
    yield run("review-list", records)
    yield run("redactions", records)


def opened(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of every file in a folder, of what lies packed in it too; of pictures nothing."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix in PICTURES:
            continue
        yield path.name, path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".parquet":
            yield path.name, json.dumps(pq.read_table(path).to_pylist(), default=str)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path.name}/{name}", archive.read(name).decode("utf-8", "replace")) for name in archive.namelist())


def leaks(files: Path, out: Path) -> list[str]:
    """What says a hidden word, or failed; empty if nothing does."""
    found = []
    for command, result in commands(files, out):
        if result.exception and not isinstance(result.exception, SystemExit):
            found.append(f"{command}: {result.exception!r}")
        found += [f"what {command} prints: {word}" for word in _hidden(result.output)]
    return found + [f"{name}: {word}" for name, text in opened(out) for word in _hidden(text)]


def _hidden(text: str) -> set[str]:
    folded = text.casefold()
    return {word for word in HIDDEN if word.casefold() in folded}


def wrong(made: dict[str, str], records: Path) -> list[str]:
    """The files whose record does not show what their page does."""
    texts: dict[str, str] = {}
    covers: dict[str, int] = {}
    for line in records.read_text("utf-8").splitlines():
        record = json.loads(line)
        name = record["source"]["file_name"]
        texts[name] = texts.get(name, "") + record["text"]
        covers[name] = covers.get(name, 0) + len(record["redactions"])
    return [does for name, does in made.items() if not _is_right(does, texts.get(name, ""), covers.get(name, 0))]


def _is_right(does: str, text: str, covers: int) -> bool:
    if "showing" in does:
        return all(word in text for word in HIDDEN) and covers == 0
    seen = 0 if "hiding" in does or ("scan" in does and "white" in does) else 1  # nobody sees white on white
    return not _hidden(text) and covers == text.count("█") == seen


def main(count: int = 20, scan_every: int = 5) -> None:
    for kinds in (("covering", "hiding"), ("showing",)):
        with tempfile.TemporaryDirectory() as folder:
            files, out = Path(folder) / "files", Path(folder) / "out"
            files.mkdir()
            made = write(files, kinds, count, scan_every)
            told = leaks(files, out)
            if kinds != ("showing",):
                print("\n".join([*told, f"{len(told)} places with a hidden word, of {len(made)} files"]))
            failed = wrong(made, out / "records" / "records.jsonl")
            scans = [does for does in made.values() if does.startswith("scan")]
            print("\n".join([*failed, f"{len(made) - len(failed)} of {len(made)} records right, {len(scans)} of them of scans"]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
