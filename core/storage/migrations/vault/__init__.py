"""The history of the database `vault`."""
