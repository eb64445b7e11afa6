"""What the interface takes and gives, as types. Made from the OpenAPI schema by generate_models.py.

A field that is ``NotRequired`` may be left out of a request; answers have it all the same, unless it is a password.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

AttributeType = Literal["text", "number", "select", "checkbox"]
ByEnum = Literal["none", "hash", "tag"]
ChangeEnum = Literal["added", "removed", "changed"]
CommentsEnum = Literal["open"]
EnginesEnum = Literal["onnx", "torch"]
ExistingEnum = Literal["add", "update", "replace"]
FormatEnum = Literal["stipple", "cvat", "labelstudio"]
GivenRole = Literal["manager", "reviewer", "annotator", "viewer"]
ImageState = Literal["new", "prelabelled", "in_progress", "submitted", "accepted", "rejected"]
ImageStatus = Literal["processing", "ready", "failed"]
InvitationState = Literal["open", "expired", "used", "revoked"]
JobKind = Literal["export", "version", "import", "backup", "restore", "sync", "duplicates"]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]
LabelChangePartsEnum = Literal["name", "color", "kind", "attributes_schema", "position"]
LabelKind = Literal["thing", "stuff"]
ModelFileSourceEnum = Literal["file"]
ModelSourceKindEnum = Literal["builtin", "published", "url", "file"]
ModelState = Literal["queued", "fetching", "verifying", "converting", "ready", "failed", "cancelled"]
NewModelSourceEnum = Literal["published", "url"]
NextKindEnum = Literal["annotate", "review"]
NullEnum = Literal[None]
ObjectChangePartsEnum = Literal["mask", "label", "attributes", "order", "origin"]
ObjectSource = Literal["click", "brush", "scribble", "box", "polygon", "prelabel", "propagated", "import"]
ObjectsAsEnum = Literal["annotations", "proposals"]
ObjectsEnum = Literal["none", "some"]
OperationKind = Literal[
    "click",
    "scribble",
    "box",
    "paint",
    "reshape",
    "bounds",
    "set",
    "delete",
    "accept",
    "reject",
    "undo",
    "redo",
    "restore",
    "import",
    "proposed",
    "decoded",
    "model",
]
OtherLabelsEnum = Literal["create", "leave_out", "unlabelled"]
Role = Literal["owner", "manager", "reviewer", "annotator", "viewer"]
ShapeEnum = Literal["mask", "box"]
SourceKind = Literal["folder", "s3", "gcs", "azure"]
SourceState = Literal["new", "queued", "running", "synced", "failed"]
SubmissionKindEnum = Literal["image", "replica", "consensus"]
TokenScope = Literal["read", "annotate", "manage"]
VerdictEnum = Literal["accepted", "rejected", "compared"]
VersionState = Literal["making", "ready", "deleting"]
WebhookDeliveryState = Literal["pending", "delivered", "failed"]
WebhookDisabledReason = Literal["gone", "failing"]
WebhookEventName = Literal[
    "project.created",
    "project.updated",
    "project.deleted",
    "member.joined",
    "member.updated",
    "member.left",
    "label.created",
    "label.updated",
    "label.deleted",
    "image.created",
    "image.deleted",
    "annotation.submitted",
    "annotation.accepted",
    "annotation.rejected",
    "comment.created",
    "comment.resolved",
    "comment.reopened",
    "job.finished",
    "version.created",
    "version.deleted",
]
WeekKindEnum = Literal["gold", "pair"]


class ImageFilter(TypedDict):
    """What the list of images may be filtered and ordered by."""

    # With an object of this person: an id, or `me` for the caller.
    annotator: NotRequired[str]
    # A person's id, `me` for the caller, `none` for nobody's.
    assignee: NotRequired[str]
    # A batch's id, `none` for images in no batch.
    batch: NotRequired[str]
    # Only images with a thread that nobody has resolved.
    comments: NotRequired[Literal["open"]]
    # Created at or after this day or time (ISO 8601).
    created_from: NotRequired[str]
    # Created at or before this day or time (ISO 8601).
    created_to: NotRequired[str]
    # Only images that are set aside, or the others.
    flagged: NotRequired[Literal["false", "true"]]
    # Only gold images, or the others; for reviewers.
    gold: NotRequired[Literal["false", "true"]]
    # Only images that somebody holds now; for reviewers.
    held: NotRequired[Literal["true"]]
    # Images with an object of this label.
    label: NotRequired[int]
    # Only images without objects, or with some.
    objects: NotRequired[Literal["none", "some"]]
    # By name unless said otherwise.
    ordering: NotRequired[Literal["-created", "-name", "-updated", "created", "name", "updated"]]
    # Width times height, in pixels, at least.
    pixels_from: NotRequired[int]
    # Width times height, in pixels, at most.
    pixels_to: NotRequired[int]
    # With an object whose predicted quality (0 to 1) is at most this.
    quality_below: NotRequired[float]
    # Part of the name, upper and lower case alike.
    search: NotRequired[str]
    state: NotRequired[Literal["accepted", "in_progress", "new", "prelabelled", "rejected", "submitted"]]
    status: NotRequired[Literal["failed", "processing", "ready"]]
    # Images with this tag, upper and lower case alike.
    tag: NotRequired[str]
    # Updated at or after this day or time (ISO 8601).
    updated_from: NotRequired[str]
    # Updated at or before this day or time (ISO 8601).
    updated_to: NotRequired[str]


class Actor(TypedDict):
    """Who did something."""

    id: int
    name: str
    color: str


class AsNewPerson(TypedDict):
    """Who joins without an account; nothing of it is needed from who is logged in."""

    username: str
    name: NotRequired[str]
    # Not asked for where the invitation came by letter.
    email: NotRequired[str]
    password: str


class Assign(TypedDict):
    images: NotRequired[list[str]]
    # The query parameters of the list of images, in place of `images`; {} is all of them.
    filter: NotRequired[dict[str, str]]
    # The first so many of the filter's images.
    count: NotRequired[int]
    assignee: NotRequired[int | None]
    batch: NotRequired[int | None]
    priority: NotRequired[int]


class Assigned(TypedDict):
    # What somebody else holds now is left as it is.
    changed: int


class Attempt(TypedDict):
    """One try. Without ``duration_ms`` and ``error`` it is under way, or its worker died at it."""

    number: int
    at: str
    url: str
    # Names and values, as they were sent.
    headers: list[list[str]]
    status: int | None
    answer: str
    error: str
    duration_ms: int | None


class Attribute(TypedDict):
    """Something that objects of a label are asked for."""

    name: str
    type: AttributeType
    # Of a select.
    options: NotRequired[list[str]]
    # A text, number or truth value as the type wants; null for none.
    default: NotRequired[Any]
    # An image is submitted once all of its objects have it.
    required: NotRequired[bool]


class AuditActor(TypedDict):
    id: int
    name: str
    # Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.
    username: str
    # False: they have left the team.
    is_member: bool


class AuditEntry(TypedDict):
    id: int
    at: str
    # The name of who did it; empty for the program itself.
    actor: str
    action: str
    target: str
    project: int | None
    project_name: str
    detail: dict[str, Any]
    address: str


class Backup(TypedDict):
    # A backup that a job of the kind `backup`, or `manage.py backup`, made.
    files: str


class Batch(TypedDict):
    """Expects in the context ``counts``, of ``batches.counts_of``."""

    id: int
    project: int
    name: str
    priority: int
    assignee: NamedPerson | None
    group: GroupName | None
    created: str
    image_count: int
    # How many images are in each state.
    states: dict[str, int]


class BatchName(TypedDict):
    id: int
    name: str


class Box(TypedDict):
    """A box drawn around an object, in image pixels; the last one of an object is in effect."""

    id: str
    # x0, y0, x1, y1.
    box: list[float]
    t: int


class BriefPerson(TypedDict):
    id: int
    name: str
    color: str


class BriefProject(TypedDict):
    id: int
    name: str


class ChangedLabel(TypedDict):
    name: str
    fields: list[str]


class Click(TypedDict):
    """A click in image pixels; ``t`` orders the clicks, strokes and boxes of an image."""

    id: str
    x: float
    y: float
    t: int


class CodeOfApp(TypedDict):
    # Of the authenticator app, or a recovery code.
    code: str


class Colleague(TypedDict):
    id: int
    name: str
    color: str


class Comment(TypedDict):
    """What one person said; ``text`` is empty where that was taken back."""

    id: str
    author: Commenter | None
    text: str
    created: str
    edited: str | None


class Commenter(TypedDict):
    id: int
    name: str
    color: str


class Day(TypedDict):
    """What each figure means is in docs/statistics.md."""

    # Handed in for the first time.
    images: int
    # Handed in again after a rejection.
    reworked: int
    objects: int
    # Active time.
    seconds: float
    clicks: int
    strokes: int
    accepted: int
    rejected: int
    # Objects that reviewers mended themselves.
    fixed_objects: int
    seconds_per_object: float | None
    clicks_per_object: float | None
    # 0 to 1; null where nothing was judged.
    acceptance: float | None
    day: str


class Delivery(TypedDict):
    id: str
    webhook: int
    event: str
    state: WebhookDeliveryState
    # What the receiver answered last.
    status: int | None
    attempt_count: int
    due: str
    created: str
    finished: str | None


class DeliveryDetail(TypedDict):
    id: str
    webhook: int
    event: str
    state: WebhookDeliveryState
    # What the receiver answered last.
    status: int | None
    attempt_count: int
    due: str
    created: str
    finished: str | None
    # Exactly what is sent, at every try.
    body: str
    attempts: list[Attempt]


class Departure(TypedDict):
    # A path of this site to come back to.
    next: NotRequired[str]


class Destination(TypedDict):
    # Send the browser there; it comes back logged in, or with a sentence.
    url: str


class Difference(TypedDict):
    """What differs from ``before`` to ``after``."""

    before: int
    after: int
    images: ImageDifferenceCounts
    # Null where too many images changed to count their objects.
    objects: ObjectDifferenceCounts | None
    labels: LabelDifferences
    label_counts: list[LabelCounts]
    split_counts: list[SplitCounts]


class Disabled(TypedDict):
    reason: WebhookDisabledReason
    at: str


class Document(TypedDict):
    """The annotation of an image as it is in effect now."""

    image: str
    revision: int
    state: ImageState
    can_undo: bool
    can_redo: bool
    model: PinnedModel
    objects: list[ObjectView]
    background: list[Click]
    background_strokes: list[Stroke]


class Duplicate(TypedDict):
    name: str
    # The image of this project that has the same content.
    image: str


class DuplicateGroup(TypedDict):
    number: int
    # How many images it had when the search found it.
    size: int
    # Those of them that are still there, the first 50.
    images: list[Image]


class Files(TypedDict):
    files: list[str]


class Flag(TypedDict):
    """Why the image was set aside, by whom and when."""

    reason: str
    by: NamedPerson | None
    at: str


class FlagReason(TypedDict):
    # Why nobody should annotate it now.
    reason: str


class Forecast(TypedDict):
    remaining: int
    per_day: float
    # Days that the rate was taken from.
    days: int
    done_on: str | None


class Group(TypedDict):
    id: int
    organization: int
    name: str
    # Ids of users.
    people: NotRequired[list[int]]
    created: str


class GroupName(TypedDict):
    id: int
    name: str


class HeldImage(TypedDict):
    id: str
    name: str
    lease_expires: str


class HeldWork(TypedDict):
    """What a member holds in the projects of the team."""

    # Images assigned to them that are not done.
    images: int
    batches: int
    # Images that they have open just now.
    leased: int


class Identity(TypedDict):
    """Somebody at an OpenID provider, who logs in as this account."""

    id: int
    issuer: str
    # The provider as people call it; of an old one, its address.
    name: str
    email: str
    # False: the provider is no longer the one in use.
    is_usable: bool
    connected: str
    last_login: str


class Image(TypedDict):
    """Expects rows of ``backend.images.listing.with_counts``, and in the context the reader's ``role``: without it,
    or below reviewer, what tells replicas and gold images apart is null (visibility.py)."""

    id: str
    project: int
    name: str
    width: int
    height: int
    status: ImageStatus
    problem: Problem | None
    state: ImageState
    object_count: int
    # Threads that nobody has resolved.
    open_comments: int
    # The same in replicas of it. Null below reviewer.
    replica_comments: int | None
    # Null where the image is not set aside.
    flag: Flag | None
    tags: list[str]
    priority: int
    # Who was given it, or handed it in.
    assignee: NamedPerson | None
    batch: BatchName | None
    # Null below reviewer.
    is_gold: bool | None
    # 0: an image of the dataset, else one person's. Null below reviewer.
    replica: int | None
    original: str | None
    # Who was given it just now. Null below reviewer.
    held_by: NamedPerson | None
    # Until when they have it; activity prolongs it.
    lease_expires: str | None
    thumbnail: str | None
    display: str | None
    file: str
    size_bytes: int
    created: str
    updated: str
    created_by: int | None


class ImageDetail(TypedDict):
    """Expects rows of ``backend.images.listing.with_counts``, and in the context the reader's ``role``: without it,
    or below reviewer, what tells replicas and gold images apart is null (visibility.py)."""

    id: str
    project: int
    name: str
    width: int
    height: int
    status: ImageStatus
    problem: Problem | None
    state: ImageState
    object_count: int
    # Threads that nobody has resolved.
    open_comments: int
    # The same in replicas of it. Null below reviewer.
    replica_comments: int | None
    # Null where the image is not set aside.
    flag: Flag | None
    tags: list[str]
    priority: int
    # Who was given it, or handed it in.
    assignee: NamedPerson | None
    batch: BatchName | None
    # Null below reviewer.
    is_gold: bool | None
    # 0: an image of the dataset, else one person's. Null below reviewer.
    replica: int | None
    original: str | None
    # Who was given it just now. Null below reviewer.
    held_by: NamedPerson | None
    # Until when they have it; activity prolongs it.
    lease_expires: str | None
    thumbnail: str | None
    display: str | None
    file: str
    size_bytes: int
    created: str
    updated: str
    created_by: int | None
    neighbours: Neighbours


class ImageDifference(TypedDict):
    """An image that differs. Expects in the context ``changes``, of ``comparing.changes_of``."""

    # Its place in the version, counted from 0.
    index: int
    image: str
    name: str
    sha256: str
    size_bytes: int
    width: int
    height: int
    state: str
    split: str
    tags: list[str]
    object_count: int
    # False where the photo is missing from the store.
    has_photo: bool
    file: str
    thumbnail: str
    # Null: not in the other.
    split_before: str | None
    # What differs in its objects, where it is in both.
    objects: list[ObjectChange]


class ImageDifferenceCounts(TypedDict):
    added: int
    removed: int
    # In both, with other objects.
    changed: int
    # In both, in another split.
    moved: int
    # In both, with the same objects.
    unchanged: int


class ImportFile(TypedDict):
    id: str
    project: int
    name: str
    size_bytes: int
    created: str
    created_by: int | None


class Invitation(TypedDict):
    id: int
    role: Role
    # Send a letter to it.
    email: NotRequired[str]
    prefix: str
    # The name of who made it.
    created_by: str
    created: str
    expires: str
    # Null: no limit.
    max_uses: NotRequired[int | None]
    uses: int
    state: InvitationState
    # How long it works.
    days: NotRequired[int]


class Job(TypedDict):
    id: str
    project: int
    kind: JobKind
    state: JobState
    # 0 to 1.
    progress: float
    total: int
    done: int
    log: list[str]
    # Where to download the result; null before and after its time.
    result: str | None
    problem: Problem | None
    params: dict[str, Any]
    # What the work came to, in numbers; null before its end.
    summary: dict[str, Any] | None
    created: str
    created_by: int | None


class Joined(TypedDict):
    """The team that the caller is in now."""

    organization: int
    name: str
    role: Role


class Label(TypedDict):
    id: int
    project: int
    name: str
    # #rrggbb.
    color: str
    kind: NotRequired[LabelKind]
    # One digit or letter.
    hotkey: NotRequired[str]
    position: NotRequired[int]
    attributes_schema: NotRequired[list[Attribute]]
    # Objects that have this label now.
    object_count: int


class LabelChange(TypedDict):
    id: int
    name: str
    # What it was called before.
    before: str
    parts: list[LabelChangePartsEnum]


class LabelCounts(TypedDict):
    # Null: objects without a label.
    id: int | None
    name: str
    color: str
    before: int
    after: int


class LabelDifferences(TypedDict):
    added: list[LabelName]
    removed: list[LabelName]
    changed: list[LabelChange]


class LabelName(TypedDict):
    id: int
    name: str


class LabelProblem(TypedDict):
    place: str
    detail: str


class LabelRow(TypedDict):
    label_id: int | None
    name: str | None
    color: str | None
    project: int | None
    objects: int


class LabelSetEffect(TypedDict):
    format: FormatEnum
    added: list[str]
    changed: list[ChangedLabel]
    # Labels of the project that stay as they are.
    left: list[str]
    problems: list[LabelProblem]


class Login(TypedDict):
    # User name or e-mail address.
    username: str
    password: str


class MaskModel(TypedDict):
    """What made a mask; ``engine`` is the runtime and the device, such as onnx/cpu."""

    name: str
    digest: str
    engine: str


class Me(TypedDict):
    id: int
    # Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.
    username: str
    email: NotRequired[str]
    name: NotRequired[str]
    # Tag of the language (BCP 47) that the pages show on a new device; empty: as the browser asks.
    language: NotRequired[str]
    preferences: NotRequired[Preferences]
    color: str
    is_operator: bool
    organizations: list[OwnMembership]
    has_password: bool
    # Whether two-step login is set up.
    has_mfa: bool
    # Needed to change the e-mail address.
    password: NotRequired[str]


class Member(TypedDict):
    """Somebody who works in the project."""

    id: int
    username: str
    name: str
    color: str
    # The role in the project.
    role: Role
    # The role in the team.
    team_role: Role
    # The role given for this project, if any.
    project_role: Role | NullEnum | None


class Membership(TypedDict):
    id: int
    organization: int
    user: Person
    role: Role
    # False: an operator switched the account off.
    is_active: bool
    # For those who manage members; null for others.
    last_login: str | None
    # Ids of the groups of this team that the person is in.
    groups: list[int]
    created: str


class MembershipCreate(TypedDict):
    """Give ``username`` (or the e-mail address of somebody who has an account), or ``email`` to invite."""

    organization: int
    username: NotRequired[str]
    email: NotRequired[str]
    role: Role


class Methods(TypedDict):
    # False: only superusers log in with a password.
    password: bool
    sso: Sso | None


class MfaOffer(TypedDict):
    # To type into the app where no camera can read the code.
    secret: str
    # What the QR code says: otpauth://totp/….
    uri: str
    # The QR code as SVG.
    qr: str


class MfaState(TypedDict):
    is_on: bool
    recovery_codes_left: int


class ModelFile(TypedDict):
    """Weights (.pth, .pt, .pkl, .safetensors), or a .zip of a model folder."""

    source: ModelFileSourceEnum
    file: str
    name: str
    preset: NotRequired[str]


class ModelSource(TypedDict):
    """Where the model came from; what does not apply is empty."""

    kind: ModelSourceKindEnum
    url: str
    file: str
    sha256: str


class ModelSpeed(TypedDict):
    """Milliseconds on the machine where the model was installed, for a photo of 1024 x 768."""

    encode_ms: float
    click_ms: float


class NamedPerson(TypedDict):
    id: int
    name: str
    color: str


class Neighbours(TypedDict):
    """Where the image stands in the list: ``index`` counts from 0."""

    previous: str | None
    next: str | None
    index: int
    count: int


class NewBatch(TypedDict):
    """Given to a person or to a group: not to both. Null: to nobody in particular."""

    name: str
    priority: NotRequired[int]
    assignee: NotRequired[int | None]
    group: NotRequired[int | None]


class NewImportFile(TypedDict):
    # One archive (zip, tar) or one annotation file.
    files: str


class NewInvitation(TypedDict):
    """The answer to creation: the only one that holds the link."""

    id: int
    role: Role
    # Send a letter to it.
    email: NotRequired[str]
    prefix: str
    # The name of who made it.
    created_by: str
    created: str
    expires: str
    # Null: no limit.
    max_uses: NotRequired[int | None]
    uses: int
    state: InvitationState
    # How long it works.
    days: NotRequired[int]
    link: str


class NewJob(TypedDict):
    """``kind`` and what that kind needs; an export takes ``format`` and, if wanted, its options; an import takes
    ``file`` and, if wanted, what stands below it; ``duplicates`` take ``distance``."""

    kind: str
    format: NotRequired[str]
    geometry: NotRequired[str]
    states: NotRequired[list[str]]
    # Of an import: the id that `import-files/` gave.
    file: NotRequired[str]
    objects_as: NotRequired[ObjectsAsEnum]
    # add: what is there stays as it is; update: objects with the same id in the files are changed; replace: what
    # earlier imports brought and nobody has changed since goes.
    existing: NotRequired[ExistingEnum]
    # A name in the files to the id of a label here, to the name of one (made if need be), or to null.
    labels: NotRequired[dict[str, Any]]
    other_labels: NotRequired[OtherLabelsEnum]
    # Images of the archive are added to the project.
    add_images: NotRequired[bool]
    # Of a search for near-duplicates: how many bits may differ, 0 to 11.
    distance: NotRequired[int]
    # Count and report only.
    dry_run: NotRequired[bool]


class NewLabelSet(TypedDict):
    # What the file holds: a label set of Stipple, CVAT's raw labels, or Label Studio's configuration.
    text: str
    # Say what would happen, only.
    dry_run: NotRequired[bool]


class NewModel(TypedDict):
    """``published`` for a published checkpoint, ``url`` and ``name`` for an address; ``name`` is also its folder."""

    source: NewModelSourceEnum
    published: NotRequired[str]
    url: NotRequired[str]
    name: NotRequired[str]
    preset: NotRequired[str]
    sha256: NotRequired[str]


class NewReply(TypedDict):
    text: str
    # Made by the client, so that sending again says it once.
    id: NotRequired[str]


class NewSource(TypedDict):
    kind: SourceKind
    # folder: root, path; s3: bucket, prefix, region, endpoint; gcs: bucket, prefix; azure: account, bucket (the
    # container), prefix, suffix.
    place: dict[str, str]
    # s3: access_key, secret_key; gcs: service_account (the JSON); azure: account_key or sas_token. None: what
    # anybody may read.
    credentials: NotRequired[dict[str, str]]
    name: str
    # 0: only when somebody asks.
    every_minutes: NotRequired[int]


class NewThread(TypedDict):
    text: str
    # Made by the client, so that sending again says it once.
    id: NotRequired[str]
    # In image pixels, inside the image.
    x: float
    y: float
    # The object there, if any.
    object: NotRequired[str | None]


class NewToken(TypedDict):
    """The answer to creation: the only one that holds the token itself."""

    id: int
    name: str
    prefix: str
    scope: NotRequired[TokenScope]
    created: str
    expires: NotRequired[str | None]
    last_used: str | None
    token: str


class NewVersion(TypedDict):
    filter: NotRequired[VersionFilter]
    split_rule: NotRequired[SplitRule]
    name: str
    note: NotRequired[str]


class Next(TypedDict):
    kind: NextKindEnum
    # An image that is not wanted now; its lease is given back.
    skip: NotRequired[str]


class ObjectChange(TypedDict):
    id: str
    change: ChangeEnum
    # The id of a label; null: none.
    label_before: int | None
    label_after: int | None
    parts: list[ObjectChangePartsEnum]
    # Of the two masks or boxes; null for objects of one only.
    iou: float | None


class ObjectDifferenceCounts(TypedDict):
    added: int
    removed: int
    changed: int


class ObjectView(TypedDict):
    id: str
    label: int | None
    # box: a bounding box that is an object of its own, without a mask.
    shape: ShapeEnum
    rle: Rle | None
    # x, y, width, height.
    bbox: list[int] | None
    area: int
    z: int
    quality: float | None
    # Where a click would tell the model most; null: not known.
    unsure: Unsure | None
    source: ObjectSource
    locked: bool
    attributes: dict[str, Any]
    # x0, y0, x1, y1: the part of the image that the model looks at for it; null for all of it.
    crop: list[int] | None
    clicks: list[Click]
    strokes: list[Stroke]
    boxes: list[Box]
    created_by: int | None
    # What made the mask; null where a brush did.
    model: MaskModel | None


class Offer(TypedDict):
    """What somebody who holds the link is told."""

    team: str
    inviter: str
    role: Role
    # The address it was sent to; empty for a link.
    email: str
    expires: str
    state: InvitationState
    # The role that the caller has in the team already.
    held: Role | NullEnum | None


class Operation(TypedDict):
    """One entry of the log; ``id`` is the client's operation id. Expects ``chosen`` in the context: see in_effect;
    ``is_brief`` there leaves the masks out of the payload."""

    id: str
    revision: int
    kind: OperationKind
    payload: Any
    actor: int | None
    # Null for the model's answers.
    by: Actor | None
    created: str
    in_effect: bool


class Organization(TypedDict):
    id: int
    name: str
    # The caller's role.
    role: Role
    member_count: int
    # Members without two-step login have no role.
    requires_mfa: NotRequired[bool]
    created: str


class OwnMembership(TypedDict):
    id: int
    name: str
    role: Role
    # True: the role counts once two-step login is set up.
    needs_mfa: bool


class OwnershipTransfer(TypedDict):
    # Id of the member who becomes the owner.
    user: int


class PaginatedAuditActorList(TypedDict):
    next: str | None
    previous: str | None
    results: list[AuditActor]


class PaginatedAuditEntryList(TypedDict):
    next: str | None
    previous: str | None
    results: list[AuditEntry]


class PaginatedBatchList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Batch]


class PaginatedDeliveryList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Delivery]


class PaginatedDuplicateGroupList(TypedDict):
    next: str | None
    previous: str | None
    results: list[DuplicateGroup]


class PaginatedGroupList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Group]


class PaginatedImageDifferenceList(TypedDict):
    next: str | None
    previous: str | None
    results: list[ImageDifference]


class PaginatedImageList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Image]


class PaginatedImportFileList(TypedDict):
    next: str | None
    previous: str | None
    results: list[ImportFile]


class PaginatedInvitationList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Invitation]


class PaginatedJobList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Job]


class PaginatedLabelList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Label]


class PaginatedMembershipList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Membership]


class PaginatedOperationList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Operation]


class PaginatedOrganizationList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Organization]


class PaginatedProjectList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Project]


class PaginatedProjectRoleList(TypedDict):
    next: str | None
    previous: str | None
    results: list[ProjectRole]


class PaginatedRefusedFileList(TypedDict):
    next: str | None
    previous: str | None
    results: list[RefusedFile]


class PaginatedSourceList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Source]


class PaginatedStoredModelList(TypedDict):
    next: str | None
    previous: str | None
    results: list[StoredModel]


class PaginatedSubmissionList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Submission]


class PaginatedTokenList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Token]


class PaginatedVersionImageList(TypedDict):
    next: str | None
    previous: str | None
    results: list[VersionImage]


class PaginatedVersionList(TypedDict):
    next: str | None
    previous: str | None
    results: list[Version]


class PasswordChange(TypedDict):
    old_password: str
    new_password: str


class PasswordReset(TypedDict):
    email: str


class PasswordResetConfirm(TypedDict):
    uid: str
    token: str
    new_password: str


class PatchedBatchChange(TypedDict):
    """Given to a person or to a group: not to both. Null: to nobody in particular."""

    name: NotRequired[str]
    priority: NotRequired[int]
    assignee: NotRequired[int | None]
    group: NotRequired[int | None]


class PatchedChangeModel(TypedDict):
    title: NotRequired[str]
    card: NotRequired[str]
    # Whether projects and images may choose it.
    is_enabled: NotRequired[bool]


class PatchedCommentText(TypedDict):
    text: NotRequired[str]


class PatchedGroup(TypedDict):
    organization: NotRequired[int]
    name: NotRequired[str]
    # Ids of users.
    people: NotRequired[list[int]]


class PatchedLabel(TypedDict):
    project: NotRequired[int]
    name: NotRequired[str]
    # #rrggbb.
    color: NotRequired[str]
    kind: NotRequired[LabelKind]
    # One digit or letter.
    hotkey: NotRequired[str]
    position: NotRequired[int]
    attributes_schema: NotRequired[list[Attribute]]


class PatchedMe(TypedDict):
    email: NotRequired[str]
    name: NotRequired[str]
    # Tag of the language (BCP 47) that the pages show on a new device; empty: as the browser asks.
    language: NotRequired[str]
    preferences: NotRequired[Preferences]
    # Needed to change the e-mail address.
    password: NotRequired[str]


class PatchedOrganization(TypedDict):
    name: NotRequired[str]
    # Members without two-step login have no role.
    requires_mfa: NotRequired[bool]


class PatchedProject(TypedDict):
    organization: NotRequired[int]
    name: NotRequired[str]
    description: NotRequired[str]
    # What annotators should know, in Markdown; the editor shows it beside the image.
    guidelines: NotRequired[str]
    # The name of the model that answers clicks on images not begun yet.
    model: NotRequired[str]
    # Whether objects may overlap. It holds for what is done from then on; masks that are there stay.
    overlap: NotRequired[bool]
    # So many people annotate each image, unseen by each other.
    replicas: NotRequired[int]
    # Of what people are given, so many are gold images.
    gold_percent: NotRequired[int]
    # An image goes back to the queue after so long without a sign of who was given it.
    lease_minutes: NotRequired[int]
    # Whether only people with a role given for this project, and the team's owners and managers, see it.
    is_private: NotRequired[bool]
    # What reviewers are offered to say when they reject an image.
    reject_reasons: NotRequired[list[str]]


class PatchedRoleChange(TypedDict):
    """Another role. Who may not annotate with it gives what they hold to ``transfer_to``, or back to the queue."""

    role: NotRequired[Role]
    # Id of a user; null for the queue.
    transfer_to: NotRequired[int | None]


class PatchedSourceChange(TypedDict):
    """Where a source is does not change: add another one."""

    name: NotRequired[str]
    every_minutes: NotRequired[int]
    # In place of those there are.
    credentials: NotRequired[dict[str, str]]


class PatchedTagChange(TypedDict):
    add: NotRequired[list[str]]
    remove: NotRequired[list[str]]


class PatchedToken(TypedDict):
    name: NotRequired[str]
    scope: NotRequired[TokenScope]
    expires: NotRequired[str | None]


class PatchedWebhook(TypedDict):
    name: NotRequired[str]
    # Where messages are sent to, by POST.
    url: NotRequired[str]
    events: NotRequired[list[WebhookEventName]]
    # False: nothing is told. True also takes back that the server switched it off.
    is_active: NotRequired[bool]


class Person(TypedDict):
    """Another user as team mates see them; the e-mail address only for those who manage members."""

    id: int
    # Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.
    username: str
    name: str
    email: str


class PersonAtWork(TypedDict):
    id: int
    name: str
    color: str
    role: Role
    # Images that wait for this person.
    assigned: int
    # Images that wait in batches for this person alone.
    in_batches: int
    # Images of theirs that wait for review.
    submitted: int
    # What they were given just now.
    holds: HeldImage | None


class PersonRow(TypedDict):
    """What each figure means is in docs/statistics.md."""

    # Handed in for the first time.
    images: int
    # Handed in again after a rejection.
    reworked: int
    objects: int
    # Active time.
    seconds: float
    clicks: int
    strokes: int
    accepted: int
    rejected: int
    # Objects that reviewers mended themselves.
    fixed_objects: int
    seconds_per_object: float | None
    clicks_per_object: float | None
    # 0 to 1; null where nothing was judged.
    acceptance: float | None
    # Mean IoU with gold images, 0 to 1.
    gold_score: float | None
    # Mean IoU of two people, 0 to 1.
    agreement: float | None
    person: BriefPerson
    gold_count: int


class PinModel(TypedDict):
    # The name of a model that is ready and enabled.
    model: str


class Pinned(TypedDict):
    model: PinnedModel
    revision: int


class PinnedModel(TypedDict):
    name: str
    digest: str


class Preferences(TypedDict):
    """All of them are optional; what is given replaces what was stored under its name."""

    # The keys that differ from the usual ones, by command: `{"undo": ["Ctrl + U"]}`; [] is none.
    keys: NotRequired[dict[str, list[str]]]


class Problem(TypedDict):
    code: str
    detail: str


class ProblemDetails(TypedDict):
    """An error (RFC 9457). `code` is for programs, `detail` is a sentence for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    # What is wrong, field by field.
    errors: NotRequired[dict[str, Any]]


