"""Words for looking back on what was reached, and on one's first weeks."""
