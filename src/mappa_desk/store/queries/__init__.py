"""Reads, straight from SQL."""
