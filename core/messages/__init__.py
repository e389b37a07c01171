"""Whether a message may leave, by which channel, and in which words."""
