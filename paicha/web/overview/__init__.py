"""The overview: how things stand at a place."""
