"""A client of the product's public interface, as the browser is one: REST with a session cookie, and the image socket.

Benchmarks, the evaluation through the product and the fault tests speak through it.
"""
