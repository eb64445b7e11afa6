"""Measurements of the running product (`manage.py bench …`), made through its public interface alone."""
