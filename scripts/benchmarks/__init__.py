"""Benchmarks: one module each with ``main(options)``; `scripts/bench` runs them."""
