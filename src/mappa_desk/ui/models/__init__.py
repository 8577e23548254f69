"""Item models and view states over domain values."""
