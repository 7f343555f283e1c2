"""Figures: numbers and images -> SVG, once for light pages and once for dark ones. No Keras."""
