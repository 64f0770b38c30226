"""What an evaluation knows of the store."""

from kb.evaluation import read_catalogue
from kb.model import Organisation
from kb.store import Store


def test_the_catalogue_of_a_store(filled: Store) -> None:
    catalogue = read_catalogue(filled)
    assert catalogue.titles == {"saliva-test": "Saliva test"}
    assert catalogue.names == {"giga": "GIGA", "university-liege": "University of Liège"}
    assert catalogue.organisations_of == {"saliva-test": {"giga", "university-liege"}}


def test_organisations_without_initiatives_count_none(filled: Store) -> None:
    with filled.writing() as writing:
        writing.put(Organisation(id="idle", name="Idle"))
    assert read_catalogue(filled).initiative_counts() == {"giga": 1, "university-liege": 1, "idle": 0}