class Project(TypedDict):
    id: int
    organization: int
    name: str
    description: NotRequired[str]
    # What annotators should know, in Markdown; the editor shows it beside the image.
    guidelines: NotRequired[str]
    # The caller's role here.
    role: Role
    # The name of the model that answers clicks on images not begun yet.
    model: NotRequired[str]
    # Whether objects may overlap. It holds for what is done from then on; masks that are there stay.
    overlap: NotRequired[bool]
    # So many people annotate each image, unseen by each other.
    replicas: NotRequired[int]
    # Of what people are given, so many are gold images.
    gold_percent: NotRequired[int]
    # An image goes back to the queue after so long without a sign of who was given it.
    lease_minutes: NotRequired[int]
    # Whether only people with a role given for this project, and the team's owners and managers, see it.
    is_private: NotRequired[bool]
    # What reviewers are offered to say when they reject an image.
    reject_reasons: NotRequired[list[str]]
    created: str
    updated: str
    image_count: int
    # How many images are in each state.
    states: dict[str, int]
    labels: list[Label]


class ProjectRole(TypedDict):
    """The role that a member of the team has in this project, in place of that in the team."""

    user: int
    username: str
    name: str
    role: GivenRole
    created: str


class ProjectRow(TypedDict):
    """What each figure means is in docs/statistics.md."""

    # Handed in for the first time.
    images: int
    # Handed in again after a rejection.
    reworked: int
    objects: int
    # Active time.
    seconds: float
    clicks: int
    strokes: int
    accepted: int
    rejected: int
    # Objects that reviewers mended themselves.
    fixed_objects: int
    seconds_per_object: float | None
    clicks_per_object: float | None
    # 0 to 1; null where nothing was judged.
    acceptance: float | None
    # Mean IoU with gold images, 0 to 1.
    gold_score: float | None
    # Mean IoU of two people, 0 to 1.
    agreement: float | None
    project: BriefProject
    # How many images are in each state now.
    states: dict[str, int]


