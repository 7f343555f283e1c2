"""Templates, curves, and how much a drawing differs from its template."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from trainer.reading.strokes import Stroke
from trainer.synthetic.deform import STEPS, USUAL, Draft, Variation, affine, as_it_is, deform, deform_strokes, random_warp
from trainer.synthetic.plain import strokes_of
from trainer.synthetic.templates import Numbers, parse_template, smooth_curve

NONE = Variation(**dict.fromkeys((field.name for field in dataclasses.fields(Variation)), 0.0))


def drawn(seed: int, template: str, variation: Variation) -> list[Stroke]:
    return strokes_of([deform(np.random.default_rng(seed), parse_template(template), variation)])


def test_a_point_that_stands_twice_is_a_corner_and_a_bar_starts_a_stroke() -> None:
    template = parse_template("0,0 9,0 9,0 5,9 | 1,2 3,4")
    assert template.controls.tolist() == [[0, 0], [9, 0], [9, 0], [5, 9], [1, 2], [3, 4]]
    assert template.lengths == (26, 13)
    lines = [smooth_curve(np.array(ends, float)) for ends in (((0, 0), (9, 0)), ((9, 0), (5, 9)), ((1, 2), (3, 4)))]
    assert np.allclose(template.curves @ template.controls, np.concatenate(lines))


def test_every_random_number_of_a_template_is_used_once() -> None:
    template = parse_template("0,0 9,0 9,0 5,9 | 1,2 3,4")
    numbers = np.concatenate([part.ravel() for part in (template.of_controls, template.of_ends, template.of_strokes)])
    assert sorted(numbers.tolist()) == list(range(2 * 6 + 4 * 2))


def test_a_curve_goes_through_its_points_and_a_line_stays_one() -> None:
    points = np.array([[0.0, 0], [10, 5], [20, -5]])
    curve = smooth_curve(points)
    assert all((np.abs(curve - point).max(axis=1) < 1e-9).any() for point in points)
    assert np.allclose(smooth_curve(np.array([[0.0, 0], [8, 4]]))[:, 1], smooth_curve(np.array([[0.0, 0], [8, 4]]))[:, 0] / 2)


def test_without_variation_a_drawing_is_its_template_slanted_and_narrower() -> None:
    (seven,) = drawn(0, "10,10 80,10 80,10 40,90", NONE)
    assert np.allclose((seven[0, 1], seven[-1, 1]), (10, 90), atol=0.01)
    assert 45 < np.ptp(seven[:, 0]) < 80


def test_without_variation_finished_strokes_stay_where_they_are() -> None:
    line = np.array([[10.0, 20.0], [60.0, 90.0]])
    (same,) = strokes_of([deform_strokes(np.random.default_rng(0), [line], NONE)])
    assert np.allclose(same[[0, -1]], line)


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Variation) if field.name != "carelessness"])
def test_each_variation_changes_the_drawing_by_itself(field: str) -> None:
    plain, varied = (
        drawn(3, "10,10 80,10 80,10 40,90 | 20,50 70,50", variation)
        for variation in (NONE, dataclasses.replace(NONE, **{field: 5 * getattr(USUAL, field)}))
    )
    assert any(np.abs(a - b).max() > 0.1 if a.shape == b.shape else True for a, b in zip(plain, varied, strict=True))


def test_the_two_sides_of_a_corner_stay_together() -> None:
    (seven,) = drawn(1, "10,10 80,10 80,10 40,90", dataclasses.replace(NONE, point_shift=20))
    assert np.hypot(*np.diff(seven, axis=0).T).max() < 12


def drafts(variation: Variation, count: int = 2000) -> list[Draft]:
    random = np.random.default_rng(0)
    return [deform_strokes(random, [np.array([[0.0, 0], [9, 9]])], variation) for _ in range(count)]


def test_an_affine_map_varies_as_much_as_it_says() -> None:
    turned = [draft.matrix for draft in drafts(dataclasses.replace(NONE, rotation=6.0))]
    assert np.std([np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])) for matrix in turned]) == pytest.approx(6, rel=0.1)
    stretched = [draft.matrix[0, 0] for draft in drafts(dataclasses.replace(NONE, aspect=0.2))]
    assert np.std(np.log(stretched)) == pytest.approx(0.2, rel=0.1)


def test_a_map_stretches_then_slants_then_rotates() -> None:
    quarter = affine(shear=0.5, degrees=90, log_stretch=np.log(2))
    assert np.allclose(quarter @ (1, 0), (0, 2))
    assert np.allclose(quarter @ (0, 1), (-1, -0.5))


def moved(random: np.random.Generator, points: Stroke) -> Numbers:
    """What a warp of 3 moves points by."""
    still = as_it_is([points[index : index + 1] for index in range(len(points))], np.ones(len(points)))
    still.waves = random_warp(random, 3.0, random.standard_normal(12))
    return np.concatenate(strokes_of([still])) - points


def test_a_warp_is_as_large_as_it_says_and_neighbours_move_together() -> None:
    random = np.random.default_rng(0)
    points = np.array([[10.0, 10.0], [10.5, 10.0], [90.0, 80.0]])
    moves = np.array([moved(random, points) for _ in range(3000)])
    assert moves.std() == pytest.approx(3, rel=0.1)
    assert np.abs(moves[:, 0] - moves[:, 1]).max() < 1
    assert abs(np.corrcoef(moves[:, 0, 0], moves[:, 2, 0])[0, 1]) < 0.3


def test_pens_report_points_as_far_apart_as_they_say() -> None:
    steps = np.concatenate([draft.steps for draft in drafts(NONE)])
    assert STEPS[0] <= steps.min() < STEPS[0] + 0.1
    assert STEPS[1] - 0.1 < steps.max() <= STEPS[1]


def test_resampled_points_are_evenly_spaced_between_the_same_ends() -> None:
    stroke = np.array([[0.0, 0.0], [1.0, 0.0], [90.0, 0.0]])
    (points,) = strokes_of([as_it_is([stroke], np.array([4.0]))])
    steps = np.diff(points[:, 0])
    assert np.allclose(points[[0, -1]], stroke[[0, -1]])
    assert np.allclose(steps, steps[0])
    assert 4 <= steps[0] <= 4.5
