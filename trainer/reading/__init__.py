"""Reads a drawing: strokes and images to the grid, and a network's answers to a verdict.

This package stands alone: it imports NumPy, SciPy, Pillow and itself, never TensorFlow nor the rest of ``trainer``. Twin of
``site/src/preprocessing/`` and ``site/src/inference/rejection.js``.
"""
