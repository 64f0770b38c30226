"""The ways in: pages, JSON API and command line."""
