"""Which characters bytes mean: the charsets of the WHATWG Encoding Standard, as browsers know them, and no others."""

from __future__ import annotations

import webencodings

from pipeline.reading.plaintext import decode

_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def decoded(data: bytes, label: str = "") -> str:
    """The text in `data`, read as the charset `label` says where that is one and fits, else as its bytes tell.

    Python knows more codecs than there are charsets (`punycode`, `unicode_escape`, `undefined`), which no page means and some of
    which take a time that grows with the square of the text.
    """
    encoding = webencodings.lookup(label) if label else None
    if encoding is not None and encoding.name not in ("replacement", "x-user-defined") and not data.startswith(_MARKS):
        try:
            return str(encoding.codec_info.decode(data, "strict")[0])
        except UnicodeDecodeError:
            pass
    return decode(data, strict=True) or data.decode("utf-8", "replace")
