"""Data to train and evaluate on: MNIST, files of strokes, augmentation."""
