"""Groups that are there are found; towns without data are in none; the same again gives the same."""

import numpy as np
import pytest

from kleinstadt.typologies import clusters


def three_clouds() -> np.ndarray:
    dice = np.random.default_rng(1)
    centres = np.repeat([[0, 0, 0, 0], [9, 0, 9, 0], [0, 9, 0, 9]], [50, 40, 30], axis=0)
    return centres + dice.normal(size=(120, 4))


@pytest.mark.parametrize("method", ["kmeans", "ward"])
def test_clear_groups_are_found_largest_first(method: clusters.Method) -> None:
    found = clusters.group(clusters.components(three_clouds()), 3, method)
    assert np.bincount(found.labels).tolist() == [50, 40, 30]
    assert found.silhouette > 0.5
    assert found.stability > 0.95


def test_the_number_of_groups_shows_in_the_silhouette() -> None:
    found = clusters.silhouettes(clusters.components(three_clouds()), range(2, 7))
    assert max(found, key=lambda count: found[count]) == 3


def test_a_town_with_few_indicators_is_in_no_group() -> None:
    values = three_clouds()
    values[5, :3] = np.nan
    values[6, 0] = np.nan
    labels = clusters.group(clusters.components(values), 3).labels
    assert labels[5] == clusters.NONE
    assert labels[6] != clusters.NONE


def test_the_same_again_gives_the_same() -> None:
    parts = clusters.components(three_clouds())
    assert (clusters.group(parts, 4).labels == clusters.group(parts, 4).labels).all()


def test_noise_is_not_stable() -> None:
    noise = np.random.default_rng(2).normal(size=(150, 6))
    assert clusters.group(clusters.components(noise), 6).stability < 0.7
