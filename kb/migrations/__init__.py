"""Numbered steps from an empty file to the present schema, applied when a store is opened."""