class PublishedModel(TypedDict):
    name: str
    title: str
    preset: str
    url: str
    # Whether there is a model of that name here.
    installed: bool
    numbers: list[dict[str, float | str | None]]


class Reason(TypedDict):
    reason: NotRequired[str]


class RecoveryCodes(TypedDict):
    """Shown this once; each is good for one login without the app."""

    recovery_codes: list[str]


class Refused(TypedDict):
    name: str
    code: str
    detail: str


class RefusedFile(TypedDict):
    key: str
    code: str
    detail: str
    since: str


class Resolution(TypedDict):
    """Who resolved the thread, and when."""

    by: Commenter | None
    at: str


class ReviewerRow(TypedDict):
    person: BriefPerson
    accepted: int
    rejected: int
    fixed_objects: int
    acceptance: float | None


class Rle(TypedDict):
    """A mask in COCO's compressed run-length encoding."""

    # height, width.
    size: list[int]
    counts: str


class SimilarImage(TypedDict):
    # How many of 63 bits differ; 0: they look the same.
    distance: int
    image: Image


class SimilarImages(TypedDict):
    # The nearest first, the first 100 of them.
    results: list[SimilarImage]
    # How many there are in all.
    count: int


class Source(TypedDict):
    """To who is no manager, ``place``, ``counts`` and ``problem`` are null and ``has_credentials`` is false."""

    id: int
    project: int
    name: str
    kind: SourceKind
    state: SourceState
    place: dict[str, str] | None
    has_credentials: bool
    every_minutes: int
    # That of the last sync.
    job: str | None
    synced: str | None
    # What the last sync came to; null before the first.
    counts: SourceCounts | None
    # Why the last sync failed; null where it did not.
    problem: Problem | None
    created: str


