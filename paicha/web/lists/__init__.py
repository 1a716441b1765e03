"""Lists of findings, inspections and units, and search."""
