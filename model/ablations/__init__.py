"""The design options against each other: one table of arms, a sweep that trains them, a page that compares them."""
