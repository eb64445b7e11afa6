"""`manage.py run`: one machine, real parts (DESIGN §3). Imports no Django, so that it starts at once.

``processes`` says what runs, ``supervisor`` keeps it running, ``guardian`` ends it when the supervisor is killed.
"""
