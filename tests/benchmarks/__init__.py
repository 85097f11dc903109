"""The benchmarks measure what they say: every bot that is compared serves the same registration."""
