"""The pages: what people see in a browser, each to the extent of their posts."""
