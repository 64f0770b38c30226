"""The door of the room: answers of one piece while others write, and work that is not done twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer import Engine
from indexer.errors import GenerationDamaged, IndexMissing
from kb.errors import InvalidQuery, StoreError
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import Initiative, Label, Organisation, Participation, Role, Theme
from kb.project.project import Project, ProjectNeed
from kb.store import Store
from kb.store_reads import StoreReads
from tests.fake_encoder import FakeEncoder

TOPICS = {"masks": "sewing masks", "visors": "printing visors", "gel": "gel for hands", "rna": "rna vaccines"}


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def knowledge_base(store: Store, path: Path, encoder: FakeEncoder) -> Iterator[KnowledgeBase]:
    with store.writing() as writing:
        writing.put(Theme(id="care", labels=(Label(language="en", text="care"),)))
        for topic, text in TOPICS.items():
            writing.put(Initiative(id=topic, title=topic, description=f"{text}.", themes=("care",)))
            writing.put(Organisation(id=f"{topic}-makers", name=f"{topic.title()} Makers"))
            writing.put(Participation(initiative_id=topic, actor_id=f"{topic}-makers", role=Role.LEAD))
    made = KnowledgeBase(store, Engine(path.parent / "index", lambda: encoder))
    made.reindex()
    yield made


PROJECT = Project(needs=(ProjectNeed(text="sewing masks"), ProjectNeed(text="printing visors")))
CALLS: dict[str, Callable[[KnowledgeBase], object]] = {
    "search": lambda kb: kb.search("sewing masks").model_copy(update={"milliseconds": 0.0}),
    "experts": lambda kb: kb.experts(PROJECT).model_copy(update={"milliseconds": 0.0}),
    "similar": lambda kb: kb.similar("visors"),
    "initiative": lambda kb: kb.initiative("masks"),
    "organisation": lambda kb: kb.organisation("masks-makers"),
    "theme": lambda kb: kb.theme("care"),
    "reindex": lambda kb: kb.reindex(full=True).document_count,
}


@pytest.mark.parametrize("name", CALLS)
def test_answers_are_of_one_piece_whatever_is_written_meanwhile(
    knowledge_base: KnowledgeBase,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    def first_read(self: StoreReads, *ids: Any, **options: Any) -> list[Any]:  # noqa: ANN401
        found: list[Any] = read(self, *ids, **options)
        if not found:
            return found
        monkeypatch.setattr(StoreReads, method, read)
        with Store.open(path) as other, other.writing() as writing:
            writing.remove("initiative", "masks")
            writing.remove("organisation", "masks-makers")
        return found

    call, method = CALLS[name], "organisations" if name == "experts" else "participations"
    before = call(knowledge_base)
    with knowledge_base.store.writing() as writing:
        writing.put(Organisation(id="newcomer", name="Newcomer"))  # so that records are read again
    knowledge_base.warm_up()
    read = getattr(StoreReads, method)
    monkeypatch.setattr(StoreReads, method, first_read)
    assert call(knowledge_base) == before
    assert knowledge_base.store.counts()["initiative"] == len(TOPICS) - 1


def test_index_is_of_the_records_that_were_counted(
    knowledge_base: KnowledgeBase, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def themes(self: StoreReads, ids: object = None) -> list[Theme]:
        with Store.open(path) as other, other.writing() as writing:
            writing.put(Initiative(id="late", title="Late"))
        return read(self, ids)  # type: ignore[arg-type]

    read = StoreReads.themes
    monkeypatch.setattr(StoreReads, "themes", themes)
    assert knowledge_base.reindex(full=True).document_count == 4
    monkeypatch.undo()
    assert not knowledge_base.status().is_current
    assert knowledge_base.reindex().document_count == 5
    assert knowledge_base.status().is_current


def test_organisations_do_not_depend_on_how_many_initiatives_are_asked_for(
    knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("kb.knowledge_base", "kb.search"):
        monkeypatch.setattr(f"{module}.VOTING_DEPTH", 2)
    few, many = (knowledge_base.search("masks visors gel", top=top) for top in (2, 4))
    assert len(many.initiatives) == 4
    assert many.organisations == few.organisations
    assert len(few.organisations) == 2


def test_a_description_is_answered_as_the_project_that_is_read_in_it(knowledge_base: KnowledgeBase) -> None:
    read = knowledge_base.read_project("sewing masks")
    assert read == Project(needs=(ProjectNeed(text="sewing masks"),))
    answer = knowledge_base.answer_description("sewing masks")
    assert answer.project == read
    assert [one.organisation.id for one in answer.needs[0].organisations][:1] == ["masks-makers"]
    assert len(knowledge_base.experts(read, top=2).needs[0].organisations) == 2
    with pytest.raises(InvalidQuery, match="The description is empty"):
        knowledge_base.answer_description(" ")


def test_similar_initiatives_are_searched_once_for_each_index(
    knowledge_base: KnowledgeBase, encoder: FakeEncoder
) -> None:
    encoder.encoded_queries.clear()
    first = knowledge_base.similar("masks", top=2)
    assert [one.rank for one in first] == [1, 2]
    assert "masks" not in [one.initiative.id for one in first]
    assert knowledge_base.similar("masks", top=2) == first
    assert encoder.encoded_queries == ["masks. sewing masks."]
    with knowledge_base.store.writing() as writing:
        writing.put(Initiative(id="more", title="more", description="sewing masks."))
    knowledge_base.reindex()
    assert knowledge_base.similar("masks", top=2)[0].initiative.id == "more"


def test_similar_initiatives_are_asked_for_as_questions_are_and_without_matches(
    knowledge_base: KnowledgeBase, encoder: FakeEncoder
) -> None:
    with knowledge_base.store.writing() as writing:
        writing.put(Initiative(id="odd", title="sewing\u200b", description="masks\n\nsewn"))
    encoder.encoded_queries.clear()
    assert all(one.evidence.matches == () for one in knowledge_base.similar("odd"))
    assert encoder.encoded_queries == ["sewing. masks sewn"]


def test_themes_are_counted_again_when_the_store_has_changed(knowledge_base: KnowledgeBase) -> None:
    [counted] = knowledge_base.theme_counts()
    assert (counted.theme.id, counted.initiative_count) == ("care", 4)
    assert knowledge_base.theme_counts() is knowledge_base.theme_counts()
    with knowledge_base.store.writing() as writing:
        writing.remove("initiative", "gel")
    assert knowledge_base.theme_counts()[0].initiative_count == 3


def test_verify_reads_the_whole_index(knowledge_base: KnowledgeBase, path: Path) -> None:
    knowledge_base.verify()
    folder = path.parent / "index" / "generations"
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != "manifest.json"]
    largest = max(files, key=lambda file: file.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)
    assert knowledge_base.status().index.problem is None
    with pytest.raises(GenerationDamaged, match="compendium reindex"):
        knowledge_base.verify()


def test_verify_without_an_index(store: Store, tmp_path: Path) -> None:
    made = KnowledgeBase(store, Engine(tmp_path / "index", FakeEncoder))
    with pytest.raises(IndexMissing, match="compendium reindex"):
        made.verify()


def test_data_folder_is_made_or_refused_with_a_remedy(tmp_path: Path) -> None:
    made = open_knowledge_base(tmp_path / "new" / "data")
    assert made.status().counts["initiative"] == 0
    made.store.close()
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot be made: .*; name another one"):
        open_knowledge_base(tmp_path / "file" / "data")
