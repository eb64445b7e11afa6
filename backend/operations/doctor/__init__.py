"""`manage.py doctor`: what of the installation is real, what is weak, what is missing, with a remedy each."""
