"""Words that stand for many rows."""

import numpy as np

from kleinstadt.territory.coding import Words


def test_words_tell_which_of_them_are_used_and_where() -> None:
    words = Words(np.array([1, -1, 1, 0]), ("2022", "2023", "2024", None))
    assert list(words) == ["2023", None, "2023", "2022"]
    assert set(words.used()) == set(words)
    for word in ("2022", "2023", "2024", None, "2025"):
        assert words.where(word).tolist() == [one == word for one in words]
    assert Words(np.empty(0, dtype=np.int64), ("2022",)).used() == []
