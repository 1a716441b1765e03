"""Figures: every figure, one figure with its groups and records, and the parts that show numbers elsewhere."""
