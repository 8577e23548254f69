"""Files in and out of the desk: case files, read as hostile and written canonically."""
