"""Folding and slugs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.names import fold, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Université de Liège", "universite de liege"),
        ("S.A. L'Oréal", "sa l oreal"),
        ("L’hôpital", "l hopital"),
        ("Cœur & Straße", "coeur strasse"),
        ("U.C.Louvain", "uclouvain"),
        ("N.V.", "nv"),
        ("  ULg\t(ULiège) ", "ulg uliege"),
        ("Αθήνα", "αθηνα"),
        ("!?", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Université de Liège", "universite-de-liege"),
        ("3D-printed swabs (Any-Shape)", "3d-printed-swabs-any-shape"),
        ("a" * 200, "a" * 80),
        ("word " * 40, "-".join(["word"] * 16)),
        ("漢字", "theme-c6d29771"),
    ],
)
def test_slug(text: str, made: str) -> None:
    assert slug(text, fallback="theme") == made


@given(st.text(max_size=200))
def test_slug_is_an_id(text: str) -> None:
    made = slug(text)
    assert 1 <= len(made) <= 80
    assert made == slug(text)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
