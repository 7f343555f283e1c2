"""Figures as SVG. No Keras."""