class SourceCounts(TypedDict):
    """listed = unchanged + added + duplicates + refused + waiting + failed + gone."""

    listed: int
    unchanged: int
    # Of the unchanged: refused when they came.
    refused_before: int
    added: int
    # Had other content before.
    changed: int
    duplicates: int
    refused: int
    # Still being written; the next sync takes them.
    waiting: int
    # Could not be read; the next sync tries again.
    failed: int
    gone: int
    # Were there once; their images stay.
    vanished: int
    # By reason: links, hidden files.
    passed_over: dict[str, int]
    # By code.
    reasons: dict[str, int]
    # By code: the first files and what is wrong with them.
    first: dict[str, list[dict[str, Any]]]


class SourceFolders(TypedDict):
    # The folders that an operator allows.
    roots: list[str]
    # Names of those in the folder asked for.
    folders: list[str]
    has_more: bool


class SourcePlace(TypedDict):
    kind: SourceKind
    # folder: root, path; s3: bucket, prefix, region, endpoint; gcs: bucket, prefix; azure: account, bucket (the
    # container), prefix, suffix.
    place: dict[str, str]
    # s3: access_key, secret_key; gcs: service_account (the JSON); azure: account_key or sas_token. None: what
    # anybody may read.
    credentials: NotRequired[dict[str, str]]


