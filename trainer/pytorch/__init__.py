"""The same training in PyTorch, to measure against. It runs in a Python of its own, with PyTorch and without TensorFlow."""
