"""Measures trained networks: accuracy, calibration, predictions, comparisons."""
