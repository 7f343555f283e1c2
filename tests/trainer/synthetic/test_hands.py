"""Hands: the kept file is what the fonts gave, and drawings of it are digits and characters."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from trainer.errors import InklingError
from trainer.evaluation.datasets import LOOK_ALIKES
from trainer.reading.strokes import draw_ink, fit_into_box
from trainer.synthetic.deform import Draft, Random
from trainer.synthetic.fonts.make_hands import NOTICE
from trainer.synthetic.fonts.packages import LICENCE, pinned
from trainer.synthetic.hands import CHARACTERS, DIGITS, FILE, hand_character, hand_digit, hands
from trainer.synthetic.plain import strokes_of

SHA256 = "b6b46d6776512c40b1010674a2ab867407d8a2dd86eca31811739d731a4e78ac"


def draw_any_digit(random: Random) -> list[Draft]:
    return [hand_digit(random, int(random.integers(10)))]


def test_the_kept_file_is_the_one_that_was_looked_at() -> None:
    """Whoever makes it anew looks at the drawings, and writes its SHA-256 here."""
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == SHA256
    assert FILE.stat().st_size < 600_000


def test_at_least_a_hundred_hands_write_all_digits() -> None:
    assert len(hands().others) == len(pinned()) >= 100
    assert all(len(glyphs) == len(hands().others) for glyphs in hands().digits)


def test_every_hand_has_characters_and_none_looks_like_a_digit() -> None:
    assert all(len(glyphs) > 40 for glyphs in hands().others)
    assert not set(CHARACTERS) & (LOOK_ALIKES | set(DIGITS))
    with np.load(FILE) as arrays:
        assert set(map(chr, arrays["characters"].tolist())) <= set(DIGITS + CHARACTERS)


def test_every_glyph_fills_the_box() -> None:
    for number in range(len(hands().strokes) - 1):
        points = np.concatenate(hands().glyph(number))
        assert np.isclose(np.ptp(points, axis=0).max(), 100)
        assert points.min() >= 0
        assert points.max() <= 100


def test_the_notice_names_every_font_its_owner_and_the_licence() -> None:
    notice = FILE.with_name(NOTICE).read_text()
    lines = notice[: notice.index(LICENCE)].splitlines()
    for package in pinned():
        assert lines[lines.index(package) + 1].startswith("    ")
    assert "PERMISSION & CONDITIONS" in notice
    assert "Reserved Font Name" in notice


@pytest.mark.parametrize("draw", [draw_any_digit, hand_character], ids=["digit", "character"])
def test_drawings_leave_ink_and_the_same_seed_draws_the_same(draw: Callable[[Random], list[Draft]]) -> None:
    random, again = np.random.default_rng(0), np.random.default_rng(0)
    for _ in range(200):
        strokes = strokes_of(draw(random))
        assert all(np.array_equal(one, other) for one, other in zip(strokes, strokes_of(draw(again)), strict=True))
        assert draw_ink(fit_into_box(strokes)).sum() > 10


def test_each_hand_weighs_the_same() -> None:
    """Whether it has few characters or many."""
    random = np.random.default_rng(0)
    drawn = [hand_character(random)[0].points for _ in range(5000)]
    start: dict[bytes, int] = {}
    for hand, glyphs in enumerate(hands().others):
        for glyph in glyphs:
            start.setdefault(np.concatenate(hands().glyph(glyph)).tobytes(), hand)
    counts = np.bincount([start[points.tobytes()] for points in drawn], minlength=len(hands().others))
    assert counts.max() < 2 * counts.mean()
    assert counts.min() > counts.mean() / 3


@pytest.mark.parametrize("damage", [lambda content: content[:5000], lambda content: b"", lambda content: b"PK\x03\x04 cut"])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "hands.npz"
    path.write_bytes(damage(FILE.read_bytes()))
    with pytest.raises(InklingError, match=r"hands\.npz is missing or damaged"):
        hands(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InklingError, match=r"hands\.npz is missing"):
        hands(tmp_path / "hands.npz")
