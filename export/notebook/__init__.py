"""The notebook ``docs/notebooks/mnist.ipynb``: its cells are executed, and become a page of the site."""
