"""Two databases: `records` (research data under study numbers) and `vault` (identity, encrypted)."""
