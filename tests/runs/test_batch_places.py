"""Where documents are found, and what is passed over."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import MissingFile, SourceError, TooLarge
from pipeline.runs.batch.job import Location
from pipeline.runs.batch.places import digest, find, read
from tests.batches import letter, letters, records, run, statuses


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working directory, with a folder `in` of three letters, one deeper than the others."""
    monkeypatch.chdir(tmp_path)
    letters(Path("in"), [1, 2])
    letters(Path("in/deeper"), [3])
    return Path("in")


def paths(*sources: str, **options: bool) -> list[str]:
    """The files that are read, sorted."""
    return sorted(found.place.path for found in find(sources, **options) if found.error is None)


def passed_over(*sources: str, **options: bool) -> dict[str, str]:
    """The files that are not, each with the code of its error."""
    return {found.place.path: found.error.code for found in find(sources, **options) if found.error is not None}


ALL = ["in/00001.txt", "in/00002.txt", "in/deeper/00003.txt"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("in", ALL, id="a folder"),
        pytest.param("in/00001.txt", ALL[:1], id="a file"),
        pytest.param("in/*.txt", ALL[:2], id="a glob"),
        pytest.param("in/**/*.txt", ALL, id="a glob into folders"),
        pytest.param("in/*.pdf", [], id="a glob that nothing matches"),
        pytest.param("file://in", ALL, id="an address of this machine"),
    ],
)
def test_sources(folder, source, expected):
    assert paths(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("in", ["00001.txt", "00002.txt", "deeper/00003.txt"], id="below the folder"),
        pytest.param("./in/", ["00001.txt", "00002.txt", "deeper/00003.txt"], id="however the folder is written"),
        pytest.param("in/deeper/00003.txt", ["00003.txt"], id="a file by its name"),
        pytest.param("in/*/*.txt", ["deeper/00003.txt"], id="below the folders without a star"),
        pytest.param("in/deeper/0*.txt", ["00003.txt"], id="a star in a name"),
    ],
)
def test_what_records_call_files(folder, source, expected):
    assert sorted(found.name for found in find([source])) == expected
    assert sorted(found.name for found in find([f"{Path.cwd()}/{source}"])) == expected


@pytest.mark.parametrize("source", ["gone", "in/gone.pdf", "@gone.txt", "nothing://here", "zip://::gone.zip", "s3://"])
def test_a_source_that_is_not_there(folder, source):
    with pytest.raises(SourceError):
        paths(source)


class TestLists:
    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            pytest.param(b"in/00001.txt\nin/deeper\n", [ALL[0], ALL[2]], id="lines"),
            pytest.param(b"in/00001.txt\r\n\r\nin/00002.txt", ALL[:2], id="ends of lines of Windows, an empty line"),
            pytest.param(b"in/two\nlines.txt\0in/00001.txt\0", [ALL[0], "in/two\nlines.txt"], id="ended by NUL"),
            pytest.param(b"in/*.txt\n", ["in/00001.txt", "in/00002.txt", "in/two\nlines.txt"], id="a glob in a list"),
            pytest.param(b"", [], id="empty"),
        ],
    )
    def test_entries(self, folder, content, expected):
        (folder / "two\nlines.txt").write_text(letter(9))
        Path("list").write_bytes(content)
        assert paths("@list") == expected

    def test_an_entry_that_is_not_there_stops_no_other(self, folder):
        Path("list").write_text("gone.pdf\nin/00001.txt\n")
        assert (paths("@list"), passed_over("@list")) == (ALL[:1], {"gone.pdf": "missing-file"})


