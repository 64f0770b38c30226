"""How near documents are, from what the index holds."""

import numpy as np
import pytest

from indexer.engine import Engine
from indexer.errors import IndexMissing
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS, document


def test_cosines_are_those_of_the_document_vectors(engine: Engine, fake_encoder: FakeEncoder) -> None:
    swabs = document("swabs", "Swabs", "A workshop prints swabs.")
    more = document("more-swabs", "Swabs", "Another workshop prints swabs.")
    engine.build((*DOCUMENTS, swabs, more), source_counter=1)
    encoded = len(fake_encoder.encoded_queries)
    found = engine.cosines(["swabs", "nothing", "gel"])
    assert found.cosines.shape == (3, 7)
    assert found.document_ids == ("gel", "masks", "more-swabs", "swabs", "testing", "vaccine", "ventilator")
    row = dict(zip(found.document_ids, found.cosines[0].tolist(), strict=True))
    assert row["swabs"] == pytest.approx(1.0, abs=1e-6)
    assert row["more-swabs"] > 0.6 > row["masks"]
    assert not found.cosines[1].any()  # of what is not there
    assert found.cosines[0, 0] == pytest.approx(found.cosines[2, 3], abs=1e-6)
    assert np.all(np.abs(found.cosines) <= 1.000001)
    assert len(fake_encoder.encoded_queries) == encoded


def test_cosines_need_an_index(engine: Engine) -> None:
    with pytest.raises(IndexMissing):
        engine.cosines(["masks"])
