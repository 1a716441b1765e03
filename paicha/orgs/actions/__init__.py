"""The verbs of organisations, by noun."""
