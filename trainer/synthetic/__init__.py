"""Training data that the project draws itself: digits, and negatives, which are no digits."""