class SourceTest(TypedDict):
    is_reachable: bool
    # Empty where it is.
    code: str
    # What is wrong and what to do; empty where nothing is.
    detail: str
    # The first file that is found, empty where there is none.
    first: str


class SplitCounts(TypedDict):
    split: str
    # Images.
    before: int
    after: int


class SplitRule(TypedDict):
    """``hash`` divides by the content of each image, which stays in its split in later versions; ``tag`` by tags;
    ``none`` not at all."""

    by: ByEnum
    # Percentages of train, val and test, which add up to 100; for `hash`.
    shares: NotRequired[dict[str, int]]
    seed: NotRequired[int]
    # The tag of train, of val, of test; for `tag`.
    tags: NotRequired[dict[str, str]]


class Sso(TypedDict):
    # What people call it; the button on the log-in page says it.
    name: str


Statistics = TypedDict(
    "Statistics",
    {
        "from": "str",
        "to": "str",
        "person": "int | None",
        "person_name": "str | None",
        "totals": "Totals",
        "before": "Totals",
        "daily": "list[Day]",
        "labels": "list[LabelRow]",
        "agreement": "list[Week]",
        "people": "list[PersonRow]",
        "reviewers": "list[ReviewerRow]",
        "states": "dict[str, int]",
        "forecast": "Forecast",
    },
)  # from: no name of Python's


