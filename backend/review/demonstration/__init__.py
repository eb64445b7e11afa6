"""Made-up people and their work, for demonstrations and tests; nothing of it runs in the product by itself."""
