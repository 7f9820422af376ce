import json

from khcn.operations.st_tasks.judging.storing import restored, stored

from .all_steps import every_step


def test_every_step_comes_back_from_json_exactly_as_it_was():
    steps = tuple(every_step())
    back = restored(json.loads(json.dumps(stored(steps))))
    assert back == steps
    assert [type(step) for step in back] == [type(step) for step in steps]