class StoredModel(TypedDict):
    """One model. Operators see its address whole, for it may hold a key; others see it without its query."""

    id: int
    name: str
    title: str
    preset: str
    digest: str
    state: ModelState
    progress: float
    detail: str
    engines: list[EnginesEnum]
    parameters: int | None
    size_bytes: int | None
    source: ModelSource
    card: str
    numbers: list[dict[str, float | str | None]]
    speed: ModelSpeed | None
    is_builtin: bool
    is_enabled: bool
    # Projects whose new images get this model.
    project_count: int
    # Ids of the live workers that answer with it.
    served_by: list[str]
    created: str
    created_by: int | None


class Stroke(TypedDict):
    """A scribble's line in image pixels; ``t`` orders the clicks, strokes and boxes of an image."""

    id: str
    points: list[list[float]]
    t: int


class Submission(TypedDict):
    """Expects rows of ``backend.review.waiting``."""

    id: int
    project: int
    project_name: str
    image: SubmittedImage
    # Null: a consensus of several people.
    annotator: Colleague | None
    at: str
    attempt: int
    kind: SubmissionKindEnum
    seconds: float
    clicks: int
    strokes: int
    objects: int
    verdict: VerdictEnum
    reviewer: Colleague | None
    verdict_at: str | None
    reason: str
    fixed_objects: int
    # Of the people of a consensus: mean IoU.
    agreement: float | None
    open_comments: int


