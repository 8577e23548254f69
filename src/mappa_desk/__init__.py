"""MAPPA Desk: an offline meeting desk for MAPPA Level 2 and 3 meetings."""

__version__ = "0.1.0"
