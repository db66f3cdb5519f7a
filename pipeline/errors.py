"""The ways a file or a run can fail: each has its class, its exit code and a sentence on what to do next.

An exception means that this file cannot go on; a doubt about a file that can go on is a `pipeline.issues.Issue`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar


class DojlettersError(Exception):
    """What every error of ours is: `code` is a stable slug, `exit_code` what the command ends with if nothing else could be read.

    `problem` says what is wrong, `remedy` what to do about it; `str()` gives both. `path` is the file it happened to, if known.
    """

    code: ClassVar[str] = "error"
    exit_code: int = 4
    problem: ClassVar[str] = "The file could not be read."
    remedy: str = "Run again with --debug to see where it stopped."

    def __init__(self, detail: str | None = None, *, remedy: str | None = None, path: str | None = None) -> None:
        """`detail` takes the place of the class's `problem`, `remedy` of its remedy, where more is known."""
        self.detail = detail or self.problem
        self.remedy = remedy or self.remedy
        self.path = path
        super().__init__(self.detail)

    def __str__(self) -> str:
        """What is wrong and what to do about it, on one line."""
        return f"{self.detail.rstrip('.')}. {self.remedy}".rstrip()


def told(code: str, message: str) -> DojlettersError:
    """The error that was told as its code and its words, by another process."""
    kind = next((kind for kind in _kinds(DojlettersError) if kind.code == code), DojlettersError)
    error = kind(message.removesuffix(kind.remedy).rstrip())
    error.remedy = kind.remedy if message.endswith(kind.remedy) else ""
    return error


def _kinds(kind: type[DojlettersError]) -> Iterator[type[DojlettersError]]:
    for found in kind.__subclasses__():
        yield found
        yield from _kinds(found)


class MissingFile(DojlettersError):
    """The path names nothing, or nothing that may be read."""

    code = "missing-file"
    problem = "There is no such file, or it may not be read."
    remedy = "Check the path and its permissions."


class EmptyFile(DojlettersError):
    """The file has no bytes."""

    code = "empty-file"
    problem = "The file is empty (0 bytes)."
    remedy = "Copy or download it again."


class UnsupportedFile(DojlettersError):
    """The bytes are of no kind that is read, whatever the name says."""

    code = "unsupported-file"
    problem = "The file is neither a PDF nor a page image nor text, whatever its name says."
    remedy = "Save it as PDF, TIFF, PNG, JPEG, HTML or plain text."


class EncryptedFile(DojlettersError):
    """A password is needed to open the file."""

    code = "encrypted-file"
    problem = "The file is encrypted and needs a password."
    remedy = "Give it with --password (which asks for it) or --password-file FILE, or save a copy without a password."


class TruncatedFile(DojlettersError):
    """The file breaks off or is damaged so that no page can be read."""

    code = "truncated-file"
    problem = "The file is truncated or damaged: its end or its page table is missing."
    remedy = "Copy or download it again; `qpdf IN.pdf OUT.pdf` repairs some files."


class TooLarge(DojlettersError):
    """The file is beyond a limit of the configuration: bytes, also of what is compressed in it, pages or pixels."""

    code = "too-large"
    problem = "The file is larger than the limits allow."
    remedy = "Split it, or raise the limit (--max-pages, --max-megabytes, --max-megapixels, --max-stream-megabytes)."


class NoSuchPage(DojlettersError):
    """None of the pages asked for is in the file."""

    code = "no-such-page"
    problem = "None of the pages asked for is in the file."
    remedy = "See --pages."


class NoTextFound(DojlettersError):
    """Every page was read and none has a word on it."""

    code = "no-text-found"
    problem = "No text was found on any page."
    remedy = "Look at the pages: they may be blank or too faint; if OCR was off (--ocr never), allow it."


class OcrTimeout(DojlettersError):
    """OCR of a page took longer than the page's time limit."""

    code = "ocr-timeout"
    problem = "Text recognition of a page took longer than its time limit."
    remedy = "Raise the limit with --page-seconds, or scan the page at 300 dpi."


class OcrFailed(DojlettersError):
    """The OCR program ended with an error."""

    code = "ocr-failed"
    problem = "The text recognition program ended with an error."
    remedy = "Run `tesseract --list-langs` to see that it works and has the language asked for."


class NotAFile(DojlettersError):
    """What was found in a folder is a pipe, a device or a socket."""

    code = "not-a-file"
    problem = "This is a pipe, a device or a socket, and was passed over."
    remedy = "Copy what it gives into a file, if it is to be read."


