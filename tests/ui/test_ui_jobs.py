"""Jobs run off the GUI thread, in order, and their results come back on it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from mappa_desk.ui.jobs import Err, Jobs, Ok


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.drain()


def test_store_jobs_run_in_order_on_one_thread_and_answer_on_this_one(jobs, qtbot) -> None:
    here, seen, answers = threading.get_ident(), [], []
    for number in range(5):
        jobs.store(
            lambda number=number: seen.append((number, threading.get_ident())) or number,
            lambda result: answers.append((result, threading.get_ident())),
        )
    qtbot.waitUntil(lambda: len(answers) == 5)
    assert [number for number, _ in seen] == [0, 1, 2, 3, 4]
    assert len({thread for _, thread in seen}) == 1 and seen[0][1] != here
    assert answers == [(Ok(number), here) for number in range(5)]


def test_an_error_is_an_answer(jobs, qtbot) -> None:
    answers = []
    jobs.work(lambda: 1 / 0, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert isinstance(answers[0], Err) and isinstance(answers[0].error, ZeroDivisionError)


def test_an_answer_for_somebody_gone_is_dropped(jobs, qtbot) -> None:
    hold, owner, answers = threading.Event(), QObject(), []
    jobs.store(hold.wait, answers.append, owner)
    jobs.store(lambda: "after", answers.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    hold.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Ok("after")]


def test_drain_finishes_what_is_queued_and_takes_nothing_more(qapp) -> None:
    jobs, answers = Jobs(), []
    for number in range(20):
        jobs.store(lambda number=number: number, answers.append)
    jobs.drain()
    assert answers == [Ok(number) for number in range(20)]
    with pytest.raises(RuntimeError):
        jobs.store(lambda: None, answers.append)


def test_drain_also_finishes_what_a_result_asks_for(qapp) -> None:
    jobs, answers = Jobs(), []
    jobs.store(lambda: "first", lambda _first: jobs.store(lambda: "second", answers.append))
    jobs.work(lambda: "beside", lambda _beside: jobs.work(lambda: "beside again", answers.append))
    jobs.drain()
    assert {answer.value for answer in answers} == {"second", "beside again"}
    jobs.drain()
