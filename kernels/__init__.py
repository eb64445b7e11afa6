"""The few operations worth writing by hand, one folder each. Importing this package never imports torch."""
