"""Jobs: what takes longer than a page, done by the worker, with progress, cancelling and a result."""
