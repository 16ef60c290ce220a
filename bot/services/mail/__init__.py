"""Letters: that they can be sent, the addresses that reach nobody, and what the runner reads of both."""
