"""The stage card, and what the stage in force asks of the runner."""
