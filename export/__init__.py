"""Turns runs into what browsers and readers consume: TensorFlow.js models, figures, pages."""
