"""Looking back on what was reached, and on one's first weeks: who is asked, what they say, and who reads it."""
