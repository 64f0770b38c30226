"""The fake that other rooms' tests lean on behaves as they assume."""

import numpy as np

from models.encoder import Encoder
from tests.fake_encoder import FakeEncoder


def test_shared_words_are_nearer_than_other_words(fake_encoder: FakeEncoder) -> None:
    encoder: Encoder = fake_encoder
    query = encoder.encode_queries(["Thérapie cellulaire"]).pooled[0]
    near, far = encoder.encode_passages(["cellulaire THERAPIE", "robots in hospitals"]).pooled
    assert np.isclose(query @ near, 1.0)
    assert query @ far < 0.5
    assert fake_encoder.encoded_queries == ["Thérapie cellulaire"]
    assert fake_encoder.encoded_passages == ["cellulaire THERAPIE", "robots in hospitals"]


def test_one_token_per_word_with_its_place(fake_encoder: FakeEncoder) -> None:
    encoding = fake_encoder.encode_passages(["un, deux", "!"])
    assert encoding.tokens[0].offsets.tolist() == [[0, 2], [4, 8]]
    assert encoding.tokens[0].states.shape == (2, 64)
    assert encoding.tokens[1].states.shape == (0, 64)
    assert np.allclose(np.linalg.norm(encoding.pooled, axis=1), 1.0)


def test_no_text_gives_no_row(fake_encoder: FakeEncoder) -> None:
    assert fake_encoder.encode_queries([]).pooled.shape == (0, 64)
