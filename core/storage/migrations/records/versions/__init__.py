"""The revisions of the database `records`, oldest first."""
