"""Reports: asked for, read, downloaded, verified."""
