"""The same snapshot gives the same bytes in any process, whatever clock, folder or settings files say."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
from document_samples import full_review
from PIL import Image, ImageCms

from mappa_desk.documents.actions import render_actions
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.srgb_profile import srgb_profile
from mappa_desk.domain.cases import Level
from mappa_desk.domain.minutes import MinutesStatus

HERE = Path(__file__).parent
PROGRAM = """
import hashlib, sys
from document_samples import SEAL, full_review
from sample_wording import shipped_wording
from mappa_desk.documents.actions import render_actions
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.rendering import CopyMark
copy = CopyMark(number=3, copies=12, recipient="Housing")
rendered = render_minutes(full_review(), wording=shipped_wording(), seal=SEAL, copy=copy)
print(hashlib.sha256(rendered.data).hexdigest())
"""
SPOILER = """
open({trace!r}, "w").write("run")
pageCompression = 1
invariant = 0
canvas_baseColor = (1, 0, 0)
"""


def digest_elsewhere(folder: Path, **environment: str) -> str:
    """The digest of the minutes as another process makes them in `folder`."""
    path = os.pathsep.join([str(folder), str(HERE), str(HERE.parents[1] / "src")])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )
    return done.stdout.strip()


def test_two_processes_write_the_same_bytes(documents: dict[str, Rendered], tmp_path: Path) -> None:
    own = hashlib.sha256(documents["minutes"].data).hexdigest()
    assert digest_elsewhere(tmp_path, PYTHONHASHSEED="1", TZ="Pacific/Auckland") == own
    assert digest_elsewhere(tmp_path, PYTHONHASHSEED="4242", TZ="UTC") == own


def test_settings_files_of_reportlab_are_not_run(documents: dict[str, Rendered], tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for name in (".reportlab_settings", "reportlab_settings.py"):
        (tmp_path / name).write_text(SPOILER.format(trace=str(trace)))
    digest = digest_elsewhere(tmp_path, HOME=str(tmp_path), USERPROFILE=str(tmp_path), RL_invariant="0")
    assert not trace.exists()
    assert digest == hashlib.sha256(documents["minutes"].data).hexdigest()


def test_threads_that_render_at_once_do_not_disturb_each_other(
    documents: dict[str, Rendered], wording: dict[str, str]
) -> None:
    def render(number: int) -> bytes:
        if number % 2:
            return render_actions(full_review(), wording=wording).data
        return render_minutes(full_review(status=MinutesStatus.DRAFT, level=Level.TWO), wording=wording).data

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(render, range(8)))
    assert set(found[1::2]) == {documents["actions"].data}
    assert set(found[::2]) == {documents["draft"].data}


def test_another_word_gives_other_bytes(documents: dict[str, Rendered], wording: dict[str, str]) -> None:
    full = full_review()
    first, *rest = full.entries
    changed = replace(full, entries=(replace(first, text=first.text + " Indeed."), *rest))
    assert render_minutes(changed, wording=wording).data != documents["minutes"].data


def test_dates_come_from_the_record(documents: dict[str, Rendered]) -> None:
    with pikepdf.open(BytesIO(documents["minutes"].data)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261113000000+00'00'"
    with pikepdf.open(BytesIO(documents["draft"].data)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261113000000+00'00'"


def test_the_colour_profile_is_that_of_srgb() -> None:
    own = ImageCms.getOpenProfile(BytesIO(srgb_profile()))
    colours = [
        (0, 0, 0),
        (255, 255, 255),
        (26, 29, 33),
        (138, 146, 156),
        (255, 0, 0),
        (0, 200, 90),
        (10, 40, 250),
    ]
    image = Image.new("RGB", (len(colours), 1))
    for place, colour in enumerate(colours):
        image.putpixel((place, 0), colour)
    through = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"))
    assert through is not None
    for place, before in enumerate(colours):
        after = through.getpixel((place, 0))
        assert all(abs(a - b) <= 1 for a, b in zip(before, after, strict=True)), (before, after)
