"""What `make bench` measures: ratios to a floor in one run, never a timed test."""
