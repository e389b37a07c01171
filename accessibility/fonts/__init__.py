"""The fonts that our PDF documents carry inside them: small subsets, their licence and a manifest."""