class SubmittedImage(TypedDict):
    id: str
    name: str
    thumbnail: str


class SwitchOff(TypedDict):
    # Of the authenticator app, or a recovery code.
    code: str
    # Needed where the account has one.
    password: NotRequired[str]


class Sync(TypedDict):
    # Look again at files that were refused before.
    again: NotRequired[bool]


class Tag(TypedDict):
    name: str
    image_count: int


TeamStatistics = TypedDict(
    "TeamStatistics",
    {
        "from": "str",
        "to": "str",
        "person": "int | None",
        "person_name": "str | None",
        "totals": "Totals",
        "before": "Totals",
        "daily": "list[Day]",
        "labels": "list[LabelRow]",
        "agreement": "list[Week]",
        "people": "list[PersonRow]",
        "reviewers": "list[ReviewerRow]",
        "states": "dict[str, int]",
        "forecast": "Forecast",
        "projects": "list[ProjectRow]",
    },
)  # from: no name of Python's


class Thread(TypedDict):
    """A first comment with its place in image pixels, and the replies. Expects rows of ``threads_of``."""

    id: str
    author: Commenter | None
    text: str
    created: str
    edited: str | None
    number: int
    x: float
    y: float
    object: str | None
    # Null while the thread is open.
    resolved: Resolution | None
    replies: list[Comment]


