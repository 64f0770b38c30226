"""Texts in, vectors out: loads an embedding model and encodes queries and passages."""
