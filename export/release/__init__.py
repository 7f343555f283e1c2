"""Makes the files of a release, and uses each of them in a place that is empty before."""
