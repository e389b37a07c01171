"""The Flask application: thin views over conduct."""
