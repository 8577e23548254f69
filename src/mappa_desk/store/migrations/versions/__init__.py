"""One module per schema revision, frozen once it has landed."""
