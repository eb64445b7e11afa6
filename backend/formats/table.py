"""The formats, both ways: one row each. docs/developers.md says how to add one.

A reader is two functions: ``recognises`` looks at names and at the beginnings of files and says whether they are in
this format; ``read`` gives what they hold, record by record, so that memory stays flat. It raises nothing over a bad
record: that is a ``Problem`` among the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from backend.formats import (
    ade20k,
    cityscapes_reading,
    coco_panoptic,
    coco_reading,
    cvat_backup,
    cvat_reading,
    datumaro_reading,
    hf_parquet_reading,
    label_map_reading,
    label_studio_reading,
    labelme,
    lvis,
    mapillary,
    masks,
    photos,
    supervisely_reading,
    voc_reading,
    yolo,
)
from backend.formats.archive import Archive
from backend.formats.cityscapes import CityscapesWriter
from backend.formats.coco import CocoWriter
from backend.formats.cvat import CvatWriter
from backend.formats.datumaro import DatumaroWriter
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.hf_parquet import HfParquetWriter
from backend.formats.label_map import LabelMapWriter
from backend.formats.label_studio import LabelStudioWriter
from backend.formats.labelme import LabelMeWriter
from backend.formats.options import Options
from backend.formats.records import Record
from backend.formats.sources import Files
from backend.formats.supervisely import SuperviselyWriter
from backend.formats.voc import VocWriter

Kind = Literal["instance", "semantic", "box"]


class Writer(Protocol):
    """Takes images one by one, so that memory stays flat; ``object_count`` says how many objects it has written."""

    name: str

    @property
    def object_count(self) -> int: ...

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None: ...

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None: ...

    def close(self) -> None: ...

    def notes(self) -> list[str]: ...


@dataclass(frozen=True)
class Carries:
    """What comes through a format unharmed. ``masks``: exact pixels, or only outlines, or none at all.

    ``overlap``: objects may share pixels. ``holes``: a mask may have some. ``parts``: an object may be in pieces.
    ``stuff``: objects of one label stay apart though it is stuff. ``ids``: objects keep an id, so that an import with
    ``update`` knows them again.
    """

    masks: Literal["exact", "polygons", ""] = "exact"
    boxes: bool = False
    attributes: bool = False
    overlap: bool = False
    holes: bool = True
    parts: bool = True
    stuff: bool = True
    scores: bool = False
    ids: bool = False
    proposals: bool = False


@dataclass(frozen=True)
class Format:
    """``writers`` fill the archive of an export. Without them a format is only read, without ``read`` only written."""

    name: str
    title: str
    kinds: tuple[Kind, ...]
    carries: Carries
    writers: tuple[type[Writer], ...] = ()
    recognises: Callable[[Files], bool] | None = None
    read: Callable[[Files], Iterator[Record]] | None = None


FROM_TOOLS = (
    Format(
        "cvat",
        "CVAT for images 1.1",
        ("instance", "box"),
        Carries(boxes=True, attributes=True, overlap=True, scores=True, ids=True),
        (CvatWriter,),
        cvat_reading.recognises,
        cvat_reading.read,
    ),
    Format(
        "labelme",
        "LabelMe",
        ("instance", "box"),
        Carries(boxes=True, attributes=True, overlap=True, scores=True, ids=True),
        (LabelMeWriter,),
        labelme.recognises,
        labelme.read,
    ),
    Format(
        "labelstudio",
        "Label Studio JSON",
        ("instance", "box"),
        Carries(boxes=True, attributes=True, overlap=True, scores=True, ids=True, proposals=True),
        (LabelStudioWriter,),
        label_studio_reading.recognises,
        label_studio_reading.read,
    ),
    Format(
        "datumaro",
        "Datumaro",
        ("instance", "box"),
        Carries(boxes=True, attributes=True, overlap=True, scores=True, ids=True),
        (DatumaroWriter,),
        datumaro_reading.recognises,
        datumaro_reading.read,
    ),
    Format(
        "supervisely",
        "Supervisely",
        ("instance", "box"),
        Carries(boxes=True, attributes=True, overlap=True, scores=True, ids=True),
        (SuperviselyWriter,),
        supervisely_reading.recognises,
        supervisely_reading.read,
    ),
    Format(
        "cvat-backup",
        "Backup of a CVAT task",
        ("instance", "box"),
        Carries(boxes=True, attributes=True, overlap=True),
        recognises=cvat_backup.recognises,
        read=cvat_backup.read,
    ),
)
"""What annotation tools write for themselves."""

FORMATS: tuple[Format, ...] = (
    Format(
        "cityscapes",
        "Cityscapes",
        ("instance", "semantic"),
        Carries(stuff=False),
        (CityscapesWriter,),
        cityscapes_reading.recognises,
        cityscapes_reading.read,
    ),
    Format(
        "ade20k",
        "ADE20K",
        ("semantic", "instance"),
        Carries(),
        (ade20k.Ade20kWriter,),
        ade20k.recognises,
        ade20k.read,
    ),
    Format(
        "mapillary",
        "Mapillary Vistas",
        ("instance", "semantic"),
        Carries(stuff=False),
        (mapillary.MapillaryWriter, mapillary.MapillaryPanopticWriter),
        mapillary.recognises,
        mapillary.read,
    ),
    Format(
        "lvis",
        "LVIS",
        ("instance",),
        Carries(attributes=True, overlap=True, scores=True, ids=True),
        (lvis.LvisWriter,),
        lvis.recognises,
        coco_reading.read,
    ),
    Format(
        "parquet",
        "Hugging Face Parquet",
        ("instance", "box"),
        Carries(boxes=True, attributes=True, overlap=True, scores=True, ids=True),
        (HfParquetWriter,),
        hf_parquet_reading.recognises,
        hf_parquet_reading.read,
    ),
    Format(
        "coco",
        "COCO instances",
        ("instance", "box"),
        Carries(boxes=True, attributes=True, overlap=True, scores=True, ids=True),
        (CocoWriter,),
        coco_reading.recognises,
        coco_reading.read,
    ),
    *FROM_TOOLS,
    Format(
        "coco-panoptic",
        "COCO panoptic",
        ("instance", "semantic"),
        Carries(attributes=True, scores=True, ids=True),
        (coco_panoptic.CocoPanopticWriter,),
        coco_panoptic.recognises,
        coco_panoptic.read,
    ),
    Format(
        "labelmap",
        "Label maps (PNG)",
        ("semantic", "instance"),
        Carries(ids=True),
        (LabelMapWriter,),
        label_map_reading.recognises,
        label_map_reading.read,
    ),
    Format(
        "voc",
        "Pascal VOC",
        ("instance", "semantic", "box"),
        Carries(boxes=True, attributes=True),
        (VocWriter,),
        voc_reading.recognises,
        voc_reading.read,
    ),
    Format(
        "yolo",
        "YOLO detection",
        ("box",),
        Carries("", boxes=True, overlap=True),
        (yolo.YoloWriter,),
        yolo.recognises,
        yolo.read,
    ),
    Format(
        "yolo-segmentation",
        "YOLO segmentation",
        ("instance",),
        Carries(overlap=True),
        (yolo.YoloSegmentationWriter,),
        read=yolo.read,
    ),
    Format(
        "masks",
        "Plain masks (PNG)",
        ("instance", "semantic"),
        Carries(overlap=True, ids=True),
        (masks.MasksWriter,),
        masks.recognises,
        masks.read,
    ),
    Format(
        photos.NAME,
        "Photos alone",
        (),
        Carries(""),
        recognises=photos.recognises,
        read=photos.read,
    ),
    Format(
        "coco+labelmap",
        "COCO instances and label maps",
        ("instance", "semantic", "box"),
        Carries(boxes=True, attributes=True, overlap=True, scores=True, ids=True),
        (CocoWriter, LabelMapWriter),
    ),
)
"""Formats are recognised in this order: those that others could be taken for come last."""

BY_NAME = {row.name: row for row in FORMATS}
