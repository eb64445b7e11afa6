"""A month of work of made-up people in one project: plausible, the same for the same seed, and true to none.

Every figure of the statistics follows from it: pace and its learning curve, rejections and what is handed in again,
comparisons with gold and between people (computed on masks, not invented), and a rest that is not done yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations

import numpy as np

from backend.accounts.models import User
from backend.images.models import Image
from backend.projects.models import Label, Project
from backend.review.agreement import Segment, agreement
from backend.review.consensus import consensus, trust_of
from backend.review.demonstration.calendar import Month
from backend.review.demonstration.cast import Worker
from backend.review.demonstration.damage import drawn_by
from backend.review.demonstration.documents import Drawing, write_documents
from backend.review.demonstration.photos import SIZE_HW, MadePhoto, made_photos
from backend.review.models import Comparison, Consensus, LabelCount, Submission

DONE, DRAWN = 0.85, 0.3
"""Shares of the images: worked on at all; with a document of masks."""
GOLD_EVERY, CONSENSUS_EVERY, REPLICAS = 50, 40, 3
REASONS = ("An object is missing", "Edges are too coarse", "Wrong label", "Two objects in one mask")
LABELS = (("cup", "#228be6"), ("plate", "#40c057"), ("person", "#e64980"), ("animal", "#fd7e14"), ("plant", "#82c91e"))
State, Verdict, Kind = Image.State, Submission.Verdict, Submission.Kind


@dataclass
class Story:
    """What has happened so far; written at the end, in few statements."""

    project: Project
    labels: list[int]
    month: Month
    workers: list[Worker]
    reviewers: list[User]
    random: np.random.Generator
    now: datetime
    images: list[Image] = field(default_factory=list)
    submissions: list[tuple[Submission, Counter[int | None]]] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    consensuses: list[Consensus] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)

    def at(self, moment: datetime) -> datetime:
        """Nothing happens after now."""
        return min(moment, self.now)


def make_month(
    project: Project, workers: list[Worker], reviewers: list[User], count: int, seed: int, now: datetime
) -> Story:
    random = np.random.default_rng([seed, 2])
    month = Month.until(now.date(), random)
    workers[-1].away = month.week_away(random)
    labels = [Label.objects.create(project=project, name=n, color=c, position=p).pk for p, (n, c) in enumerate(LABELS)]
    story = Story(project, labels, month, workers, reviewers, random, now)
    photos = list(made_photos(count, random))
    for photo in photos:
        photo.store()
    for number, (photo, day) in enumerate(zip(photos, _days(story, count), strict=True)):
        _tell(story, number, photo, day)
    _write(story)
    return story


def _days(story: Story, count: int) -> list[date | None]:
    """The day of each image's first work, in order; None for those that nobody has begun."""
    shares = story.month.shares(frozenset())
    done = int(count * DONE)
    places = sorted(story.random.choice(len(shares), size=done, p=shares))
    return [story.month.days[place] for place in places] + [None] * (count - done)


def _tell(story: Story, number: int, photo: MadePhoto, day: date | None) -> None:
    height, width = SIZE_HW
    image = Image(
        project=story.project, name=photo.name, sha256=photo.sha256, size_bytes=len(photo.content),
        media_type="image/jpeg", width=width, height=height, status=Image.Status.READY,
    )  # fmt: skip
    story.images.append(image)
    if day is None:
        return
    is_gold, is_shared = number % GOLD_EVERY == 7, number % CONSENSUS_EVERY == 11
    if is_gold or is_shared:
        truth = photo.truth(story.labels, story.random)
        _tell_gold(story, image, truth, day) if is_gold else _tell_consensus(story, image, truth, day)
    else:
        drawn = photo.truth(story.labels, story.random) if story.random.random() < DRAWN else None
        _tell_alone(story, image, drawn, day)


