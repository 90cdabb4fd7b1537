"""Plain recommenders to be beaten, one a file. NumPy and SciPy only."""
