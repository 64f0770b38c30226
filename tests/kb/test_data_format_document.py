"""docs/data-format.md: its examples are imported, its fields and words are those of the code."""

import re
from pathlib import Path

import pytest

import kb
from kb.importing import import_file
from kb.importing.cleaning import MAX_CHARACTERS
from kb.importing.files import MAX_BYTES
from kb.model import Confidence, DescriptionBasis, Initiative, Organisation, OrganisationKind, Role, Status
from kb.store import Store
from kb.words import allowed

DOCUMENT = Path(kb.__file__).parents[1] / "docs" / "data-format.md"
pytestmark = pytest.mark.skipif(
    not DOCUMENT.exists(), reason="the documents are not installed with the package"
)


def examples() -> list[str]:
    return re.findall(r"```(?:json|text)\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_examples_can_be_imported(store: Store, tmp_path: Path) -> None:
    for suffix, example in zip(["jsonl", "json", "csv"], examples(), strict=True):
        path = tmp_path / f"example.{suffix}"
        path.write_text(example, encoding="utf-8")
        assert import_file(store, path).warnings == ()
    assert [one.id for one in store.initiatives()] == ["saliva-test", "test-salivaire"]
    assert [
        (one.actor_id, one.role.value) for one in store.participations(initiative_ids=["test-salivaire"])
    ] == [
        ("university-liege", "lead"),
        ("diagenode", "supplier"),
    ]


@pytest.mark.parametrize("model", [Initiative, Organisation])
def test_every_field_is_documented(model: type[Initiative] | type[Organisation]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for field in model.model_fields:
        assert f"`{field.removesuffix('_id') if field == 'parent_id' else field}`" in text


def test_every_closed_word_and_limit_is_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for word in (*Role, *Status, *OrganisationKind, *Confidence, *DescriptionBasis):
        assert f"`{word.value}`" in text
    assert f"{MAX_BYTES // 1_000_000} MB" in text
    assert f"{MAX_CHARACTERS:,} characters" in text


def test_words_of_the_files_are_those_of_the_records() -> None:
    assert allowed("role") == tuple(role.value for role in Role)
    assert allowed("status") == tuple(status.value for status in Status)
    assert allowed("kind") == tuple(kind.value for kind in OrganisationKind)
    assert allowed("confidence") == tuple(level.value for level in Confidence)
    assert allowed("description_basis") == tuple(basis.value for basis in DescriptionBasis)
