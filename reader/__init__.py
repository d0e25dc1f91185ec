"""Dragoman: read and translate Arabic, French and Chinese news, offline."""

__version__ = "0.1.0"
