"""The knowledge base: who is working on what, and the answers drawn from it."""

from kb.knowledge_base import KnowledgeBase, Status, open_knowledge_base

__all__ = ["KnowledgeBase", "Status", "open_knowledge_base"]
