"""Views: signals out, setters in, in domain terms."""
