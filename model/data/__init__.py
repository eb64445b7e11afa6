"""Readers of annotated photos and what turns them into training samples."""
