"""What is fast, and how we know: ratios within one run. `make bench` is the full form."""
