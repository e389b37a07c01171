"""The ways to send a message that come with Alongside."""
