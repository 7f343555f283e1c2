"""Builds, trains and evaluates Keras models of MNIST. Never looks downstream: it knows nothing of the export or the site."""
