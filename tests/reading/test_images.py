from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import DojlettersError, EmptyFile, EncryptedFile, TooLarge, TruncatedFile
from pipeline.reading.images import PageRenderer, frames
from tests.pdfs import box, pdf, picture, show
from tests.reading.test_pdf import encrypted


def saved(kind: str, *images: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    images[0].save(out, kind, **({"save_all": True, "append_images": images[1:]} if kind == "TIFF" else {}), **options)
    return out.getvalue()


def sheet(width: int = 850, height: int = 1100, mode: str = "L") -> Image.Image:
    """White paper with a black square in its upper left corner."""
    image = Image.new("L", (width, height), 255)
    image.paste(0, (0, 0, width // 5, height // 5))
    return image.convert(mode)


def render(content: str, **options: object) -> tuple[tuple[int, ...], float, tuple[float, float], np.ndarray]:
    with PageRenderer(pdf(content, **options)) as renderer:  # type: ignore[arg-type]
        page = renderer.render(1)
    return page.image.shape, page.dpi, (page.width, page.height), page.image


@pytest.mark.parametrize(
    ("content", "points", "told"),
    [
        pytest.param(picture(), 612.0, True, id="17 pixels across a page"),
        pytest.param(picture(0, 0, 7.2, 9.3), 7.2, False, id="170 dpi"),
        pytest.param(picture(0, 0, 72, 20) + show(72, 700, "x"), 612.0, False, id="a small picture beside type"),
        pytest.param(show(72, 700, "x"), 612.0, False, id="type alone"),
    ],
)
def test_a_coarse_scan_is_said_to_be_coarse(content: str, points: float, told: bool) -> None:
    with PageRenderer(pdf(content, media=(0, 0, points, points * 1.3))) as renderer:
        assert any(note.startswith("low-resolution") for note in renderer.render(1).notes) is told


@pytest.mark.parametrize(("dpi", "told"), [(65, True), (150, False)])
def test_a_coarse_picture_is_said_to_be_coarse(dpi: int, told: bool) -> None:
    (page,) = frames(saved("PNG", sheet(), dpi=(dpi, dpi)))
    assert any(note.startswith("low-resolution") for note in page.notes) is told


def test_a_page_is_rendered_at_its_scan_s_resolution_within_bounds() -> None:
    """The picture of these files has 17 by 22 pixels: over 0.1 by 0.13 inch it is a scan of 170 dpi, over a page one of 2."""
    assert render(picture())[1] == 150  # never so coarse that letters lose their shape
    assert render(show(72, 700, "x"))[1] == 300  # type that is drawn
    small = pdf(picture(0, 0, 7.2, 9.3), media=(0, 0, 7.2, 9.3))
    with PageRenderer(small) as renderer:
        assert renderer.render(1).dpi == pytest.approx(170, abs=1)


def test_a_page_is_rendered_as_displayed() -> None:
    shape, dpi, size, image = render(box(0, 692, 100, 100, 0), rotate=90)
    assert (shape, dpi, size) == ((2550, 3300), 300, (792, 612))
    assert image.dtype == np.uint8
    assert image[200, -200] < 10 and image[200, 200] > 245  # the upper left corner has gone to the right


def test_a_huge_page_is_rendered_more_coarsely() -> None:
    with PageRenderer(pdf("", media=(0, 0, 10_000, 10_000)), max_pixels=1_000_000) as renderer:
        page = renderer.render(1)
    assert page.image.size <= 1_010_000 and page.notes


def test_an_encrypted_pdf_is_refused() -> None:
    with pytest.raises(EncryptedFile):
        PageRenderer(encrypted("secret", "owner"))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_any_kind_of_pixel_becomes_grey(mode: str) -> None:
    image = sheet(mode=mode) if mode != "I;16" else Image.fromarray(np.asarray(sheet(), np.uint16) * 257)
    (page,) = frames(saved("PNG", image))
    assert page.image.dtype == np.uint8 and page.image.shape == (1100, 850)
    assert page.image[50, 50] < 10 and page.image[-50, -50] > 245


def test_what_is_transparent_is_white() -> None:
    (page,) = frames(saved("PNG", Image.new("RGBA", (85, 110), (0, 0, 0, 0))))
    assert page.image.min() == 255


@pytest.mark.parametrize(
    ("image", "options", "dpi", "size"),
    [
        pytest.param(sheet(), {"dpi": (100, 100)}, 100, (612, 792), id="told by the file"),
        pytest.param(sheet(1700, 2200), {}, 200, (612, 792), id="estimated from Letter paper"),
        pytest.param(sheet(2200, 1700), {}, 200, (792, 612), id="estimated lying on its side"),
        pytest.param(sheet(2550, 3300), {"dpi": (72, 72)}, 300, (612, 792), id="72 dpi would be a poster"),
        pytest.param(sheet(2550, 3300), {"dpi": (1, 1)}, 300, (612, 792), id="a dot an inch"),
        pytest.param(sheet(1728, 1078), {"dpi": (204, 98)}, 204, (609.88, 792), id="a coarse fax"),
    ],
)
def test_resolution(image: Image.Image, options: dict[str, object], dpi: float, size: tuple[float, float]) -> None:
    (page,) = frames(saved("TIFF", image, **options))
    assert page.dpi == pytest.approx(dpi, rel=0.01)
    assert (page.width, page.height) == pytest.approx(size, rel=0.01)
    assert page.image.shape[0] / page.image.shape[1] == pytest.approx(size[1] / size[0], rel=0.01)  # square pixels


def test_pages_of_a_tiff_come_in_order() -> None:
    pages = list(frames(saved("TIFF", sheet(), sheet(400, 500), dpi=(100, 100))))
    assert [(page.number, page.image.shape) for page in pages] == [(1, (1100, 850)), (2, (500, 400))]


def test_exif_rotation_is_honoured() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to display
    (page,) = frames(saved("JPEG", sheet(), exif=exif, dpi=(100, 100)))
    assert page.image.shape == (850, 1100)
    assert page.image[50, -50] < 30  # the upper left corner has gone to the right


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyFile, id="empty"),
        pytest.param(saved("PNG", sheet())[:200], TruncatedFile, id="a cut PNG"),
        pytest.param(saved("JPEG", sheet())[:900], TruncatedFile, id="a cut JPEG"),
        pytest.param(b"II*\x00" + bytes(30), TruncatedFile, id="a TIFF without pages"),
        pytest.param(saved("PNG", Image.new("1", (2_000, 2_000))), TooLarge, id="too many pixels"),
        pytest.param(saved("PNG", Image.new("1", (30_000, 30_000))), TooLarge, id="a bomb"),
    ],
)
def test_what_cannot_be_decoded_says_so(data: bytes, error: type[DojlettersError]) -> None:
    with pytest.raises(error):
        list(frames(data, max_pixels=2_000_000))


def test_too_many_frames() -> None:
    with pytest.raises(TooLarge):
        list(frames(saved("TIFF", sheet(), sheet(), sheet()), max_pages=2))


def tagged(kind: str, **options: object) -> bytes:
    return saved(kind, sheet(34, 44), **options)


@pytest.mark.parametrize(
    ("data", "read"),
    [
        pytest.param(tagged("JPEG", exif=b"Exif\0\0MO\0*\0\0\0\x08"), True, id="EXIF data that are none"),
        pytest.param(tagged("TIFF").replace(b"\x00\x01\x04\x00\x01", b"\x99\x01\x04\x00\x01", 1), False, id="no width"),
        pytest.param(tagged("PNG")[:60], False, id="broken off"),
    ],
)
def test_damage_is_an_error_of_ours_where_it_cannot_be_passed_over(data: bytes, read: bool) -> None:
    if read:
        assert [page.image.shape for page in frames(data)] == [(44, 34)]
    else:
        with pytest.raises(TruncatedFile):
            list(frames(data))
