"""The knowledge base: who is working on what, and the answers drawn from it."""
