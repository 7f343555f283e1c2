"""Hands from fonts: what is fetched is verified, and the same packages give the same file. No test needs a network."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from trainer.errors import InklingError
from trainer.synthetic.fonts import make_hands as module
from trainer.synthetic.fonts.packages import LICENCE, fetch, file_of, read
from trainer.synthetic.hands import DIGITS, hands

PACKAGE = "@fontsource/test-hand@1.0.0"
OFL = f"Copyright (c) 2026, Somebody\n\n{LICENCE} - 26 February 2007\n\nPREAMBLE\n"


def bars(number: int) -> object:
    """A glyph: an upright bar with a foot. That of E has two more arms."""
    pen = TTGlyphPen(None)
    arms = [(200, 300, 500, 400), (200, 600, 500, 700)] if number == ord("E") else []
    for left, bottom, right, top in ((100, 0, 200, 700), (200, 0, 500, 100), *arms):
        pen.moveTo((left, bottom))
        for point in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def woff(characters: str) -> bytes:
    """A font whose characters are bars."""
    names = [".notdef", *(f"g{ord(character)}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): f"g{ord(character)}" for character in characters})
    builder.setupGlyf({name: bars(int(name.removeprefix("g").replace(".notdef", "0"))) for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 100)))
    builder.setupHorizontalHeader(ascent=1000, descent=-200)
    builder.setupNameTable({"copyright": "Copyright (c) 2026, Somebody, with Reserved Font Name Test"})
    builder.setupOS2()
    builder.setupPost()
    builder.font.flavor = "woff"
    content = io.BytesIO()
    builder.save(content)
    return content.getvalue()


def package(folder: Path, licence: str = OFL, font: bytes | None = None) -> str:
    """Writes a package's file; returns its SHA-256."""
    files = {"LICENSE": licence.encode(), "files/test-hand-latin-400-normal.woff": woff(DIGITS + "AE") if font is None else font}
    with tarfile.open(folder / file_of(PACKAGE), "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return hashlib.sha256((folder / file_of(PACKAGE)).read_bytes()).hexdigest()


def test_a_package_is_read(tmp_path: Path) -> None:
    font = read(tmp_path / file_of(PACKAGE), PACKAGE, package(tmp_path))
    assert font.characters == frozenset(DIGITS + "AE")
    assert font.copyright == ("Copyright (c) 2026, Somebody", "Copyright (c) 2026, Somebody, with Reserved Font Name Test")
    assert font.licence.startswith(LICENCE)


def test_an_altered_package_is_refused_and_named(tmp_path: Path) -> None:
    digest = package(tmp_path)
    path = tmp_path / file_of(PACKAGE)
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    with pytest.raises(InklingError, match=r"is not the pinned @fontsource/test-hand@1\.0\.0"):
        read(path, PACKAGE, digest)


def test_another_licence_is_refused(tmp_path: Path) -> None:
    digest = package(tmp_path, licence="Apache License, Version 2.0")
    with pytest.raises(InklingError, match="is not under the SIL Open Font License"):
        read(tmp_path / file_of(PACKAGE), PACKAGE, digest)


@pytest.mark.parametrize("font", [b"", b"wOFF cut", woff(DIGITS)[:200]])
def test_a_package_without_a_font_is_refused(tmp_path: Path, font: bytes) -> None:
    digest = package(tmp_path, font=font)
    with pytest.raises(InklingError, match="does not hold a licence and a font"):
        read(tmp_path / file_of(PACKAGE), PACKAGE, digest)


def test_a_font_without_a_digit_is_refused(tmp_path: Path) -> None:
    digest = package(tmp_path, font=woff("012345678A"))
    with pytest.raises(InklingError, match="has no 9"):
        module.trace_font(read(tmp_path / file_of(PACKAGE), PACKAGE, digest))


def test_only_what_is_missing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fake npm packs the font as the registry's package does; nothing is fetched."""
    source = tmp_path / "source"
    source.mkdir()
    digest = package(source)
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\n[ "$1" = pack ] && [ "$3" = {PACKAGE} ] && cp {source}/*.tgz .\n')
    npm.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(npm))
    said: list[str] = []
    (font,) = fetch({PACKAGE: digest}, tmp_path / "packages", said.append)
    assert said == [f"Fetching {PACKAGE} (1 of 1)."]
    assert fetch({PACKAGE: digest}, tmp_path / "packages", said.append) == [font]
    assert len(said) == 1


def test_without_npm_or_network_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(InklingError, match=r"install Node\.js"):
        fetch({PACKAGE: ""}, tmp_path, lambda line: None)
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(npm))
    with pytest.raises(InklingError, match=r"@fontsource/test-hand@1\.0\.0 cannot be fetched.*connect to a network"):
        fetch({PACKAGE: ""}, tmp_path, lambda line: None)


def test_the_same_packages_give_the_same_file_without_what_looks_like_a_digit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = package(tmp_path)
    monkeypatch.setattr(module, "pinned", lambda: {PACKAGE: digest})
    for name in ("one", "other"):
        assert module.make_hands(tmp_path / name, tmp_path, lambda line: None) == 1
    one, other = ((tmp_path / name / "hands.npz").read_bytes() for name in ("one", "other"))
    assert one == other
    made = hands(tmp_path / "one" / "hands.npz")
    assert [len(glyphs) for glyphs in made.digits] == [1] * 10
    assert [len(glyphs) for glyphs in made.others] == [1]  # the E: the A looks like the digits
    assert PACKAGE in (tmp_path / "one" / module.NOTICE).read_text()
    (stroke,) = made.glyph(made.digits[0][0])
    top, foot = sorted(stroke[[0, -1]].tolist(), key=lambda point: point[1])
    assert top[1] < 1
    assert foot[1] > 90
    assert foot[0] > top[0] + 30


def test_where_a_package_is_refused_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path)
    monkeypatch.setattr(module, "pinned", lambda: {PACKAGE: "0" * 64})
    with pytest.raises(InklingError, match="delete it and fetch it again"):
        module.make_hands(tmp_path / "out", tmp_path, lambda line: None)
    assert not (tmp_path / "out").exists()
