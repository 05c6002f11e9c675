"""What the engine costs, beside other generators: a developer's tool, run by `scripts/benchmark.py`."""
