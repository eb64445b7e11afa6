"""The networks, and what trains, evaluates, converts and exports them. Importing this package never imports torch."""
