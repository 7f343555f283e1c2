"""Pages about models: numbers in, Markdown out."""
