import os
from support.api_desk import Desk
from support.covered import executed, to_execute
from support.stage import PLANNING, log_of, perform, put_up, scenarios
from zhiheng.chart_files import assembled
from zhiheng_api.app import create_app
from zhiheng_api.settings import Settings
from support import variants
from support.office import caller
from zhiheng.commands.agency import execute_agency


def test_it(make_url, tmp_path):
    import shutil
    from zhiheng.runtime import Runtime
    from zhiheng.store.db import Database
    from support.office import AGENCY, Clock, Office
    for key in os.environ["CHART"].split(","):
        seen = set(); bad = []
        for p in scenarios(key):
            only = os.environ.get("ONLY")
            if only and only not in p.name:
                continue
            url = make_url("sqlite"); clock = Clock(); office = Office(Runtime(Database(url, AGENCY), tmp_path / p.name, clock), clock, url)
            desk = Desk(office, create_app(Settings(data=tmp_path / ("d"+p.name), logins_per_minute=0, writes_per_minute=0), office.rt))
            chart = put_up(desk, assembled(PLANNING / f"{key}.bpmn"))
            played = perform(desk, p)
            print(p.name, "steps", played.steps, "wrong", played.wrong)
            if played.wrong: bad.append(p.name)
            if played.case: seen |= executed(chart, log_of(desk, played.case))
        print("MISSING", sorted(x for x in to_execute(chart) - seen if "hearing_" not in x.replace("hearing_request","").replace("own_hearing","")))
