"""The letterforms of the ten digits: a grammar of parts, each with a probability and ranges."""
