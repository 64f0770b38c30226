"""Measurements of Compendium; run one with `python -m benchmarks.<name>`."""
