"""What a chair can do, one module per subject, each usable without a window."""
