"""The revisions of the database `vault`, oldest first."""
