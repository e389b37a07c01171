"""The history of the database `records`."""
