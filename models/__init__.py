"""Texts in, vectors out: loads an embedding model and encodes queries and passages.

The door is `models.loading.load_encoder`; what it gives is described in `models.encoder`. Where a cross-encoder is
configured too, `models.reranker.load_reranker` is the door to that.
"""
