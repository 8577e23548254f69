"""Words and rules of a MAPPA meeting: pure values and functions, no files, no clock, no Qt."""
