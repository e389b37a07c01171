"""Pages for members of staff; each route names the duty that it needs."""
