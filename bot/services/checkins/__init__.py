"""Check-ins: planned, opened, asked, answered, reminded of and closed."""
