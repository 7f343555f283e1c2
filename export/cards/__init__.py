"""Pages about models: numbers in, Markdown out. The words stand in ``templates/``."""
