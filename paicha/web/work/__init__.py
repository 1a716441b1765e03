"""What the worker does for somebody: jobs, exports, imports."""
