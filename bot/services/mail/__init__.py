"""Letters: that they can be sent, what comes back, and the pause that each of them offers."""
