"""People, posts, and one's own account."""
