"""Inspections 检查: what was looked at, when, and what was found; corrected by later editions, never overwritten."""
