"""Keras models to other runtimes, with proof. The only folder that knows the converters."""
