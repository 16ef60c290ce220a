"""Concerns: raised in private, answered in time, and not over before whoever raised them says so."""
