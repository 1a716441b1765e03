"""Findings 问题: what is not as required, from being raised to being verified and closed."""
