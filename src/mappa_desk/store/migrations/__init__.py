"""Schema changes of the vault. A migration holds frozen operations and never imports today's classes."""
