"""The rules of the house (STYLE.md), each held by a test."""
