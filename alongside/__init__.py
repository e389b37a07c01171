"""What the outside imports."""
