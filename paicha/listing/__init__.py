"""Lists: what a room lets be listed, filtered, sorted, paged and exported. Pages, exports and the API read them."""
