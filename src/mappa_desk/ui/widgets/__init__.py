"""Small widgets promoted in forms."""