def _tell_alone(story: Story, image: Image, truth: list[Segment] | None, day: date) -> None:
    """One person draws it, a reviewer accepts it or sends it back, it is handed in again."""
    worker = _somebody(story, day)
    image.assignee = worker.user
    drawn = None
    if truth is not None:
        drawn = drawn_by(story.random, truth, story.labels, worker.carelessness)
    first = _hand_in(story, image, worker, story.month.moment(day, story.random), drawn)
    if drawn is not None:
        story.drawings.append(Drawing(image, worker.user.pk, first.at, drawn))
    if not _judge(story, image, first, worker) or first.verdict == Verdict.ACCEPTED:
        return
    again_on = story.month.working_day_after(first.verdict_at.date()) if first.verdict_at else day
    if again_on > day and story.random.random() < 0.9:
        moment = story.at(story.month.moment(again_on, story.random))
        if first.verdict_at is None or moment <= first.verdict_at:
            return
        second = _hand_in(story, image, worker, moment, drawn, attempt=2)
        _judge(story, image, second, worker)


def _hand_in(
    story: Story, image: Image, worker: Worker, at: datetime, drawn: list[Segment] | None, attempt: int = 1
) -> Submission:
    random = story.random
    counts = Counter(item.label for item in drawn) if drawn is not None else _invented(story)
    objects = sum(counts.values())
    share = 1.0 if attempt == 1 else 0.25
    submission = Submission(
        project=story.project, image=image, annotator=worker.user, at=story.at(at), revision=attempt, attempt=attempt,
        kind=Kind.REPLICA if image.replica else Kind.IMAGE, objects_in_effect=objects,
        seconds=round(float(share * objects * worker.pace * random.lognormal(0, 0.25)), 1),
        clicks=int(random.poisson(share * objects * worker.clicks * (1 + 0.3 * worker.greenness))),
        strokes=int(random.poisson(share * objects * 0.4)),
    )  # fmt: skip
    worker.done += attempt == 1
    image.state = State.SUBMITTED
    story.submissions.append((submission, counts))
    return submission


def _invented(story: Story) -> Counter[int | None]:
    shares = np.array([1 / (place + 1) for place in range(len(story.labels))])
    drawn = story.random.choice(story.labels, size=1 + int(story.random.poisson(5)), p=shares / shares.sum())
    return Counter(int(label) for label in drawn)


def _judge(story: Story, image: Image, submission: Submission, worker: Worker) -> bool:
    """A reviewer looks at it some hours later; False where that has not happened yet."""
    random = story.random
    at = submission.at + timedelta(hours=float(random.exponential(14) + 0.5))
    if at >= story.now:
        return False
    is_bad = random.random() < min(0.6, 0.02 + 0.16 * worker.factor * (1 + worker.greenness)) / submission.attempt
    submission.verdict = Verdict.REJECTED if is_bad else Verdict.ACCEPTED
    submission.reviewer = story.reviewers[int(random.integers(len(story.reviewers)))]
    submission.verdict_at = at
    submission.reason = REASONS[int(random.integers(len(REASONS)))] if is_bad else ""
    submission.fixed_objects = 0 if is_bad else int(random.poisson(0.25 * worker.factor))
    image.state = State.REJECTED if is_bad else State.ACCEPTED
    return True


def _tell_gold(story: Story, image: Image, truth: list[Segment], day: date) -> None:
    """Everybody who is there on one of the next days draws it, none knowing that the truth is known."""
    image.is_gold, image.state = True, State.ACCEPTED
    story.drawings.append(Drawing(image, None, story.month.moment(day, story.random), truth))
    for number, worker in enumerate(story.workers, start=1):
        moment = story.at(story.month.moment(day, story.random) + timedelta(days=float(story.random.uniform(0, 4))))
        if moment.date() in worker.away or moment >= story.now:
            continue
        drawn = drawn_by(story.random, truth, story.labels, worker.carelessness)
        replica = _replica(story, image, worker, number)
        _settled(_hand_in(story, replica, worker, moment, drawn))
        replica.state = State.ACCEPTED
        story.comparisons.append(_comparison(story, replica, image, None, truth, drawn, moment))


