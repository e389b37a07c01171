"""The pages that families see."""