class TestHostileFolders:
    def test_links(self, folder):
        Path("outside.txt").write_text("secret")
        Path("away").mkdir()
        Path("away/one.txt").write_text("secret")
        (folder / "inside.txt").symlink_to("00001.txt")
        (folder / "out.txt").symlink_to(Path("outside.txt").resolve())
        (folder / "up").symlink_to("../away")
        (folder / "nowhere.txt").symlink_to("gone")
        (folder / "circle.txt").symlink_to("circle.txt")
        (folder / "round").symlink_to(".")
        assert paths("in") == ["in/00001.txt", "in/00002.txt", "in/deeper/00003.txt", "in/inside.txt"]
        expected = {"in/circle.txt": "missing-file", "in/nowhere.txt": "missing-file", "in/out.txt": "link-outside"}
        assert passed_over("in") == expected | {"in/up": "link-outside"}
        assert paths("in", follow_links=True) == [*ALL, "in/inside.txt", "in/out.txt", "in/up/one.txt"]

    def test_pipes_and_sockets_are_not_waited_for(self, folder, tmp_path):
        os.mkfifo(folder / "pipe.pdf")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("in/socket.pdf")
            assert passed_over("in") == {"in/pipe.pdf": "not-a-file", "in/socket.pdf": "not-a-file"}
        run("in", tmp_path / "out", dry_run=True)

    def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(self, folder):
        os.mkfifo("pipe")
        assert read(Location("pipe"), 100) == b""

    def test_names(self, folder):
        for name in ("-rf.txt", "a\nb.txt", "x" * 240 + ".txt", os.fsdecode(b"\xff\xfe.txt"), "$(touch ran).txt", "=1+1.txt"):
            (folder / name).write_text(letter(len(name)))
        assert len(paths("in")) == 9
        assert not Path("ran").exists()

    def test_a_folder_deeper_than_a_program_may_call_itself(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        try:
            for _ in range(1100):
                os.mkdir("d")  # noqa: PTH102
                os.chdir("d")
            Path("letter.txt").write_text(letter(1))
            os.chdir(tmp_path)
            assert len(paths("d")) == 1
        finally:  # pytest itself could not remove it
            subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)

    def test_what_accompanies_documents_is_left_out(self, folder):
        for name in (".hidden.txt", "data.json", "README.md", "~$lock.txt"):
            (folder / name).write_text(letter(1))
        (folder / "page.html").write_text("<html><p>Dear Sheriff Orlowski:</html>")
        (folder / "page_files").mkdir()
        (folder / "page_files" / "script.txt").write_text("x")
        assert paths("in") == [*ALL, "in/page.html"]

    def test_all_this_in_one_run(self, folder, tmp_path):
        os.mkfifo(folder / "pipe.pdf")
        (folder / "out.txt").symlink_to("/etc/hostname")
        (folder / os.fsdecode(b"\xff\n.txt")).write_text(letter(50))
        done = run("in", tmp_path / "out")
        told = statuses(tmp_path / "out")
        assert (told["pipe.pdf"], told["out.txt"], done.exit_code) == ("skipped", "skipped", 0)
        assert done.counts["ok"] == 4
        assert run("in", tmp_path / "out").counts["skipped"] == 6


class TestZip:
    @pytest.fixture
    def archive(self, folder):
        with zipfile.ZipFile("letters.zip", "w") as target:
            for number in (1, 2):
                target.writestr(f"in/{number}.txt", letter(number))
            target.writestr("README.txt", "left out")
            target.writestr("../../outside.txt", letter(3))
            target.writestr("x::file:etc.txt", letter(4))
        return "letters.zip"

    @pytest.mark.parametrize("source", ["letters.zip", "zip://::letters.zip", "zip://::file://letters.zip"])
    def test_its_files_are_read(self, archive, tmp_path, source):
        assert run(source, tmp_path / "out").counts["ok"] == 3
        expected = {"1.txt": "ok", "2.txt": "ok", "outside.txt": "failed", "x::file:etc.txt": "ok"}
        assert statuses(tmp_path / "out") == expected  # a name that leads out is told
        assert sorted(record["source"]["file_name"] for record in records(tmp_path / "out"))[:2] == ["1.txt", "2.txt"]
        assert min(record["source"]["path"] for record in records(tmp_path / "out")) == "letters.zip!/in/1.txt"

    def test_its_names_are_names_only(self, archive):
        hashes = {digest(found.place, 1000) for found in find([archive])}
        with pytest.raises(MissingFile):
            digest(Location("x", "zip://::letters.zip", "not in it"), 1000)
        assert len(hashes) == 4

    def test_the_same_content_in_a_folder_is_a_duplicate(self, archive, tmp_path):
        assert run(["letters.zip", "in"], tmp_path / "out").counts["duplicate"] == 2
        assert run(["letters.zip", "in"], tmp_path / "out").counts["skipped"] == 5

    def test_a_bomb_is_too_large(self, folder, tmp_path):
        with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as target:
            target.writestr("bomb.txt", io.BytesIO(bytes(30_000_000)).getvalue())
        with pytest.raises(TooLarge):
            read(next(iter(find(["bomb.zip"]))).place, 1_000_000)
