"""Texts in, vectors out: loads an embedding model and encodes queries and passages.

The door is `models.loading.load_encoder`; what it gives is described in `models.encoder`. Where a reranker
is configured, it comes through `models.reranker.load_reranker`.
"""