class Token(TypedDict):
    id: int
    name: str
    prefix: str
    scope: NotRequired[TokenScope]
    created: str
    expires: NotRequired[str | None]
    last_used: str | None


class Totals(TypedDict):
    """What each figure means is in docs/statistics.md."""

    # Handed in for the first time.
    images: int
    # Handed in again after a rejection.
    reworked: int
    objects: int
    # Active time.
    seconds: float
    clicks: int
    strokes: int
    accepted: int
    rejected: int
    # Objects that reviewers mended themselves.
    fixed_objects: int
    seconds_per_object: float | None
    clicks_per_object: float | None
    # 0 to 1; null where nothing was judged.
    acceptance: float | None
    # Mean IoU with gold images, 0 to 1.
    gold_score: float | None
    # Mean IoU of two people, 0 to 1.
    agreement: float | None


class Unsure(TypedDict):
    """A place in image pixels, and by how much the model preferred what it answered there to the next best."""

    x: float
    y: float
    # 0: undecided, 1: certain; below 0 the picture outvoted the network.
    margin: float


class Upload(TypedDict):
    """What became of each file of an upload."""

    accepted: list[Image]
    duplicates: list[Duplicate]
    refused: list[Refused]


class Version(TypedDict):
    """``counts`` are empty until the version is ready."""

    id: int
    project: int
    number: int
    name: str
    note: str
    state: VersionState
    # The job that makes it.
    job: Job | None
    filter: VersionFilter
    split_rule: SplitRule
    image_count: int
    object_count: int
    # How many images are in each split; "": in none.
    splits: dict[str, int]
    digest: str
    made_by: str
    created: str


class VersionDetail(TypedDict):
    """With its labels, and how many objects each has by split."""

    id: int
    project: int
    number: int
    name: str
    note: str
    state: VersionState
    # The job that makes it.
    job: Job | None
    filter: VersionFilter
    split_rule: SplitRule
    image_count: int
    object_count: int
    # How many images are in each split; "": in none.
    splits: dict[str, int]
    digest: str
    made_by: str
    created: str
    labels: list[VersionLabel]
    # How many objects are in each split.
    split_objects: dict[str, int]
    # Objects by label ("": none), then by split.
    label_counts: dict[str, dict[str, int]]
    # How many images were in each state.
    states: dict[str, int]
    # Objects that are in no version, by reason.
    left_out: dict[str, int]


class VersionExport(TypedDict):
    format: str
    geometry: NotRequired[str]


class VersionFilter(TypedDict):
    """Which images: those of the list with these filters. Without any: all images that are ready."""

    states: NotRequired[list[ImageState]]
    # Images with an object of this label.
    label: NotRequired[int]
    tag: NotRequired[str]
    # Part of the name.
    search: NotRequired[str]
    flagged: NotRequired[bool]
    comments: NotRequired[CommentsEnum]
    # A person's id, `me` for the caller, `none`.
    assignee: NotRequired[str]
    # A batch's id, `none` for images in no batch.
    batch: NotRequired[str]
    gold: NotRequired[bool]
    objects: NotRequired[ObjectsEnum]
    # A person's id, `me` for the caller.
    annotator: NotRequired[str]
    quality_below: NotRequired[float]
    pixels_from: NotRequired[int]
    pixels_to: NotRequired[int]
    created_from: NotRequired[str]
    created_to: NotRequired[str]
    updated_from: NotRequired[str]
    updated_to: NotRequired[str]


class VersionImage(TypedDict):
    """``image`` is its id in the project, where it may be gone; ``file`` and ``thumbnail`` are the version's own."""

    # Its place in the version, counted from 0.
    index: int
    image: str
    name: str
    sha256: str
    size_bytes: int
    width: int
    height: int
    state: str
    split: str
    tags: list[str]
    object_count: int
    # False where the photo is missing from the store.
    has_photo: bool
    file: str
    thumbnail: str


class VersionLabel(TypedDict):
    id: int
    name: str
    color: str


class VersionPlan(TypedDict):
    filter: NotRequired[VersionFilter]
    split_rule: NotRequired[SplitRule]


class VersionPreview(TypedDict):
    images: int
    states: dict[str, int]
    # By split; "" for images that are in none.
    splits: dict[str, int]
    # The splits are what the shares promise, not counted.
    is_estimate: bool


class WaitingPerson(TypedDict):
    id: int
    name: str
    color: str
    count: int


class WaitingSummary(TypedDict):
    count: int
    oldest: str | None
    people: list[WaitingPerson]


class Webhook(TypedDict):
    id: int
    organization: int
    project: int | None
    name: str
    # Where messages are sent to, by POST.
    url: str
    events: list[WebhookEventName]
    # False: nothing is told. True also takes back that the server switched it off.
    is_active: NotRequired[bool]
    # Why the server switched it off; null where it did not.
    disabled: Disabled | None
    failures: int
    # Messages that are still to be sent.
    waiting: int
    old_secret_until: str | None
    created: str
    created_by: int | None


class WebhookEvent(TypedDict):
    name: WebhookEventName
    description: str
    # Told to webhooks of a team only.
    is_of_team: bool


class WebhookSecret(TypedDict):
    """The only answer that holds the secret."""

    id: int
    organization: int
    project: int | None
    name: str
    # Where messages are sent to, by POST.
    url: str
    events: list[WebhookEventName]
    # False: nothing is told. True also takes back that the server switched it off.
    is_active: NotRequired[bool]
    # Why the server switched it off; null where it did not.
    disabled: Disabled | None
    failures: int
    # Messages that are still to be sent.
    waiting: int
    old_secret_until: str | None
    created: str
    created_by: int | None
    secret: str


class Week(TypedDict):
    # Its Monday.
    week: str
    kind: WeekKindEnum
    mean_iou: float
    dice: float
    pq: float
    comparisons: int


class Workflow(TypedDict):
    state: ImageState
    revision: int
