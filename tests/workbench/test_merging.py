"""Merging by paragraph: no word is lost, whoever wrote it."""

from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.workbench.merging import merge, paragraphs

TEXTS = st.lists(st.sampled_from("abcdefgh"), max_size=7).map("\n\n".join)


def test_neighbouring_paragraphs_are_merged() -> None:
    found = merge("eins\n\nzwei\n\ndrei", "EINS\n\nzwei\n\ndrei", "eins\n\nZWEI\n\ndrei")
    assert (found.text, found.open) == ("EINS\n\nZWEI\n\ndrei", ())


def test_new_paragraphs_at_both_ends() -> None:
    found = merge("eins", "null\n\neins", "eins\n\nzwei")
    assert (found.text, found.open) == ("null\n\neins\n\nzwei", ())


def test_one_deletes_what_the_other_changes_is_asked() -> None:
    found = merge("eins\n\nzwei\n\ndrei", "eins\n\ndrei", "eins\n\nZWEI\n\ndrei")
    assert [(part.theirs, part.mine) for part in found.open] == [("", "ZWEI")]


@given(TEXTS, TEXTS)
def test_who_is_alone_is_taken(base: str, mine: str) -> None:
    assert merge(base, base, mine).text == mine
    assert merge(base, mine, base).text == mine
    assert merge(base, mine, mine).text == mine


@given(TEXTS, TEXTS, TEXTS)
def test_no_new_word_is_lost(base: str, theirs: str, mine: str) -> None:
    """Whatever either of them added is in the merge, or in a part that is asked."""
    found = merge(base, theirs, mine)
    kept = set(paragraphs(found.text))
    assert (set(paragraphs(theirs)) | set(paragraphs(mine))) - set(paragraphs(base)) <= kept
