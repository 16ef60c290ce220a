"""Where messages went: all of it for the operator, and for the runner who was reached."""
