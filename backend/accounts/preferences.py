"""What a person has set for themselves in the editor, so that it follows them to another machine."""

from __future__ import annotations

from rest_framework import serializers

from backend.config.text import TextField

MOST_COMMANDS = 200
MOST_KEYS = 6


class Preferences(serializers.Serializer):
    """All of them are optional; what is given replaces what was stored under its name."""

    keys = serializers.DictField(
        child=serializers.ListField(child=TextField(min_length=1, max_length=40), max_length=MOST_KEYS),
        required=False,
        help_text='The keys that differ from the usual ones, by command: `{"undo": ["Ctrl + U"]}`; [] is none.',
    )

    def validate_keys(self, keys: dict[str, list[str]]) -> dict[str, list[str]]:
        if len(keys) > MOST_COMMANDS:
            raise serializers.ValidationError(f"{len(keys)} commands; at most {MOST_COMMANDS} can have keys.")
        for command in keys:
            if not (command.isascii() and command.isidentifier() and len(command) <= 40):
                raise serializers.ValidationError("A command is a name of at most 40 Latin letters, as in the editor.")
        return keys
