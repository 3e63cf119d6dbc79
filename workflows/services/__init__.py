"""The one door for every change of this package, one noun a module."""
