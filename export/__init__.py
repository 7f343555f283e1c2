"""Turns runs into what browsers and readers use: converted models, figures, pages."""
