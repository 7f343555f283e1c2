"""What reads a drawing: strokes and images to the grid, answers to verdicts. Twin of ``site/src/preprocessing`` and ``site/src/inference``."""
