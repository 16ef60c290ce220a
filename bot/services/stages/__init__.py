"""The stage in force: read from facts, put to two people, and what it changes."""
