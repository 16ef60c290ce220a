"""The history of the tables. `python -m storage.migrations "What changes"` writes the next step."""
