"""From handwriting fonts to hands: packages are fetched, glyphs are thinned and traced to strokes. Nothing here runs in a fit."""