class LinkOutside(DojlettersError):
    """A symbolic link leads out of its source folder."""

    code = "link-outside"
    problem = "This link leads out of the source folder and was not followed."
    remedy = "Use --follow-links if the links of this folder can be trusted."


class UnsafeMember(DojlettersError):
    """A member of an archive is a link, or has a name that leads out of the archive."""

    code = "unsafe-member"
    problem = "The member's name leads out of its archive, so it was not read."
    remedy = "If the archive can be trusted, unpack it and give the file itself."


class FileChanged(DojlettersError):
    """The file is not what it was when the run began."""

    code = "file-changed"
    problem = "The file changed while it was read."
    remedy = "The next run reads it again."


class TimeLimit(DojlettersError):
    """A document took longer than its limit; its processes were ended."""

    code = "time-limit"
    problem = "The document took longer than its time limit."
    remedy = "Raise --seconds and run with --retry-failed."


class MemoryLimit(DojlettersError):
    """A document needed more memory than its limit."""

    code = "memory-limit"
    problem = "The document needed more memory than its limit."
    remedy = "Raise --memory-megabytes and run with --retry-failed."


class Crashed(DojlettersError):
    """The process of a document ended without a result."""

    code = "crashed"
    problem = "The process that read this document crashed."
    remedy = "Look at the file with `dojletters extract --debug`; --retry-failed tries it again."


class TesseractMissing(DojlettersError):
    """A page needs OCR and there is no Tesseract."""

    code = "tesseract-missing"
    exit_code = 3
    problem = "A page has to be recognised from its image, and Tesseract is not installed."
    remedy = (
        "Install it (`pip install 'dojletters[ocr]'`; Debian and Ubuntu: `apt-get install tesseract-ocr`; "
        "Mac: `brew install tesseract`) or use --ocr never."
    )


class ProgramMissing(DojlettersError):
    """A part of the Python environment is not installed."""

    code = "program-missing"
    exit_code = 3
    problem = "A needed Python package is not installed."
    remedy = "Run `make run` or `make test` once: they set everything up; or `pip install -e .` in your own environment."


class ConfigError(DojlettersError):
    """A setting has a value that makes no sense."""

    code = "config-error"
    exit_code = 2
    problem = "A setting has a value that cannot be used."
    remedy = "See `dojletters extract --help` for what each option takes."


class InvalidRecords(DojlettersError):
    """A file given as records holds no JSON records."""

    code = "invalid-records"
    problem = "The file holds no JSON records."
    remedy = "Give a records.jsonl or records.json that `dojletters extract` wrote."


class OutputError(DojlettersError):
    """The outputs could not be written."""

    code = "output-error"
    exit_code = 2
    problem = "The outputs could not be written."
    remedy = "Check that the output folder may be written and that the disk is not full."


class SourceError(DojlettersError):
    """A source of a batch is not there or cannot be listed."""

    code = "source-error"
    exit_code = 2
    problem = "The source cannot be listed."
    remedy = "Check the address, that it may be read, and that the package for its protocol is installed (s3:// needs s3fs)."


class ClusterError(DojlettersError):
    """The cluster does not answer, has no worker, or its workers are of another version."""

    code = "cluster-error"
    exit_code = 2
    problem = "The cluster cannot be used."
    remedy = (
        "Start `dask scheduler` and `dask worker` with the same version of dojletters, and run again: what is done stays done."
    )


class SiteFailed(DojlettersError):
    """The Department's site did not give what it was asked for, however often it was asked."""

    code = "site-failed"
    exit_code = 2
    problem = "The site did not answer as it should."
    remedy = "Run the same command later: what was fetched is kept, and it goes on from there."


class Busy(DojlettersError):
    """Another run works on the same output folder."""

    code = "busy"
    exit_code = 5
    problem = "Another run works on this output folder."
    remedy = "Wait until it has ended, or give another --output."


class Interrupted(DojlettersError):
    """The run was told to end; `exit_code` is 128 and the signal's number."""

    code = "interrupted"
    exit_code = 143
    problem = "The run was told to end before all was done."
    remedy = "What is done is kept; the same command goes on."


class UnexpectedFailure(DojlettersError):
    """A fault in the program itself, met while a file was read; the other files go on."""

    code = "unexpected-failure"
    problem = "The program met a fault of its own while reading this file."
    remedy = "Run again with --debug on this file alone and report what it prints."
