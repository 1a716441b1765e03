"""Inspections 检查: what was looked at, when, and what was found. Never overwritten, only corrected by a later edition."""