def _tell_consensus(story: Story, image: Image, truth: list[Segment], day: date) -> None:
    chosen = [story.workers[int(k)] for k in story.random.choice(len(story.workers), REPLICAS, replace=False)]
    moments = [story.at(story.month.moment(day, story.random)) for _ in chosen]
    drawn = [drawn_by(story.random, truth, story.labels, worker.carelessness) for worker in chosen]
    replicas = [_replica(story, image, worker, number) for number, worker in enumerate(chosen, start=1)]
    for replica, worker, at, own in zip(replicas, chosen, moments, drawn, strict=True):
        _settled(_hand_in(story, replica, worker, at, own))
        replica.state = State.ACCEPTED
    last = max(moments)
    ious: dict[tuple[int, int], float] = {}
    for one, other in combinations(range(len(chosen)), 2):
        user = chosen[other].user
        found = _comparison(story, replicas[one], replicas[other], user, drawn[other], drawn[one], last)
        story.comparisons.append(found)
        ious[one, other] = found.mean_iou
    outcome = consensus(drawn, trust_of(len(chosen), ious), may_overlap=False)
    objects = [item.segment for item in outcome.objects]
    story.drawings.append(Drawing(image, None, last, objects))
    people = [worker.user.pk for worker in chosen]
    story.consensuses.append(
        Consensus(image=image, at=last, people=people, object_count=len(objects), left_out=outcome.left_out,
                  mean_iou=sum(ious.values()) / len(ious))
    )  # fmt: skip
    counts = Counter(item.label for item in objects)
    together = Submission(
        project=story.project, image=image, at=last, revision=1, kind=Kind.CONSENSUS, objects_in_effect=len(objects)
    )
    image.state = State.SUBMITTED
    story.submissions.append((together, counts))
    _judge(story, image, together, chosen[0])


def _replica(story: Story, image: Image, worker: Worker, number: int) -> Image:
    replica = Image(
        project=image.project, name=image.name, sha256=image.sha256, size_bytes=image.size_bytes,
        media_type=image.media_type, width=image.width, height=image.height, status=image.status,
        original=image, replica=number, assignee=worker.user,
        replica_for=Image.ReplicaFor.GOLD if image.is_gold else Image.ReplicaFor.CONSENSUS,
    )  # fmt: skip
    story.images.append(replica)
    return replica


def _settled(submission: Submission) -> None:
    submission.verdict, submission.verdict_at = Verdict.COMPARED, submission.at


def _comparison(
    story: Story, image: Image, other: Image, other_person: User | None, truth: Sequence[Segment],
    drawn: Sequence[Segment], at: datetime,
) -> Comparison:  # fmt: skip
    found = agreement(truth, drawn)
    return Comparison(
        project=story.project, image=image, other=other, person=image.assignee, other_person=other_person,
        kind=Comparison.Kind.PAIR if other_person else Comparison.Kind.GOLD,
        mean_iou=found.overall.mean_iou, dice=found.overall.dice, pq=found.overall.pq, at=at,
        per_label={str(label or ""): figures.to_json() for label, figures in found.per_label.items()},
    )  # fmt: skip


def _somebody(story: Story, day: date) -> Worker:
    present = [worker for worker in story.workers if day not in worker.away]
    rates = np.array([worker.rate / worker.pace for worker in present])
    return present[int(story.random.choice(len(present), p=rates / rates.sum()))]


def _write(story: Story) -> None:
    Image.objects.bulk_create(story.images, batch_size=500)
    Submission.objects.bulk_create([submission for submission, _ in story.submissions], batch_size=500)
    LabelCount.objects.bulk_create(
        [
            LabelCount(submission=submission, label_id=label, count=count)
            for submission, counts in story.submissions
            for label, count in counts.items()
        ],
        batch_size=500,
    )
    Comparison.objects.bulk_create(story.comparisons, batch_size=500)
    Consensus.objects.bulk_create(story.consensuses, batch_size=500)
    write_documents(story.drawings)
