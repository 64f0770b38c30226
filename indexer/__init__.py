"""Passages and generations on disk: builds them, searches them, swaps them."""
