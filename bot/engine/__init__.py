"""What makes time pass: the sweeps, the loop that sends, and the scheduler that runs them in this process."""
