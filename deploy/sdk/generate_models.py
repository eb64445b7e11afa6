"""Write stipple/models.py: the shapes of the interface as TypedDicts, from the OpenAPI schema that the server writes.

Part of ``make schema``. It understands what drf-spectacular writes; general generators lose ``nullable`` beside
``allOf`` or bring a runtime of their own.
"""

from __future__ import annotations

import json
import keyword
import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

SCHEMA = Path(__file__).parents[2] / "frontend" / "src" / "api" / "schema.yaml"
MODELS = Path(__file__).parent / "stipple" / "models.py"
HEAD = '''"""What the interface takes and gives, as types. Made from the OpenAPI schema by generate_models.py.

A field that is ``NotRequired`` may be left out of a request; answers have it all the same, unless it is a password.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict
'''
IMAGES = "/api/v1/projects/{project_id}/images/"
PAGING = ("cursor", "limit")
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
WIDTH = 110
LONGEST_LINE = 120


def main() -> None:
    MODELS.write_text(models(yaml.safe_load(SCHEMA.read_text())))


def models(schema: Mapping[str, Any]) -> str:
    """The module's text."""
    shapes = schema["components"]["schemas"]
    is_record = {name: shape.get("type") == "object" and "properties" in shape for name, shape in shapes.items()}
    aliases = [_alias(name, _type(shapes[name])) for name in sorted(shapes) if not is_record[name]]
    records = ["\n\n" + "\n".join(_record(name, shapes[name])) + "\n" for name in sorted(shapes) if is_record[name]]
    return HEAD + "\n" + "".join(aliases) + "\n\n" + _image_filter(schema) + "".join(records)


def _image_filter(schema: Mapping[str, Any]) -> str:
    """The query parameters of the list of images, which take no page by hand."""
    parameters = schema["paths"][IMAGES]["get"]["parameters"]
    taken = {each["name"]: each for each in parameters if each["in"] == "query" and each["name"] not in PAGING}
    fields = {name: {**taken[name]["schema"], "description": taken[name].get("description", "")} for name in taken}
    description = "What the list of images may be filtered and ordered by."
    return "\n".join(_record("ImageFilter", {"properties": fields, "description": description})) + "\n"


def _alias(name: str, kind: str) -> str:
    line = f"{name} = {kind}\n"
    if len(line) <= LONGEST_LINE or not kind.startswith("Literal["):
        return line
    values = kind.removeprefix("Literal[").removesuffix("]").split(", ")
    return "\n".join([f"{name} = Literal[", *(f"    {value}," for value in values), "]\n"])


def _record(name: str, shape: Mapping[str, Any]) -> Iterator[str]:
    if name.startswith("Patched"):  # what a PATCH may change
        changing = {key: found for key, found in shape["properties"].items() if not found.get("readOnly")}
        shape = {**shape, "properties": changing}
    if awkward := [field for field in shape["properties"] if not field.isidentifier() or keyword.iskeyword(field)]:
        yield f"{name} = TypedDict("
        yield f"    {json.dumps(name)},"
        yield "    {"
        for field in shape["properties"]:
            yield f"        {json.dumps(field)}: {_quoted(_field(field, shape))},"
        yield "    },"
        yield f")  # {', '.join(awkward)}: no name of Python's"
        return
    yield f"class {name}(TypedDict):"
    if text := _text(shape.get("description", "")):
        yield '    """' + textwrap.fill(text, WIDTH, subsequent_indent="    ") + '"""\n'
    for field, found in shape["properties"].items():
        yield from ("    # " + line for line in textwrap.wrap(_text(found.get("description", "")), WIDTH))
        yield f"    {field}: {_field(field, shape)}"


def _field(name: str, shape: Mapping[str, Any]) -> str:
    found = shape["properties"][name]
    kind = _type(found)
    return kind if name in shape.get("required", ()) and not found.get("writeOnly") else f"NotRequired[{kind}]"


def _type(shape: Mapping[str, Any]) -> str:
    found = _bare(shape)
    return found if not shape.get("nullable") or found in ("Any", "Literal[None]") else f"{found} | None"


def _bare(shape: Mapping[str, Any]) -> str:
    if "$ref" in shape:
        return str(shape["$ref"]).rsplit("/", 1)[-1]
    for word in ("allOf", "oneOf", "anyOf"):
        if word in shape:
            return " | ".join(dict.fromkeys(_type(part) for part in shape[word]))
    if "enum" in shape:
        values = [value for value in shape["enum"] if value is not None]
        return f"Literal[{', '.join(map(json.dumps, values))}]" if values else "Literal[None]"
    match shape.get("type"):
        case "array":
            return f"list[{_type(shape['items'])}]"
        case "object":
            values = shape.get("additionalProperties")
            return f"dict[str, {_type(values) if isinstance(values, dict) and values else 'Any'}]"
        case None:
            return "Any"
        case kind:
            return "bytes" if shape.get("format") == "binary" else PLAIN[kind]


def _quoted(kind: str) -> str:
    return json.dumps(kind)


def _text(description: str) -> str:
    """Without the list of values that follows the description of an enumeration, which the type says."""
    text = " ".join(re.split(r"(?m)^\* `", description)[0].split())
    return text if not text or text[-1] in ".:;?!" else text + "."


if __name__ == "__main__":
    main()
