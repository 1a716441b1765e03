"""Checklists: versions that never change once published, their items, and severity scales as data."""
