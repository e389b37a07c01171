"""Ways to speak a text: recordings made by people, and engines that make the sound."""
