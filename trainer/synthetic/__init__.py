"""Training data that the project draws itself: digits, and what is no digit."""
