"""What is measured: `make bench`, or `python -m tests.benchmarks`."""
