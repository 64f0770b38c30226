"""What is counted for a theme is what its page lists: its initiatives and those of all narrower themes."""

import pytest

from kb.model import Initiative, Label, Theme
from kb.store import Store
from kb.themes import ThemeCount, theme_counts, with_narrower
from kb.views import view_theme


def theme(theme_id: str, broader_id: str | None = None) -> Theme:
    return Theme(id=theme_id, labels=(Label(language="en", text=theme_id),), broader_id=broader_id)


CARE, MASKS, FFP2, RNA = theme("care"), theme("masks", "care"), theme("ffp2", "masks"), theme("rna")


@pytest.fixture
def tagged(store: Store) -> Store:
    tags = {"a": ("ffp2", "masks"), "b": ("ffp2",), "c": ("care",), "d": ("rna",), "e": ()}
    with store.writing() as writing:
        writing.put_all([CARE, MASKS, FFP2, RNA, theme("unused")])
        writing.put_all([Initiative(id=one, title=one, themes=themes) for one, themes in tags.items()])
    return store


def test_counts_go_down_to_the_narrowest_and_no_initiative_counts_twice(tagged: Store) -> None:
    assert theme_counts(tagged) == (
        ThemeCount(theme=CARE, initiative_count=3),
        ThemeCount(theme=FFP2, initiative_count=2),
        ThemeCount(theme=MASKS, initiative_count=2),
        ThemeCount(theme=RNA, initiative_count=1),
    )


def test_a_page_lists_what_is_counted(tagged: Store) -> None:
    for counted in theme_counts(tagged):
        assert len(view_theme(tagged, counted.theme.id).initiatives) == counted.initiative_count
    view = view_theme(tagged, "care")
    assert [item.initiative.id for item in view.initiatives] == ["a", "b", "c"]
    assert view.narrower == (MASKS,)
    assert view_theme(tagged, "masks").broader == CARE
    assert view_theme(tagged, "unused").initiatives == ()


def test_tags_are_read_through_their_theme(tagged: Store) -> None:
    assert tagged.initiative_ids_by_theme(["masks", "ffp2", "unused"]) == {"masks": {"a"}, "ffp2": {"a", "b"}}
    assert tagged.initiative_ids_by_theme([]) == {}
    assert set(tagged.initiative_ids_by_theme()) == {"care", "masks", "ffp2", "rna"}


def test_themes_above_each_other_end() -> None:
    assert with_narrower([theme("a", "b"), theme("b", "a"), theme("c", "gone")]) == {
        "a": {"a", "b"},
        "b": {"a", "b"},
        "c": {"c"},
    }
