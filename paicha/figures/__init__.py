"""指标: named, defined measures; the only way a number reaches a page, a score or a report."""
