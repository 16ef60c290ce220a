"""The benchmarks: ratios measured in one run, never timed tests. `python -m bench press sweep` runs some."""
