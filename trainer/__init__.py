"""Builds, trains and evaluates Keras models of MNIST. It knows nothing of the export and the site, which use it."""
