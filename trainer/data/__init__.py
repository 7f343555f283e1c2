"""Data that the trainer reads: MNIST, files of strokes, training-time transforms."""
