"""Figures against counts that do not come from the engine."""
