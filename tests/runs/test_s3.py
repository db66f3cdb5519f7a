"""Sources in S3, on a server of our own."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.runs.batch.places import find
from tests.batches import letter, letters, records, run, statuses, summary

moto_server = pytest.importorskip("moto.server")
s3fs = pytest.importorskip("s3fs")


@pytest.fixture(scope="module")
def server():
    running = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server, monkeypatch, tmp_path):
    """The bucket `drop` with three letters, one deeper than the others."""
    for name, value in {
        "AWS_ENDPOINT_URL": server, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(tmp_path / "none"), "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    files = s3fs.S3FileSystem(skip_instance_cache=True)
    if files.exists("drop"):
        files.rm("drop", recursive=True)
    files.mkdir("drop")
    for name, number in {"1.txt": 1, "2.txt": 2, "deeper/3.txt": 3, "deeper/data.json": 4}.items():
        files.pipe(f"drop/{name}", letter(number).encode())
    return files


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("s3://drop", ["s3://drop/1.txt", "s3://drop/2.txt", "s3://drop/deeper/3.txt"]),
        ("s3://drop/deeper", ["s3://drop/deeper/3.txt"]),
        ("s3://drop/*.txt", ["s3://drop/1.txt", "s3://drop/2.txt"]),
        ("s3://drop/2.txt", ["s3://drop/2.txt"]),
    ],
)
def test_sources(bucket, source, names):
    assert sorted(found.place.path for found in find([source])) == names


@pytest.mark.parametrize("source", ["s3://no-such-bucket", "s3://drop/no-such-folder"])
def test_what_is_not_there(bucket, source):
    with pytest.raises(SourceError):
        list(find([source]))


def test_the_records_are_those_of_the_same_files_here(bucket, tmp_path):
    letters(tmp_path / "in", [1, 2])
    run("s3://drop/*.txt", tmp_path / "there")
    run(tmp_path / "in", tmp_path / "here")
    assert sorted(record["source"]["path"] for record in records(tmp_path / "there")) == ["1.txt", "2.txt"]
    there, here = ([{**r, "source": None} for r in records(tmp_path / name)] for name in ("there", "here"))
    assert there == here != []


def test_what_changed_there_is_done_again(bucket, tmp_path):
    assert run("s3://drop", tmp_path / "out").counts["ok"] == 3
    bucket.pipe("drop/2.txt", letter(22).encode())
    bucket.rm("drop/1.txt")
    run("s3://drop", tmp_path / "out")
    assert statuses(tmp_path / "out") == {"2.txt": "ok", "3.txt": "skipped"}
    assert summary(tmp_path / "out")["vanished"] == ["s3://drop/1.txt"]
