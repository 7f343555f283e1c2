"""Keras models to other runtimes, each compared with Keras. The only folder that knows the converters."""
