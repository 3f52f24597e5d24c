"""Times one thing of ours beside its floor: the least work that gives the same answer."""

import cProfile
import gc
import pstats
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED_ABOVE = 5  # times its floor
MOST_PARTS = 5  # of an explanation
DRIVERS = ("sqlite3", "psycopg")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the result. Times are medians in milliseconds.

    `peak` is the memory in megabytes that the first run of ours needed beyond what was there before it, None where
    it was not measured. `reason` says, of a ratio above EXPLAINED_ABOVE, which parts took which share of the time.
    """

    name: str
    database: str
    ours: float
    floor: float
    peak: float | None = None
    reason: str = ""

    @property
    def ratio(self):
        """How many times the floor."""
        return self.ours / self.floor


def compare(name, database, ours, floors, repeats=3, prepared=None):
    """The Measurement of a callable `ours` beside the quickest of the callables `floors`, each run `repeats` times.

    They take turns, so that a busy machine slows them alike; a first run of each is not counted. What `prepared`
    makes is handed to `ours`: it is made anew for each run, outside the time.
    """
    run = ours if prepared else lambda _nothing: ours()
    prepared = prepared or (lambda: None)
    peak = peak_of(run, prepared())
    for floor in floors:
        floor()
    own_times, floor_times = [], [[] for _floor in floors]
    for _turn in range(repeats):
        own_times.append(milliseconds(run, prepared()))
        for floor, times in zip(floors, floor_times, strict=True):
            times.append(milliseconds(floor))
    own, quickest = statistics.median(own_times), min(map(statistics.median, floor_times))
    reason = shares(run, prepared()) if own > EXPLAINED_ABOVE * quickest else ""
    return Measurement(name, database, own, quickest, peak, reason)


def milliseconds(action, *values):
    """The time of one run, without what earlier ones left to tidy up."""
    gc.collect()
    started = time.perf_counter()
    action(*values)
    return (time.perf_counter() - started) * 1000


def peak_of(action, *values):
    """Megabytes that one run needs beyond what is there before it; None where the system does not tell."""
    gc.collect()
    before = reset_peak()
    action(*values)
    return None if before is None else max(memory("VmHWM") - before, 0)


def reset_peak():
    """Let the system count the highest memory anew; the memory in use now, None where it cannot."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
        return memory("VmRSS")
    except OSError:
        return None


def memory(entry):
    """A figure of this process in megabytes, by its name in the system's own list."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{entry}:"))


def shares(action, *values):
    """Where the time of one run goes: "django.template 52%, database 20%"."""
    profile = cProfile.Profile()
    profile.runcall(action, *values)
    times = times_by_part(pstats.Stats(profile).stats)
    whole = sum(times.values()) or 1
    return ", ".join(f"{part} {own / whole:.0%}" for part, own in times.most_common(MOST_PARTS) if own)


def times_by_part(stats):
    """Seconds by part; what is built into Python counts for the part that called it."""
    times = Counter()
    for function, (_calls, _primitive, own, _cumulated, callers) in stats.items():
        if function[0] != "~" or part_of(function) == "database":
            times[part_of(function)] += own
        else:
            for caller, (_calls, _primitive, own_for_caller, _cumulated) in callers.items():
                times[part_of(caller)] += own_for_caller
    return times


def part_of(function):
    """The part of the program that a profiled function (file, line, name) belongs to."""
    file, _line, name = function
    if any(driver in file or driver in name for driver in DRIVERS):
        return "database"
    path = Path(file)
    if "site-packages" in path.parts:
        inside = path.parts[path.parts.index("site-packages") + 1 :]
    elif path.is_relative_to(ROOT):
        inside = path.relative_to(ROOT).parts
    else:
        return "Python"
    return ".".join(Path(*inside[:2]).with_suffix("").parts)
