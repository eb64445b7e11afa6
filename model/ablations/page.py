"""docs/ablations.md, written from the results: figures with their spread, verdicts, budgets, commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from model.ablations.arms import BASE, GROUPS, Arm
from model.ablations.command import Budget, shown_command
from model.ablations.comparison import compare, noise, same_budget, spread
from model.ablations.result import CLICKS, Result
from model.losses import OPEN_FORMS

HEADER = (
    "| arm | what it tells | IoU@1 | IoU@3 | IoU@5 | IoU@8 | NoC@85 | Δ IoU | verdict | samples (minutes of a core) |"
)
RULE = "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
NOT_RUN = "not run yet"

INTRODUCTION = """# Design options, measured

Written by `python -m model.ablate --table` from `benchmarks/ablations/`; don't edit it by hand.

Every arm changes one thing of the base arm and is trained from scratch on the same photos with the same budget. Then a
simulated person clicks on the largest object of each validation photo, eight times, each time in the middle of the
largest error. `IoU@k` is the mean IoU after k clicks, in percent, `NoC@85` the number of clicks to an IoU of 85 %
(8 where it is not reached). `±` is the standard deviation over the seeds."""

READING = """
## How to read it

* **Δ IoU** is the difference to the base in percent points, averaged over IoU@1, 3, 5 and 8, with its 95 % interval
  over the photos (paired bootstrap). **Better** or **worse** stands only where both seeds are there, the difference is
  more than three times the spread over the seeds (the base's or, if larger, that of all arms together), and the
  interval leaves 0 out. Everything else is **open**: two seeds on a few photos cannot tell. With this many arms, one
  of twenty intervals leaves 0 out by chance.
* **The last column is the price**: processor time for the same samples, on a machine that runs shared with each other
  and with what else was going on there (`jobs` and `load` in each file), so that differences of a third mean little.
  What a small network learns in minutes favours good starts; options that pay late (more layers, learned relative
  encodings, patch encoders) may turn out otherwise in a long training.
* **The losses** of different forms are on different scales: compare IoU, never loss. Their weights were chosen so that
  the first gradient is as large as the base's (below).
* These arms are no measure of the built-in model: it trains longer and with several of the options at once."""


def page(results: Sequence[Result], budget: Budget, gradients: str) -> str:
    """The whole page. ``budget`` is shown while there are no results; ``gradients``: the section about the weights.

    Raises ValueError where budgets differ.
    """
    same_budget(results)
    budget = results[0].budget if results else budget
    runs: dict[str, list[Result]] = {}
    for result in results:
        runs.setdefault(result.arm, []).append(result)
    sections = [INTRODUCTION, _budget_lines(runs, budget)]
    for title, arms in GROUPS.items():
        rows = [_row(arm, runs) for arm in arms]
        if title.startswith("Loss"):
            rows += [f"| {name} | reserved | – | – | – | – | – | – | open: not written | – |" for name in OPEN_FORMS]
        sections.append("\n".join([f"## {title}", "", HEADER, RULE, *rows]))
    sections += [READING.strip(), gradients.strip(), _open_forms(), _commands(budget)]
    return "\n\n".join(sections) + "\n"


def _budget_lines(runs: Mapping[str, Sequence[Result]], budget: Budget) -> str:
    arms = [arm for group in GROUPS.values() for arm in group]
    seeds = sorted({run.seed for each in runs.values() for run in each})
    done = sum(len(runs.get(arm.name, ())) for arm in arms)
    complete = sum(len(runs.get(arm.name, ())) > 1 for arm in arms)
    lines = [
        f"**Budget of a run:** {budget}, preset `{budget.preset}`, {budget.photos} validation photos.",
        f"**So far:** {done} runs; {complete} of {len(arms)} arms have two seeds"
        + (f" (seeds {', '.join(map(str, seeds))})." if seeds else "."),
    ]
    machines = sorted({run.machine for each in runs.values() for run in each})
    if machines:
        lines.append(f"**Computed on:** {', '.join(machines)}.")
    grounds = {run.ground for each in runs.values() for run in each}
    if len(grounds) > 1:
        lines.append(_grounds(runs))
    measured = noise(runs, BASE)
    if measured is not None:
        lines.append(f"**Spread over seeds** that differences are measured by: {100 * measured:.2f} percent points.")
    return "\n\n".join(lines)


def _grounds(runs: Mapping[str, Sequence[Result]]) -> str:
    """Says which runs differ from the base by more than their arm."""
    own = {run.ground for run in runs.get(BASE, ())}
    others = sorted(f"{run.arm} (seed {run.seed})" for each in runs.values() for run in each if run.ground not in own)
    if not others:
        return "**Mixed:** the base's seeds were trained with different versions of the recipe."
    return (
        "**Mixed:** made with another version of the recipe or the base network than the base's, so that they "
        f"differ by more than their arm: {', '.join(others)}."
    )


def _row(arm: Arm, runs: Mapping[str, Sequence[Result]]) -> str:
    own, base = runs.get(arm.name, ()), runs.get(BASE, ())
    if not own:
        return f"| {arm.name} | {arm.answers} | – | – | – | – | – | – | {NOT_RUN} | – |"
    figures = [_percent([run.figures[f"iou@{click}"] for run in own]) for click in CLICKS]
    clicks = _figure([run.figures["noc85"] for run in own], 2)
    samples = " / ".join(f"{run.samples:,} ({run.seconds / 60:.0f})" for run in own)
    difference, verdict = _against_base(arm, own, base, noise(runs, BASE))
    return f"| {arm.name} | {arm.answers} | {' | '.join(figures)} | {clicks} | {difference} | {verdict} | {samples} |"


def _against_base(arm: Arm, own: Sequence[Result], base: Sequence[Result], noise: float | None) -> tuple[str, str]:
    if arm.name == BASE:
        return "0", "–" if len(own) > 1 else "one seed"
    if not base:
        return "–", "base not run yet"
    compared = compare(own, base, noise)
    text = f"{100 * compared.difference:+.1f}"
    if compared.interval is not None:
        text += f" [{100 * compared.interval[0]:+.1f}, {100 * compared.interval[1]:+.1f}]"
    if len(own) < 2 or len(base) < 2:
        return text, "one seed"
    return text, compared.verdict if compared.verdict == "open" else f"**{compared.verdict}**"


def _percent(values: Sequence[float]) -> str:
    return _figure([100 * value for value in values], 1)


def _figure(values: Sequence[float], digits: int) -> str:
    mean, deviation = sum(values) / len(values), spread(values)
    return f"{mean:.{digits}f}" + ("" if deviation is None else f" ± {deviation:.{digits}f}")


def _open_forms() -> str:
    return "## Open\n\n" + "\n".join(f"* `--loss {name}`: {text}." for name, text in OPEN_FORMS.items())


def _commands(budget: Budget) -> str:
    lines: Iterable[str] = (
        f"{shown_command(arm, 0, budget)}   # {arm.name}" for arms in GROUPS.values() for arm in arms
    )
    return "\n".join(
        [
            "## One command an arm",
            "",
            "`DATA` is a folder of annotated photos (docs/training.md), `OUT` an empty one. All of them, two",
            "at a time, resumable: `python -m model.ablate --data DATA --out OUT --seeds 0,1 --jobs 2`.",
            "On the same processor a run repeats exactly; on a GPU, where sums are taken in any order, nearly.",
            "",
            "```",
            *lines,
            "```",
        ]
    )
