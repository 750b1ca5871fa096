"""The version of the reference whose behaviour this module has."""

__version__ = "0.1.0.post1"
