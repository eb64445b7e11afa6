"""A file to import as REST shows it."""

from __future__ import annotations

from rest_framework import serializers

from backend.formats.models import ImportFile


class ImportFileSerializer(serializers.ModelSerializer[ImportFile]):
    class Meta:
        model = ImportFile
        fields = ("id", "project", "name", "size_bytes", "created", "created_by")
        read_only_fields = fields


class NewImportFileSerializer(serializers.Serializer[ImportFile]):
    files = serializers.FileField(help_text="One archive (zip, tar) or one annotation file.")
