"""The recipes of docs/how-to, followed as they stand."""
