"""The verbs of findings: one at a time, and many at once as inspections tell them."""
