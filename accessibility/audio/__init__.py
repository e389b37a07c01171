"""Every text can be heard: finding or making its sound, keeping it, and checking it."""
